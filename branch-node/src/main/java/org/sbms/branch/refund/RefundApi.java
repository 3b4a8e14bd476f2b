package org.sbms.branch.refund;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of refunds, as openapi.yaml promises it. */
public final class RefundApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public RefundApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("requestRefund", this::request)
        .api("listRefunds", this::list)
        .api("showRefund", this::show)
        .api("cancelRefund", this::cancel);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String slip,
      RefundState state,
      AccountNumber account,
      BranchCode homeBranch,
      Money amount,
      String reason,
      String comment,
      Instant requestedAt,
      String requestedBy,
      @Nullable LocalDate settlementDay,
      String problem,
      String detail) {

    static Shown of(Refund refund) {
      return new Shown(
          refund.id(),
          refund.slip(),
          refund.state(),
          refund.account(),
          refund.homeBranch(),
          refund.amount(),
          refund.reason(),
          refund.comment(),
          refund.requestedAt(),
          refund.requestedBy(),
          refund.settlementDay(),
          refund.problem(),
          refund.detail());
    }
  }

  private ApiResponse request(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> account =
        read(errors, "account", () -> new AccountNumber(body.path("account").asText("").strip()));
    JsonNode money = body.path("amount");
    Optional<Money> amount =
        read(
            errors,
            "amount",
            () -> Money.parse(money.path("amount").asText(""), money.path("currency").asText("")));
    if (account.isEmpty() || amount.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    RefundSubscriber refund =
        new RefundSubscriber(
            account.get(),
            amount.get(),
            body.path("reason").asText(""),
            body.path("comment").asText(""));
    return ApprovalAnswers.api(
        executor,
        request.caller(),
        Request.command(refund, request.key()),
        asked -> ApiResponse.created(Shown.of(asked)));
  }

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    ListRefunds question =
        new ListRefunds(
            "",
            request.parameter("state").map(RefundState::valueOf),
            true,
            page.offset(),
            page.asked());
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found -> page.of(found.items(), Shown::of));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowRefund(id))),
                refund -> ApiResponse.ok(Shown.of(refund))));
  }

  private ApiResponse cancel(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new CancelRefund(id, reason),
                        // Without a key the refund's own state refuses a second cancellation.
                        request.key().isEmpty() ? UUID.randomUUID().toString() : request.key())),
                refund -> new ApiResponse.Json(202, Shown.of(refund), Map.of())));
  }

  private static <T> Optional<T> read(List<FieldError> errors, String field, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException wrong) {
      errors.add(new FieldError(field, String.valueOf(wrong.getMessage())));
      return Optional.empty();
    }
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No refund " + request.pathPart("id") + "."));
    }
  }
}
