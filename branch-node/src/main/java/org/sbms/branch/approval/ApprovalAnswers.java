package org.sbms.branch.approval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.form.Form;

/** How the web answers a command that may have to wait for a second person. */
public final class ApprovalAnswers {
  private ApprovalAnswers() {}

  /** For forms: as {@link PageResponse#of}, and the page of the request where it waits. */
  public static <R> PageResponse page(
      Executor executor,
      PageRequest request,
      Operation<R> operation,
      Form form,
      Function<R, PageResponse> done,
      Function<Form, PageResponse> again) {
    Outcome<R> outcome = executor.run(request.caller(), Request.command(operation, form.key()));
    return waiting(executor, request.caller(), outcome, form.key())
        .map(approval ->
            PageResponse.redirect(
                "/approvals/" + approval.id(), request.texts().t("approval.parked")))
        .orElseGet(() -> PageResponse.of(outcome, form, request.texts(), done, again));
  }

  /** For the API: as {@link ApiResponse#of}, and 202 with the request where it waits. */
  public static <R> ApiResponse api(
      Executor executor, Caller caller, Request<R> request, Function<R, ApiResponse> done) {
    Outcome<R> outcome = executor.run(caller, request);
    return waiting(executor, caller, outcome, request.key())
        .map(approval ->
            (ApiResponse)
                new ApiResponse.Json(
                    202,
                    ApprovalApi.Shown.of(approval),
                    Map.of("Location", "/api/v1/approvals/" + approval.id())))
        .orElseGet(() -> ApiResponse.of(outcome, done));
  }

  /**
   * For answers with many lines: the request where a line waits, as the API shows it, by the key of
   * the line. Without the right to see requests nobody is told of any.
   *
   * @param outcomes by key, at most {@link FindApprovals#MAX_KEYS}
   */
  public static Map<String, ApprovalApi.Shown> ofLines(
      Executor executor, Caller caller, Map<String, ? extends Outcome<?>> outcomes) {
    List<String> keys =
        outcomes.entrySet().stream()
            .filter(line -> waits(line.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (keys.isEmpty()) {
      return Map.of();
    }
    return executor.run(caller, Request.query(new FindApprovals(keys)))
            instanceof Outcome.Done<FindApprovals.Found>(FindApprovals.Found found)
        ? found.items().stream()
            .collect(
                Collectors.toMap(
                    FindApprovals.Waiting::key, line -> ApprovalApi.Shown.of(line.approval())))
        : Map.of();
  }

  /** Whether it is no refusal but waits for a second person. */
  public static boolean waits(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal)
        && refusal.code().equals(ApprovalDecisions.REQUIRED);
  }

  private static Optional<Approval> waiting(
      Executor executor, Caller caller, Outcome<?> outcome, String key) {
    return waits(outcome)
            && executor.run(caller, Request.query(new FindApproval(key)))
                instanceof Outcome.Done<Approval>(Approval approval)
        ? Optional.of(approval)
        : Optional.empty();
  }
}
