package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.EDIT;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ShowDraft;
import org.sbms.central.reference.BrowseReference.ShowDraftRow;
import org.sbms.central.reference.EditDraft.PutDraftRow;
import org.sbms.central.reference.EditDraft.RemoveDraftRow;
import org.sbms.central.reference.EditDraft.RevertDraftRow;
import org.sbms.central.reference.PageModels.ChoosePage;
import org.sbms.central.reference.PageModels.RowFormPage;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The pages where an open draft is edited by hand, row by row. */
final class RowPages implements WebFeature {
  private static final String DRAFT = DraftPages.DRAFTS + "/:id";

  private final Executor executor;

  RowPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(DRAFT + "/rows", EDIT, this::rowsToChoose)
        .get(DRAFT + "/row", EDIT, this::rowForm)
        .post(DRAFT + "/row", EDIT, this::putRow)
        .post(DRAFT + "/row/removal", EDIT, this::removeRow)
        .post(DRAFT + "/row/reversal", EDIT, this::revertRow);
  }

  /** Which of the published rows to change. */
  private PageResponse rowsToChoose(PageRequest request) {
    return withDraft(
        request,
        draft -> {
          DatasetSpec spec = Datasets.named(draft.dataset()).orElseThrow();
          TableSpec<DatasetRow> table =
              ReferencePages.rowsTable(
                  spec,
                  row ->
                      DraftPages.DRAFTS
                          + "/"
                          + draft.id()
                          + "/row?key="
                          + URLEncoder.encode(row.key(), StandardCharsets.UTF_8));
          TableQuery query = TableQuery.read(table, request.path(), request::parameter);
          return PageResponse.of(
              ask(request, ReferencePages.question(spec, 0, query)),
              page ->
                  PageResponse.page(
                      "reference/choose",
                      new ChoosePage(draft, Table.of(table, query, page.items()))));
        });
  }

  private PageResponse rowForm(PageRequest request) {
    String key = request.parameter("key");
    return withDraft(
        request,
        draft ->
            key.isEmpty()
                ? rowPage(request, draft, key, Form.blank())
                : PageResponse.of(
                    ask(request, new ShowDraftRow(draft.id(), key)),
                    row -> {
                      Form form = Form.blank();
                      row.values().forEach(form::with);
                      return rowPage(request, draft, key, form);
                    }));
  }

  private PageResponse rowPage(PageRequest request, DraftView draft, String key, Form form) {
    DatasetSpec spec = Datasets.named(draft.dataset()).orElseThrow();
    return new PageResponse.Page(
        form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
        "reference/row",
        new RowFormPage(draft, spec, key, form, options(request, spec)));
  }

  private Map<String, Map<String, String>> options(PageRequest request, DatasetSpec spec) {
    Map<String, Map<String, String>> options = new LinkedHashMap<>();
    for (ColumnSpec column : spec.columns()) {
      switch (column.type()) {
        case ColumnType.OneOf(List<String> values) -> options.put(column.name(), same(values));
        case ColumnType.Flag() ->
            options.put(
                column.name(),
                ordered(
                    "false", request.texts().t("reference.no"),
                    "true", request.texts().t("reference.yes")));
        case ColumnType.RefersTo(String dataset) ->
            options.put(column.name(), same(keys(request, dataset)));
        case ColumnType.Code _,
            ColumnType.Text _,
            ColumnType.Whole _,
            ColumnType.Decimal _,
            ColumnType.Percent _,
            ColumnType.Date _,
            ColumnType.Amount _ -> {}
      }
    }
    return options;
  }

  private List<String> keys(PageRequest request, String dataset) {
    ListRows question = new ListRows(dataset, 0, "", "", false, 0, BrowseReference.MAX_LIMIT);
    return ask(request, question) instanceof Outcome.Done<BrowseReference.RowPage>(var page)
        ? page.items().stream().map(DatasetRow::key).toList()
        : List.of();
  }

  private static Map<String, String> same(List<String> values) {
    Map<String, String> options = new LinkedHashMap<>();
    values.forEach(value -> options.put(value, value));
    return options;
  }

  private static Map<String, String> ordered(String a, String aText, String b, String bText) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(a, aText);
    options.put(b, bText);
    return options;
  }

  private PageResponse putRow(PageRequest request) {
    Form form = request.form();
    return withDraft(
        request,
        draft -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (String column : Datasets.named(draft.dataset()).orElseThrow().columnNames()) {
            values.put(column, form.text(column));
          }
          return PageResponse.of(
              run(request, new PutDraftRow(draft.id(), values), form.key()),
              form,
              request.texts(),
              after -> PageResponse.redirect(DraftPages.DRAFTS + "/" + after.id()),
              again -> rowPage(request, draft, request.parameter("key"), again));
        });
  }

  private PageResponse removeRow(PageRequest request) {
    return editRow(request, id -> new RemoveDraftRow(id, request.form().text("key")));
  }

  private PageResponse revertRow(PageRequest request) {
    return editRow(request, id -> new RevertDraftRow(id, request.form().text("key")));
  }

  private PageResponse editRow(PageRequest request, Function<UUID, Operation<DraftView>> edit) {
    return withDraft(
        request,
        draft ->
            PageResponse.of(
                run(request, edit.apply(draft.id()), request.form().key()),
                after -> PageResponse.redirect(DraftPages.DRAFTS + "/" + after.id())));
  }

  private PageResponse withDraft(PageRequest request, Function<DraftView, PageResponse> then) {
    return request
        .pathId("id")
        .map(id -> PageResponse.of(ask(request, new ShowDraft(id)), then))
        .orElseGet(() -> PageResponse.notFound("There is no such draft."));
  }

  private <R> Outcome<R> ask(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question));
  }

  private <R> Outcome<R> run(PageRequest request, Operation<R> command, String key) {
    return executor.run(request.caller(), Request.command(command, key));
  }
}
