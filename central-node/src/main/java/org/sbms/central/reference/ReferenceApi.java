package org.sbms.central.reference;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ListDatasets;
import org.sbms.central.reference.BrowseReference.ListDrafts;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ListVersions;
import org.sbms.central.reference.BrowseReference.ShowDistribution;
import org.sbms.central.reference.BrowseReference.ShowDraft;
import org.sbms.central.reference.BrowseReference.ShowRowHistory;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DecideDraft.RejectDraft;
import org.sbms.central.reference.EditDraft.DiscardDraft;
import org.sbms.central.reference.EditDraft.RestoreVersion;
import org.sbms.central.reference.ImportDataset.Afterwards;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of reference data. */
final class ReferenceApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 100;

  private final Executor executor;

  ReferenceApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listDatasets", request -> answer(request, new ListDatasets()))
        .api("listReferenceRows", this::rows)
        .api("exportDataset", this::export)
        .api("importDataset", this::importCsv)
        .api("listReferenceDrafts", this::drafts)
        .api("showReferenceDraft", request -> withDraft(request, ApiResponse::ok))
        .api("showDatasetDraft", request -> withDraft(request, ApiResponse::ok))
        .api("discardReferenceDraft", request -> decide(request, DiscardDraft::new))
        .api("approveReferenceDraft", this::approve)
        .api("approveDatasetDraft", this::approve)
        .api("rejectReferenceDraft", this::reject)
        .api("rejectDatasetDraft", this::reject)
        .api("listReferenceVersions", this::versions)
        .api("listDatasetVersions", this::versions)
        .api("compareReferenceVersions", this::compare)
        .api(
            "showRowHistory",
            request ->
                answer(
                    request,
                    new ShowRowHistory(
                        request.pathPart("dataset"), request.parameter("key").orElse(""))))
        .api("restoreDatasetVersion", this::restore)
        .api("showDistribution", request -> answer(request, new ShowDistribution()));
  }

  private ApiResponse rows(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    ListRows question =
        new ListRows(
            request.pathPart("dataset"),
            number(request, "version"),
            request.parameter("search").orElse(""),
            "",
            false,
            offset,
            limit);
    return ApiResponse.of(
        ask(request, question),
        page ->
            ApiResponse.ok(
                new RowItems(
                    page.version(),
                    page.items().stream().map(DatasetRow::values).toList(),
                    next(offset + limit, page.hasNext()))));
  }

  private record RowItems(long version, List<Map<String, String>> items, Optional<String> next) {}

  private ApiResponse export(ApiRequest request) {
    return ApiResponse.of(
        ask(request, new ExportDataset(request.pathPart("dataset"), number(request, "version"))),
        csv -> ApiResponse.csv(csv.file(), csv.csv().getBytes(StandardCharsets.UTF_8)));
  }

  private ApiResponse importCsv(ApiRequest request) {
    String dataset = request.pathPart("dataset");
    String file = request.parameter("file").orElse(dataset + ".csv");
    ImportMode mode =
        request.parameter("mode").orElse("replace").equals("merge")
            ? ImportMode.MERGE
            : ImportMode.REPLACE;
    return ApiResponse.of(
        Uploads.check(file, request.bodyFile()),
        csv ->
            ApiResponse.of(
                run(request, new ImportDataset(dataset, file, csv, mode, Afterwards.SUBMIT)),
                ApiResponse::created));
  }

  private ApiResponse restore(ApiRequest request) {
    String version = request.pathPart("version");
    return ApiResponse.of(
        run(
            request,
            new RestoreVersion(
                request.pathPart("dataset"),
                version.matches("[0-9]{1,15}") ? Long.parseLong(version) : 0,
                Afterwards.SUBMIT)),
        ApiResponse::created);
  }

  private ApiResponse drafts(ApiRequest request) {
    List<DraftState> states =
        request
            .parameter("state")
            .map(state -> List.of(DraftState.valueOf(state)))
            .orElseGet(() -> List.of(DraftState.values()));
    String dataset = request.parameter("dataset").orElse("");
    return answer(request, new ListDrafts(dataset, states, limit(request)));
  }

  private ApiResponse approve(ApiRequest request) {
    return decide(request, id -> new ApproveDraft(id, note(request)));
  }

  private ApiResponse reject(ApiRequest request) {
    return decide(request, id -> new RejectDraft(id, note(request)));
  }

  private static String note(ApiRequest request) {
    return request.bytes().length == 0 ? "" : request.body(Note.class).note().orElse("");
  }

  private record Note(Optional<String> note) {}

  private ApiResponse decide(ApiRequest request, Function<UUID, Operation<DraftView>> operation) {
    return withDraft(
        request,
        draft -> ApiResponse.of(run(request, operation.apply(draft.id())), ApiResponse::ok));
  }

  /** A draft may be named alone or under its dataset; under another dataset it is not there. */
  private ApiResponse withDraft(ApiRequest request, Function<DraftView, ApiResponse> then) {
    Optional<UUID> id = id(request.pathPart("id"));
    if (id.isEmpty()) {
      return ApiResponse.of(ReferenceCodes.<DraftView>noDraft(), then);
    }
    return ApiResponse.of(
        ask(request, new ShowDraft(id.get())),
        draft ->
            dataset(request).map(draft.dataset()::equals).orElse(true)
                ? then.apply(draft)
                : ApiResponse.of(ReferenceCodes.<DraftView>noDraft(), then));
  }

  private ApiResponse versions(ApiRequest request) {
    return answer(request, new ListVersions(dataset(request).orElse(""), limit(request)));
  }

  private ApiResponse compare(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    CompareVersions question =
        new CompareVersions(
            request.pathPart("dataset"),
            number(request, "from"),
            number(request, "to"),
            request.parameter("kind").orElse(""),
            request.parameter("search").orElse(""),
            offset,
            limit);
    return ApiResponse.of(
        ask(request, question),
        changes -> ApiResponse.items(changes.items(), next(offset + limit, changes.hasNext())));
  }

  private static Optional<String> dataset(ApiRequest request) {
    return request.parameter("dataset").or(() -> request.findPathPart("dataset"));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> next(int offset, boolean hasNext) {
    return hasNext ? Optional.of(Cursor.of(Integer.toString(offset))) : Optional.empty();
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
  }

  private static long number(ApiRequest request, String name) {
    return request.parameter(name).map(Long::valueOf).orElse(0L);
  }

  private <R> ApiResponse answer(ApiRequest request, Operation<R> question) {
    return ApiResponse.of(ask(request, question), ApiResponse::ok);
  }

  private <R> Outcome<R> ask(ApiRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question));
  }

  /** Without a key of the client's each request is one of its own. */
  private <R> Outcome<R> run(ApiRequest request, Operation<R> command) {
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return executor.run(request.caller(), Request.command(command, key));
  }
}
