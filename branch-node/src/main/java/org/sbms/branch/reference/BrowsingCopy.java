package org.sbms.branch.reference;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.reference.BrowseCopy.CopiedRows;
import org.sbms.branch.reference.BrowseCopy.CopyList;
import org.sbms.branch.reference.BrowseCopy.CopySummary;
import org.sbms.branch.reference.BrowseCopy.ListCopiedRows;
import org.sbms.branch.reference.BrowseCopy.ListCopies;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Answers questions about the copy. */
final class BrowsingCopy {
  private BrowsingCopy() {}

  static Outcome<CopyList> copies(Caller caller, ListCopies operation, Sql sql) {
    List<CopySummary> items =
        sql.list(
            row ->
                new CopySummary(
                    row.getString("dataset"), row.getLong("row_count"), row.getLong("version")),
            """
            select d.dataset, count(r.key) as row_count, coalesce(max(r.version), 0) as version
            from unnest($1::text[]) with ordinality as d (dataset, place)
            left join reference_row r using (dataset)
            group by d.dataset, d.place order by d.place
            """,
            (Object) Datasets.ALL.stream().map(DatasetSpec::name).toArray(String[]::new));
    return Outcome.done(
        sql.one(
                row ->
                    new CopyList(
                        row.getLong("version"),
                        Optional.ofNullable(row.getOffsetDateTime("applied_at"))
                            .map(OffsetDateTime::toInstant),
                        items),
                "select version, applied_at from reference_state")
            .orElseThrow());
  }

  static Outcome<CopiedRows> rows(Caller caller, ListCopiedRows operation, Sql sql) {
    Optional<DatasetSpec> spec = Datasets.named(operation.dataset());
    if (spec.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no dataset " + operation.dataset() + ".");
    }
    if (!operation.sort().isEmpty() && spec.get().column(operation.sort()).isEmpty()) {
      return Outcome.refused(Refusal.invalid("sort", "is no column of this dataset"));
    }
    int limit = Math.clamp(operation.limit(), 1, BrowseCopy.MAX_LIMIT);
    List<DatasetRow> found =
        sql.list(
            row ->
                new DatasetRow(
                    row.getString("key"), ReferenceCopy.values(row.getJsonObject("values"))),
            """
            select key, values from reference_row
            where dataset = $1 and ($2 = '' or exists (
              select from jsonb_each_text(values) v (name, value)
              where strpos(lower(v.value), lower($2)) > 0))
            order by %s key offset $3 limit $4
            """
                .formatted(order(operation)),
            operation.dataset(),
            operation.search(),
            Math.max(0, operation.offset()),
            limit + 1);
    return Outcome.done(
        new CopiedRows(
            ReferenceCopy.version(sql),
            List.copyOf(found.subList(0, Math.min(limit, found.size()))),
            found.size() > limit));
  }

  /** From the dataset's own columns only, which hold letters and underscores. */
  private static String order(ListCopiedRows operation) {
    return operation.sort().isEmpty()
        ? ""
        : "values ->> '%s' %s nulls last,"
            .formatted(operation.sort(), operation.descending() ? "desc" : "asc");
  }
}
