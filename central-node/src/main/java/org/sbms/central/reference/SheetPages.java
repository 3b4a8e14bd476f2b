package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.EDIT;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.EditSheet.Doing;
import org.sbms.central.reference.EditSheet.DraftRow;
import org.sbms.central.reference.EditSheet.EditDraftRows;
import org.sbms.central.reference.EditSheet.EditedRow;
import org.sbms.central.reference.EditSheet.EditedRows;
import org.sbms.central.reference.EditSheet.ListDraftRows;
import org.sbms.central.reference.EditSheet.RowEdit;
import org.sbms.central.reference.PageModels.SheetPage;
import org.sbms.central.reference.PageModels.SheetRow;
import org.sbms.central.reference.PageModels.SheetRows;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** A draft as a table of fields; rows are saved as somebody leaves them, or pastes them. */
final class SheetPages implements WebFeature {
  private static final String SHEET = DraftPages.DRAFTS + "/:id/sheet";
  private static final int ROWS_A_PAGE = 100;

  private final Executor executor;

  SheetPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(SHEET, EDIT, this::show).post(SHEET, EDIT, this::save);
  }

  private PageResponse show(PageRequest request) {
    String search = request.parameter("search").strip();
    boolean changedOnly = request.parameter("changed").equals("true");
    String asked = request.parameter("page");
    int page = asked.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(asked) : 1;
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListDraftRows(
                            id, search, changedOnly, (page - 1) * ROWS_A_PAGE, ROWS_A_PAGE))),
                rows -> {
                  DatasetSpec spec = Datasets.named(rows.draft().dataset()).orElseThrow();
                  return PageResponse.page(
                      "reference/sheet",
                      new SheetPage(
                          rows.draft(),
                          spec,
                          search,
                          changedOnly,
                          page,
                          rows.hasNext(),
                          numbered(rows.items()),
                          suggestions(request, spec)));
                }));
  }

  private static List<SheetRow> numbered(List<DraftRow> rows) {
    List<SheetRow> numbered = new ArrayList<>();
    for (DraftRow row : rows) {
      numbered.add(sheetRow("r" + numbered.size(), row));
    }
    return numbered;
  }

  private static SheetRow sheetRow(String place, DraftRow row) {
    return new SheetRow(
        place, row.key(), row.values(), Map.of(), row.change().map(Enum::name).orElse(""));
  }

  /** The keys that a column may refer to, by dataset; once a page and not once a row. */
  private Map<String, List<String>> suggestions(PageRequest request, DatasetSpec spec) {
    Map<String, List<String>> suggestions = new LinkedHashMap<>();
    for (ColumnSpec column : spec.columns()) {
      if (column.type() instanceof ColumnType.RefersTo(String dataset)) {
        Operation<BrowseReference.RowPage> question =
            new ListRows(dataset, 0, "", "", false, 0, BrowseReference.MAX_LIMIT);
        if (executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseReference.RowPage>(var rows)) {
          suggestions.put(dataset, rows.items().stream().map(DatasetRow::key).toList());
        }
      }
    }
    return suggestions;
  }

  /**
   * One row as the page sends it.
   *
   * @param place by which the page knows it
   */
  private record Sent(String place, String doing, String original, Map<String, String> values) {}

  private PageResponse save(PageRequest request) {
    Optional<FileUpload> upload = request.upload("rows");
    if (upload.isEmpty()) {
      return PageResponse.notFound("There are no rows in it.");
    }
    List<Sent> sent = List.of(Json.read(bytes(upload.get()), Sent[].class));
    List<RowEdit> edits = sent.stream().map(SheetPages::edit).toList();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new EditDraftRows(id, edits), request.form().key())),
                edited -> PageResponse.page("reference/sheetrows", answer(request, sent, edited))));
  }

  private static RowEdit edit(Sent sent) {
    return new RowEdit(
        Doing.valueOf(sent.doing().toUpperCase(Locale.ROOT)), sent.original(), sent.values());
  }

  private static SheetRows answer(PageRequest request, List<Sent> sent, EditedRows edited) {
    List<SheetRow> rows = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      Sent one = sent.get(i);
      EditedRow result = edited.rows().get(i);
      if (!result.errors().isEmpty()) {
        rows.add(
            new SheetRow(
                one.place(), one.original(), one.values(), errors(request, result), "ERROR"));
      } else if (result.row().isPresent()) {
        rows.add(sheetRow(one.place(), result.row().get()));
      } else {
        gone.add(one.place());
      }
    }
    return new SheetRows(
        edited.draft(), Datasets.named(edited.draft().dataset()).orElseThrow(), rows, gone);
  }

  private static Map<String, String> errors(PageRequest request, EditedRow result) {
    return result.errors().stream()
        .collect(
            Collectors.toMap(
                FieldError::field,
                error -> ReasonTexts.of(request.texts(), error.message()),
                (first, _) -> first));
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static PageResponse withId(
      PageRequest request, java.util.function.Function<UUID, PageResponse> then) {
    return request
        .pathId("id")
        .map(then)
        .orElseGet(() -> PageResponse.notFound("There is no such draft."));
  }
}
