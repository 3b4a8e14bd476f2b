package org.sbms.central.reconcile;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.central.reconcile.CorrectMismatches.ApproveCorrection;
import org.sbms.central.reconcile.CorrectMismatches.DeclineCorrection;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;

/** The calls of runs and mismatches. */
final class ReconcileApi {
  private static final int DEFAULT_LIMIT = 500;

  private final Executor executor;

  ReconcileApi(Executor executor) {
    this.executor = executor;
  }

  void addTo(Web web) {
    web.api("startReconciliation", this::start)
        .api("listReconciliations", this::runs)
        .api("showReconciliation", this::run)
        .api("downloadReconciliation", this::report)
        .api("proposeCorrection", this::propose)
        .api("approveCorrection", this::approve)
        .api("declineCorrection", this::decline)
        .api("listMismatches", this::mismatches);
  }

  /** The body of a start; all of it may be left out. */
  record Start(
      @JsonProperty("day") @Nullable LocalDate day,
      @JsonProperty("spread") @Nullable RunSpread spread) {}

  private ApiResponse start(ApiRequest request) {
    Start start = request.bytes().length == 0 ? new Start(null, null) : request.body(Start.class);
    StartReconciliation asked =
        new StartReconciliation(
            Optional.ofNullable(start.day()),
            Optional.ofNullable(start.spread()).orElse(RunSpread.BY_SIZE));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(asked, keyOf(request))),
        ApiResponse::created);
  }

  private ApiResponse runs(ApiRequest request) {
    int offset = request.offset();
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListReconciliations(offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse run(ApiRequest request) {
    return byId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowReconciliation(id))),
                ApiResponse::ok));
  }

  private ApiResponse report(ApiRequest request) {
    return byId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowReport(id))),
                report ->
                    ApiResponse.csv(
                        "reconciliation.csv", report.csv().getBytes(StandardCharsets.UTF_8))));
  }

  private ApiResponse mismatches(ApiRequest request) {
    int offset = request.offset();
    int limit = limit(request);
    return byId(
        request,
        id ->
            switch (executor.run(request.caller(), Request.query(new ShowReconciliation(id)))) {
              case Outcome.Done<RunView> _ ->
                  ApiResponse.of(
                      executor.run(
                          request.caller(),
                          Request.query(
                              new ListMismatches(
                                  Optional.of(id),
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  MismatchTable.BY_KIND,
                                  offset,
                                  limit + 1))),
                      found -> page(found.items(), offset, limit));
              case Outcome.Refused<RunView>(Refusal refusal) -> ApiResponse.refused(refusal);
              case Outcome.Unknown<RunView> unknown -> ApiResponse.of(unknown, ApiResponse::ok);
            });
  }

  /** The body of a proposal; without an action it is the usual one of the kind. */
  record Proposal(
      @JsonProperty("action") @Nullable String action, @JsonProperty("reason") String reason) {}

  private ApiResponse propose(ApiRequest request) {
    Proposal body = request.body(Proposal.class);
    return byId(
        request,
        id ->
            command(
                request,
                new ProposeCorrection(
                    id,
                    Optional.ofNullable(body.action()).map(CorrectionAction::valueOf),
                    body.reason())));
  }

  private ApiResponse approve(ApiRequest request) {
    return byId(request, id -> command(request, new ApproveCorrection(id)));
  }

  /** The body of a refusal. */
  record Why(@JsonProperty("why") String why) {}

  private ApiResponse decline(ApiRequest request) {
    String why = request.body(Why.class).why();
    return byId(request, id -> command(request, new DeclineCorrection(id, why)));
  }

  private ApiResponse command(ApiRequest request, Operation<CorrectionView> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, keyOf(request))), ApiResponse::ok);
  }

  private static <T> ApiResponse page(List<T> found, int offset, int limit) {
    return found.size() > limit
        ? ApiResponse.items(
            found.subList(0, limit), Optional.of(Cursor.of(Integer.toString(offset + limit))))
        : ApiResponse.items(found);
  }

  private static ApiResponse byId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such run."));
    }
    return answer.apply(id);
  }

  /** A client that wants a repeat to be safe sends a key; each call of any other is its own. */
  private static String keyOf(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
  }
}
