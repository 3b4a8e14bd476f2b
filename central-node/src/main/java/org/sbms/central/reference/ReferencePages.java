package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.EDIT;
import static org.sbms.central.reference.ReferencePermissions.VIEW;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.central.reference.BrowseReference.BranchVersion;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.central.reference.BrowseReference.DatasetList;
import org.sbms.central.reference.BrowseReference.DatasetSummary;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ListDatasets;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ListVersions;
import org.sbms.central.reference.BrowseReference.ShowDistribution;
import org.sbms.central.reference.BrowseReference.ShowRowHistory;
import org.sbms.central.reference.BrowseReference.VersionOfDataset;
import org.sbms.central.reference.EditDraft.RestoreVersion;
import org.sbms.central.reference.PageModels.ComparePage;
import org.sbms.central.reference.PageModels.DatasetsPage;
import org.sbms.central.reference.PageModels.DistributionPage;
import org.sbms.central.reference.PageModels.HistoryPage;
import org.sbms.central.reference.PageModels.RowsPage;
import org.sbms.central.reference.PageModels.VersionsPage;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The pages that show what is published: datasets, rows, versions, how far branches are. */
final class ReferencePages implements WebFeature {
  static final String HOME = "/reference";
  static final String DATA = HOME + "/data/";
  private static final String VERSIONS = HOME + "/versions";
  private static final String DISTRIBUTION = HOME + "/distribution";
  private static final int COLUMNS_ON_A_PHONE = 3;
  private static final int CHANGES_A_PAGE = 100;
  private static final List<String> KINDS = List.of("ADDED", "CHANGED", "REMOVED");

  private final Executor executor;
  private final Clock clock;

  ReferencePages(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.messages("datasets")
        .messages("reference")
        .menu(new MenuEntry(HOME, "reference.menu", "books", 60, VIEW))
        .menu(new MenuEntry(VERSIONS, "reference.versions.menu", "history", 62, VIEW))
        .menu(new MenuEntry(DISTRIBUTION, "reference.distribution.menu", "broadcast", 63, VIEW))
        .get(HOME, VIEW, this::datasets)
        .get(DATA + ":dataset", VIEW, this::rows)
        .get(DATA + ":dataset/export", VIEW, this::export)
        .get(DATA + ":dataset/history", VIEW, this::history)
        .post(DATA + ":dataset/restoration", EDIT, this::restore)
        .get(VERSIONS, VIEW, this::versions)
        .get(VERSIONS + "/compare", VIEW, this::compare)
        .get(DISTRIBUTION, VIEW, this::distribution);
  }

  private PageResponse datasets(PageRequest request) {
    Outcome<DatasetList> datasets = ask(request, new ListDatasets());
    return PageResponse.of(
        datasets,
        list ->
            PageResponse.of(
                ask(request, new ShowDistribution()),
                distribution ->
                    PageResponse.page(
                        "reference/datasets",
                        new DatasetsPage(
                            list.headVersion(),
                            list.items().stream().mapToLong(DatasetSummary::waiting).sum(),
                            distribution.items().stream().filter(b -> b.lag() > 0).count(),
                            fixed(request, datasetsTable(request), list.items())))));
  }

  private static TableSpec<DatasetSummary> datasetsTable(PageRequest request) {
    return new TableSpec<>(
        "reference.datasets",
        "",
        List.of(
            Column.of(
                "dataset",
                set ->
                    new Cell.TwoLines(
                        request.texts().t("dataset." + set.dataset()),
                        set.dataset(),
                        DATA + set.dataset())),
            Column.<DatasetSummary>of("rows", set -> new Cell.Count(set.rows())).end(),
            Column.<DatasetSummary>of("version", set -> new Cell.Count(set.version())).end(),
            Column.<DatasetSummary>of(
                    "published",
                    set -> set.publishedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))
                .wideOnly(),
            Column.<DatasetSummary>of(
                    "waiting",
                    set -> set.waiting() == 0 ? Cell.missing() : new Cell.Count(set.waiting()))
                .end()),
        List.of());
  }

  private PageResponse rows(PageRequest request) {
    Optional<DatasetSpec> spec = Datasets.named(request.pathPart("dataset"));
    if (spec.isEmpty()) {
      return PageResponse.notFound("There is no such dataset.");
    }
    String name = spec.get().name();
    TableSpec<DatasetRow> table =
        rowsTable(
            spec.get(),
            row ->
                DATA
                    + name
                    + "/history?key="
                    + URLEncoder.encode(row.key(), StandardCharsets.UTF_8));
    TableQuery query = TableQuery.read(table, request.path(), request::parameter);
    long version = version(request.parameter("version"));
    ListRows question = question(spec.get(), version, query);
    return PageResponse.of(
        ask(request, question),
        page ->
            PageResponse.page(
                "reference/rows",
                new RowsPage(
                    spec.get(),
                    page.version(),
                    version == 0,
                    Table.of(table, query, page.items()),
                    Form.blank())));
  }

  static ListRows question(DatasetSpec spec, long version, TableQuery query) {
    return new ListRows(
        spec.name(),
        version,
        query.filter("search"),
        query.sort(),
        query.descending(),
        query.offset(),
        Math.min(query.limit(), BrowseReference.MAX_LIMIT));
  }

  /**
   * @param href where the first column of a row leads; empty for nowhere
   */
  static TableSpec<DatasetRow> rowsTable(DatasetSpec spec, Function<DatasetRow, String> href) {
    List<Column<DatasetRow>> columns = new ArrayList<>();
    for (ColumnSpec column : spec.columns()) {
      boolean isFirst = columns.isEmpty();
      Column<DatasetRow> shown =
          Column.<DatasetRow>of(
                  column.name(),
                  row ->
                      isFirst && !href.apply(row).isEmpty()
                          ? new Cell.Link(row.get(column.name()), href.apply(row))
                          : cell(column, row.get(column.name())))
              .sortedBy(column.name());
      columns.add(columns.size() < COLUMNS_ON_A_PHONE ? shown : shown.wideOnly());
    }
    return new TableSpec<>(
        "column", spec.key().getFirst(), columns, List.of(new Filter.Search("search")));
  }

  private static Cell cell(ColumnSpec column, String value) {
    if (value.isEmpty()) {
      return Cell.missing();
    }
    return switch (column.type()) {
      case ColumnType.Code _, ColumnType.Whole _, ColumnType.OneOf _, ColumnType.Date _ ->
          new Cell.Code(value);
      case ColumnType.Flag _ ->
          value.equals("true")
              ? new Cell.Badge("reference.yes", "green")
              : new Cell.Badge("reference.no", "secondary");
      case ColumnType.RefersTo(String dataset) ->
          new Cell.Link(value, DATA + dataset + "?search=" + value);
      case ColumnType.Percent() -> new Cell.Text(value + " %");
      case ColumnType.Text _, ColumnType.Decimal _, ColumnType.Amount _ -> Cell.text(value);
    };
  }

  private PageResponse export(PageRequest request) {
    ExportDataset question =
        new ExportDataset(request.pathPart("dataset"), version(request.parameter("version")));
    return PageResponse.of(
        ask(request, question),
        csv -> PageResponse.csv(csv.file(), csv.csv().getBytes(StandardCharsets.UTF_8)));
  }

  private PageResponse versions(PageRequest request) {
    ListVersions question =
        new ListVersions(request.parameter("dataset"), BrowseReference.MAX_LIMIT);
    return PageResponse.of(
        ask(request, question),
        list ->
            PageResponse.page(
                "reference/versions", new VersionsPage(versionsTable(request, list.items()))));
  }

  private static Table<VersionOfDataset> versionsTable(
      PageRequest request, List<VersionOfDataset> versions) {
    TableSpec<VersionOfDataset> spec =
        new TableSpec<>(
            "reference.versions",
            "",
            List.of(
                Column.of(
                    "version",
                    v ->
                        new Cell.Link(
                            Long.toString(v.version()),
                            VERSIONS
                                + "/compare?dataset=%s&from=%d&to=%d"
                                    .formatted(v.dataset(), v.version() - 1, v.version()))),
                Column.of(
                    "dataset",
                    v ->
                        new Cell.Link(
                            request.texts().t("dataset." + v.dataset()),
                            DATA + v.dataset() + "?version=" + v.version())),
                Column.<VersionOfDataset>of("published", v -> new Cell.Time(v.publishedAt())),
                Column.<VersionOfDataset>of(
                        "authors", v -> Cell.text(String.join(", ", v.authors())))
                    .wideOnly(),
                Column.<VersionOfDataset>of("approved", v -> Cell.text(v.approvedBy())).wideOnly(),
                Column.<VersionOfDataset>of("added", v -> new Cell.Count(v.added())).end(),
                Column.<VersionOfDataset>of("changed", v -> new Cell.Count(v.changed())).end(),
                Column.<VersionOfDataset>of("removed", v -> new Cell.Count(v.removed())).end()),
            List.of(
                new Filter.Choice(
                    "dataset", "dataset", Datasets.ALL.stream().map(DatasetSpec::name).toList())));
    TableQuery query = TableQuery.read(spec, request.path(), request::parameter);
    return Table.of(
        spec, query, versions.stream().skip(query.offset()).limit(query.limit()).toList());
  }

  private PageResponse compare(PageRequest request) {
    String dataset =
        Datasets.named(request.parameter("dataset")).orElse(Datasets.ALL.getFirst()).name();
    long page = Math.clamp(version(request.parameter("page")), 1, 1_000_000);
    CompareVersions question =
        new CompareVersions(
            dataset,
            version(request.parameter("from")),
            version(request.parameter("to")),
            KINDS.contains(request.parameter("kind")) ? request.parameter("kind") : "",
            request.parameter("search").strip(),
            (int) (page - 1) * CHANGES_A_PAGE,
            CHANGES_A_PAGE);
    return PageResponse.of(
        ask(request, question),
        changes ->
            PageResponse.page(
                "reference/compare",
                new ComparePage(
                    question.dataset(),
                    question.fromVersion(),
                    question.toVersion(),
                    question.kind(),
                    question.search(),
                    page,
                    changes.items(),
                    changes.hasNext(),
                    Form.blank())));
  }

  private PageResponse history(PageRequest request) {
    Optional<DatasetSpec> spec = Datasets.named(request.pathPart("dataset"));
    if (spec.isEmpty()) {
      return PageResponse.notFound("There is no such dataset.");
    }
    return PageResponse.of(
        ask(request, new ShowRowHistory(spec.get().name(), request.parameter("key"))),
        history ->
            PageResponse.page("reference/history", new HistoryPage(spec.get(), history, today())));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private PageResponse restore(PageRequest request) {
    RestoreVersion command =
        new RestoreVersion(
            request.pathPart("dataset"),
            version(request.parameter("version")),
            ImportDataset.Afterwards.KEEP_OPEN);
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command, request.form().key())),
        draft -> PageResponse.redirect(DraftPages.DRAFTS + "/" + draft.id()));
  }

  private PageResponse distribution(PageRequest request) {
    return PageResponse.of(
        ask(request, new ShowDistribution()),
        state ->
            PageResponse.page(
                "reference/distribution",
                new DistributionPage(
                    state.headVersion(), fixed(request, branchesTable(), state.items()))));
  }

  private static TableSpec<BranchVersion> branchesTable() {
    return new TableSpec<>(
        "reference.branches",
        "",
        List.of(
            Column.of("branch", b -> new Cell.Code(b.branch())),
            Column.of("state", ReferencePages::state),
            Column.<BranchVersion>of("version", b -> new Cell.Count(b.version())).end(),
            Column.<BranchVersion>of("lag", b -> new Cell.Count(b.lag())).end(),
            Column.of(
                "acknowledged",
                b -> b.acknowledgedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))),
        List.of());
  }

  private static Cell state(BranchVersion branch) {
    if (branch.acknowledgedAt().isEmpty()) {
      return new Cell.Badge("reference.branch.never", "red");
    }
    return branch.lag() == 0
        ? new Cell.Badge("reference.branch.current", "green")
        : new Cell.Badge("reference.branch.behind", "yellow");
  }

  private static <T> Table<T> fixed(PageRequest request, TableSpec<T> spec, List<T> rows) {
    TableQuery all =
        new TableQuery(
            request.path(), "", false, 1, Math.max(1, rows.size()), false, java.util.Map.of());
    return Table.of(spec, all, rows);
  }

  private <R> Outcome<R> ask(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question));
  }

  private static long version(String text) {
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
  }
}
