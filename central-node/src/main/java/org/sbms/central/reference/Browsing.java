package org.sbms.central.reference;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sbms.central.reference.BrowseReference.BranchVersion;
import org.sbms.central.reference.BrowseReference.Changes;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.central.reference.BrowseReference.DatasetList;
import org.sbms.central.reference.BrowseReference.DatasetSummary;
import org.sbms.central.reference.BrowseReference.Distribution;
import org.sbms.central.reference.BrowseReference.DraftList;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ExportedCsv;
import org.sbms.central.reference.BrowseReference.ListDatasets;
import org.sbms.central.reference.BrowseReference.ListDraftChanges;
import org.sbms.central.reference.BrowseReference.ListDrafts;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ListVersions;
import org.sbms.central.reference.BrowseReference.RowHistory;
import org.sbms.central.reference.BrowseReference.RowPage;
import org.sbms.central.reference.BrowseReference.ShowDistribution;
import org.sbms.central.reference.BrowseReference.ShowDraft;
import org.sbms.central.reference.BrowseReference.ShowDraftRow;
import org.sbms.central.reference.BrowseReference.ShowRowHistory;
import org.sbms.central.reference.BrowseReference.VersionList;
import org.sbms.central.reference.BrowseReference.VersionOfDataset;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Answers questions about reference data. */
final class Browsing {
  private final Supplier<List<BranchCode>> branches;

  Browsing(Supplier<List<BranchCode>> branches) {
    this.branches = branches;
  }

  Outcome<DatasetList> datasets(Caller caller, ListDatasets operation, Sql sql) {
    Map<String, DatasetSummary> byName =
        sql
            .list(
                Browsing::summary,
                """
                select d.dataset,
                  (select count(*) from reference_row r
                   where r.dataset = d.dataset and r.valid_to_version is null) as row_count,
                  (select count(*) from reference_draft f
                   where f.dataset = d.dataset and f.state = 'SUBMITTED') as waiting,
                  v.version, v.published_at
                from unnest($1::text[]) as d (dataset)
                left join lateral (
                  select version, published_at
                  from reference_version_dataset join reference_version using (version)
                  where dataset = d.dataset order by version desc limit 1
                ) v on true
                """,
                (Object) Datasets.ALL.stream().map(DatasetSpec::name).toArray(String[]::new))
            .stream()
            .collect(Collectors.toMap(DatasetSummary::dataset, Function.identity()));
    return Outcome.done(
        new DatasetList(
            PublishedRows.headVersion(sql),
            Datasets.ALL.stream()
                .flatMap(spec -> Optional.ofNullable(byName.get(spec.name())).stream())
                .toList()));
  }

  Outcome<RowPage> rows(Caller caller, ListRows operation, Sql sql) {
    Optional<DatasetSpec> spec = Datasets.named(operation.dataset());
    if (spec.isEmpty()) {
      return ReferenceCodes.noDataset(operation.dataset());
    }
    if (!operation.sort().isEmpty() && spec.get().column(operation.sort()).isEmpty()) {
      return Outcome.refused(Refusal.invalid("sort", "is no column of this dataset"));
    }
    long version = operation.version() == 0 ? PublishedRows.headVersion(sql) : operation.version();
    int limit = limit(operation.limit());
    var rows =
        sql.list(
            JsonRows::row,
            """
            select key, values from reference_row
            where dataset = $1 and valid_from_version <= $2
              and (valid_to_version is null or valid_to_version > $2)
              and ($3 = '' or exists (
                select from jsonb_each_text(values) v (name, value)
                where strpos(lower(v.value), lower($3)) > 0))
            order by %s key offset $4 limit $5
            """
                .formatted(order(operation)),
            operation.dataset(),
            version,
            operation.search(),
            Math.max(0, operation.offset()),
            limit + 1);
    return Outcome.done(new RowPage(version, firstOf(rows, limit), rows.size() > limit));
  }

  /** From the dataset's own columns only, which hold letters and underscores. */
  private static String order(ListRows operation) {
    return operation.sort().isEmpty()
        ? ""
        : "values ->> '%s' %s nulls last,"
            .formatted(operation.sort(), operation.descending() ? "desc" : "asc");
  }

  Outcome<ExportedCsv> export(Caller caller, ExportDataset operation, Sql sql) {
    Optional<DatasetSpec> spec = Datasets.named(operation.dataset());
    if (spec.isEmpty()) {
      return ReferenceCodes.noDataset(operation.dataset());
    }
    long version = operation.version() == 0 ? PublishedRows.headVersion(sql) : operation.version();
    return Outcome.done(
        new ExportedCsv(
            operation.dataset() + ".csv",
            DatasetExport.csv(spec.get(), PublishedRows.at(sql, spec.get(), version))));
  }

  Outcome<DraftList> drafts(Caller caller, ListDrafts operation, Sql sql) {
    return Outcome.done(
        new DraftList(
            Drafts.list(sql, operation.dataset(), operation.states(), limit(operation.limit()))));
  }

  Outcome<DraftView> draft(Caller caller, ShowDraft operation, Sql sql) {
    return Drafts.find(sql, operation.id()).map(Outcome::done).orElseGet(ReferenceCodes::noDraft);
  }

  Outcome<DatasetRow> draftRow(Caller caller, ShowDraftRow operation, Sql sql) {
    return sql.one(
            JsonRows::row,
            """
            select r.key, coalesce(c.new_values, r.values) as values
            from reference_draft d
            join reference_row r
              on r.dataset = d.dataset and r.key = $2 and r.valid_to_version is null
            left join reference_draft_change c on c.draft_id = d.id and c.key = r.key
            where d.id = $1
            union all
            select c.key, c.new_values from reference_draft_change c
            where c.draft_id = $1 and c.key = $2 and c.old_values is null
            """,
            operation.id(),
            operation.key())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such row."));
  }

  Outcome<Changes> draftChanges(Caller caller, ListDraftChanges operation, Sql sql) {
    int limit = limit(operation.limit());
    return Outcome.done(
        changes(
            Drafts.changes(sql, operation.id(), Math.max(0, operation.offset()), limit + 1),
            limit));
  }

  Outcome<VersionList> versions(Caller caller, ListVersions operation, Sql sql) {
    return Outcome.done(
        new VersionList(
            sql.list(
                Browsing::version,
                """
                select d.*, v.published_at, v.approved_by
                from reference_version_dataset d join reference_version v using (version)
                where $1 = '' or d.dataset = $1
                order by version desc, dataset limit $2
                """,
                operation.dataset(),
                limit(operation.limit()))));
  }

  Outcome<Changes> compare(Caller caller, CompareVersions operation, Sql sql) {
    return Datasets.named(operation.dataset()).isEmpty()
        ? ReferenceCodes.noDataset(operation.dataset())
        : Outcome.done(Differences.between(sql, operation, limit(operation.limit())));
  }

  Outcome<RowHistory> history(Caller caller, ShowRowHistory operation, Sql sql) {
    Optional<DatasetSpec> spec = Datasets.named(operation.dataset());
    if (spec.isEmpty()) {
      return ReferenceCodes.noDataset(operation.dataset());
    }
    return RowHistories.of(sql, spec.get(), operation.key())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There never was such a row."));
  }

  Outcome<Distribution> distribution(Caller caller, ShowDistribution operation, Sql sql) {
    long head = PublishedRows.headVersion(sql);
    Map<String, BranchVersion> byBranch = new TreeMap<>();
    for (BranchCode branch : new TreeSet<>(branches.get())) {
      byBranch.put(branch.value(), new BranchVersion(branch.value(), 0, head, Optional.empty()));
    }
    for (Row row : sql.run("select branch, version, acknowledged_at from reference_branch")) {
      String branch = row.getString("branch");
      long version = row.getLong("version");
      Optional<Instant> at = Optional.of(row.getOffsetDateTime("acknowledged_at").toInstant());
      byBranch.put(branch, new BranchVersion(branch, version, head - version, at));
    }
    return Outcome.done(new Distribution(head, new ArrayList<>(byBranch.values())));
  }

  private static Changes changes(List<DraftView.Change> found, int limit) {
    return new Changes(firstOf(found, limit), found.size() > limit);
  }

  private static <T> List<T> firstOf(List<T> found, int limit) {
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  private static int limit(int asked) {
    return Math.clamp(asked, 1, BrowseReference.MAX_LIMIT);
  }

  private static DatasetSummary summary(Row row) {
    Long version = row.getLong("version");
    return new DatasetSummary(
        row.getString("dataset"),
        version == null ? 0 : version,
        Optional.ofNullable(row.getOffsetDateTime("published_at")).map(OffsetDateTime::toInstant),
        row.getLong("row_count"),
        row.getLong("waiting"));
  }

  private static VersionOfDataset version(Row row) {
    return new VersionOfDataset(
        row.getLong("version"),
        row.getString("dataset"),
        row.getOffsetDateTime("published_at").toInstant(),
        List.of(row.getArrayOfStrings("authors")),
        row.getString("approved_by"),
        row.getLong("added"),
        row.getLong("changed"),
        row.getLong("removed"));
  }
}
