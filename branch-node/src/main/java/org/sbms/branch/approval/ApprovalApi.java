package org.sbms.branch.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of requests that need a second person, as openapi.yaml promises it. */
public final class ApprovalApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final Approvals approvals;

  public ApprovalApi(Executor executor, Approvals approvals) {
    this.executor = executor;
    this.approvals = approvals;
  }

  @Override
  public void addTo(Web web) {
    web.api("listApprovals", this::list)
        .api("showApproval", this::show)
        .api("approveOperation", this::approve)
        .api("declineOperation", this::decline);
  }

  /** A request as clients see it; more may be added, nothing is taken away. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Shown(
      UUID id,
      ApprovalState state,
      String operation,
      String subject,
      Money amount,
      String rule,
      String askedBy,
      Instant askedAt,
      Instant expiresAt,
      String decidedBy,
      Optional<Instant> decidedAt,
      String comment,
      String resultId) {

    static Shown of(Approval approval) {
      return new Shown(
          approval.id(),
          approval.state(),
          approval.operation(),
          approval.subject(),
          approval.amount(),
          approval.rule(),
          approval.askedBy(),
          approval.askedAt(),
          approval.expiresAt(),
          approval.decidedBy(),
          approval.decidedAt(),
          approval.comment(),
          approval.resultId());
    }
  }

  private ApiResponse list(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    ListApprovals question =
        new ListApprovals(
            request.parameter("state").map(ApprovalState::valueOf), true, offset, limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found -> {
          List<Shown> items = found.items().stream().limit(limit).map(Shown::of).toList();
          return ApiResponse.items(
              items,
              found.items().size() > limit
                  ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                  : Optional.empty());
        });
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowApproval(id))),
                approval -> ApiResponse.ok(Shown.of(approval))));
  }

  private ApiResponse approve(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                approvals.approve(
                    request.caller(), Request.command(new ApproveOperation(id), key(request))),
                approval -> ApiResponse.ok(Shown.of(approval))));
  }

  private ApiResponse decline(ApiRequest request) {
    String comment = request.body(JsonNode.class).path("comment").asText("");
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new DeclineOperation(id, comment), key(request))),
                approval -> ApiResponse.ok(Shown.of(approval))));
  }

  /** Without a key the state of the request refuses a second decision. */
  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No request " + request.pathPart("id") + "."));
    }
  }
}
