package org.sbms.branch.reference;

import static org.sbms.branch.reference.ReferencePermissions.VIEW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.reference.BrowseCopy.CopySummary;
import org.sbms.branch.reference.BrowseCopy.ListCopiedRows;
import org.sbms.branch.reference.BrowseCopy.ListCopies;
import org.sbms.branch.reference.CopyPageModels.DatasetsPage;
import org.sbms.branch.reference.CopyPageModels.RowsPage;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Shows the copy, on pages and in the API. Nothing here changes it. */
final class CopyPages implements WebFeature {
  private static final String HOME = "/reference";
  private static final int COLUMNS_ON_A_PHONE = 3;
  private static final int DEFAULT_LIMIT = 100;

  private final Executor executor;

  CopyPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("datasets")
        .messages("reference-copy")
        .menu(new MenuEntry(HOME, "reference.menu", "books", 60, VIEW))
        .get(HOME, VIEW, this::datasets)
        .get(HOME + "/:dataset", VIEW, this::rows)
        .api("listReferenceCopies", this::datasetsByApi)
        .api("listReferenceRows", this::rowsByApi);
  }

  private PageResponse datasets(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListCopies())),
        copies -> {
          TableSpec<CopySummary> spec = datasetsTable(request);
          TableQuery all =
              new TableQuery(request.path(), "", false, 1, copies.items().size(), false, Map.of());
          return PageResponse.page(
              "referencecopy/datasets",
              new DatasetsPage(copies, Table.of(spec, all, copies.items())));
        });
  }

  private static TableSpec<CopySummary> datasetsTable(PageRequest request) {
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
                        HOME + "/" + set.dataset())),
            Column.<CopySummary>of("rows", set -> new Cell.Count(set.rows())).end(),
            Column.<CopySummary>of("version", set -> new Cell.Count(set.version())).end()),
        List.of());
  }

  private PageResponse rows(PageRequest request) {
    Optional<DatasetSpec> dataset = Datasets.named(request.pathPart("dataset"));
    if (dataset.isEmpty()) {
      return PageResponse.notFound("There is no such dataset.");
    }
    TableSpec<DatasetRow> spec = rowsTable(dataset.get());
    TableQuery query = TableQuery.read(spec, request.path(), request::parameter);
    ListCopiedRows question =
        new ListCopiedRows(
            dataset.get().name(),
            query.filter("search"),
            query.sort(),
            query.descending(),
            query.offset(),
            Math.min(query.limit(), BrowseCopy.MAX_LIMIT));
    return PageResponse.of(
        executor.run(request.caller(), Request.query(question)),
        page ->
            PageResponse.page(
                "referencecopy/rows",
                new RowsPage(
                    dataset.get().name(), page.version(), Table.of(spec, query, page.items()))));
  }

  private static TableSpec<DatasetRow> rowsTable(DatasetSpec dataset) {
    List<Column<DatasetRow>> columns = new ArrayList<>();
    for (ColumnSpec column : dataset.columns()) {
      Column<DatasetRow> shown =
          Column.<DatasetRow>of(column.name(), row -> cell(column, row.get(column.name())))
              .sortedBy(column.name());
      columns.add(columns.size() < COLUMNS_ON_A_PHONE ? shown : shown.wideOnly());
    }
    return new TableSpec<>(
        "column", dataset.key().getFirst(), columns, List.of(new Filter.Search("search")));
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
          new Cell.Link(value, HOME + "/" + dataset + "?search=" + value);
      case ColumnType.Percent() -> new Cell.Text(value + " %");
      case ColumnType.Text _, ColumnType.Decimal _, ColumnType.Amount _ -> Cell.text(value);
    };
  }

  private ApiResponse datasetsByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListCopies())), ApiResponse::ok);
  }

  private ApiResponse rowsByApi(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    ListCopiedRows question =
        new ListCopiedRows(
            request.pathPart("dataset"),
            request.parameter("search").orElse(""),
            "",
            false,
            offset,
            limit);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        page ->
            ApiResponse.ok(
                new RowItems(
                    page.version(),
                    page.items().stream().map(DatasetRow::values).toList(),
                    page.hasNext()
                        ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                        : Optional.empty())));
  }

  private record RowItems(long version, List<Map<String, String>> items, Optional<String> next) {}
}
