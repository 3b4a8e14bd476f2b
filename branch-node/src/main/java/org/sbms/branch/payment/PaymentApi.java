package org.sbms.branch.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.approval.ApprovalApi;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of payments, as openapi.yaml promises it. */
public final class PaymentApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final CancelReasons reasons;

  /**
   * @param reasons what a payment may be cancelled for
   */
  public PaymentApi(Executor executor, Supplier<List<ReasonCodes.Reason>> reasons) {
    this.executor = executor;
    this.reasons = new CancelReasons(reasons);
  }

  @Override
  public void addTo(Web web) {
    web.api("takePayment", this::take)
        .api("takePayments", this::takeMany)
        .api("listPayments", this::list)
        .api("showPayment", this::show)
        .api("cancelPayment", this::cancel);
  }

  /** A payment as clients see it; more may be added, nothing is taken away. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String receipt,
      PaymentState state,
      AccountNumber account,
      BranchCode homeBranch,
      Money amount,
      PaymentMethod method,
      String reference,
      Instant acceptedAt,
      String acceptedBy,
      @Nullable LocalDate settlementDay,
      String reason,
      String detail) {

    static Shown of(Payment payment) {
      return new Shown(
          payment.id(),
          payment.receipt(),
          payment.state(),
          payment.account(),
          payment.homeBranch(),
          payment.amount(),
          payment.method(),
          payment.reference(),
          payment.acceptedAt(),
          payment.acceptedBy(),
          payment.settlementDay(),
          payment.reason(),
          payment.detail());
    }
  }

  private ApiResponse take(ApiRequest request) {
    return switch (Order.read(request.body(JsonNode.class))) {
      case Order.Unfit(Refusal refusal) -> ApiResponse.refused(refusal);
      case Order.Fit(TakePayment take) ->
          ApprovalAnswers.api(
              executor,
              request.caller(),
              Request.command(take, request.key()),
              payment -> ApiResponse.created(Shown.of(payment)));
    };
  }

  /**
   * One line of the answer to many payments: the payment, or what it waits for, or why there is
   * none.
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Line(
      String key,
      Optional<Shown> payment,
      Optional<ApprovalApi.Shown> approval,
      Optional<Problem> problem) {}

  /** For payment systems: one request, many payments, each with a key and an outcome of its own. */
  private ApiResponse takeMany(ApiRequest request) {
    List<String> keys = new ArrayList<>();
    List<Request<Payment>> fit = new ArrayList<>();
    Map<Integer, Refusal> unfit = new HashMap<>();
    for (JsonNode line : request.body(JsonNode.class).path("payments")) {
      String key = line.path("key").asText("");
      switch (Order.read(line)) {
        case Order.Unfit(Refusal refusal) -> unfit.put(keys.size(), refusal);
        case Order.Fit(TakePayment take) -> fit.add(Request.command(take, key));
      }
      keys.add(key);
    }
    Iterator<Outcome<Payment>> outcomes = executor.runAll(request.caller(), fit).iterator();
    List<Outcome<Payment>> all = new ArrayList<>(keys.size());
    Map<String, Outcome<Payment>> ofKeys = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Refusal refusal = unfit.get(i);
      all.add(refusal == null ? outcomes.next() : Outcome.refused(refusal));
      ofKeys.put(keys.get(i), all.getLast());
    }
    Map<String, ApprovalApi.Shown> waiting =
        ApprovalAnswers.ofLines(executor, request.caller(), ofKeys);
    List<Line> lines = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      lines.add(line(keys.get(i), all.get(i), waiting));
    }
    return ApiResponse.items(lines);
  }

  private static Line line(
      String key, Outcome<Payment> outcome, Map<String, ApprovalApi.Shown> waiting) {
    Optional<Shown> shown =
        outcome instanceof Outcome.Done<Payment>(Payment payment)
            ? Optional.of(Shown.of(payment))
            : Optional.empty();
    Optional<ApprovalApi.Shown> approval =
        ApprovalAnswers.waits(outcome) ? Optional.ofNullable(waiting.get(key)) : Optional.empty();
    return new Line(
        key,
        shown,
        approval,
        approval.isPresent() ? Optional.empty() : ApiResponse.problem(outcome));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowPayment(id))),
                payment -> ApiResponse.ok(Shown.of(payment))));
  }

  /** With a code of the list, or as before in words alone. */
  private ApiResponse cancel(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    String remark = body.path("reason").asText("").strip();
    String code = body.path("code").asText("");
    List<FieldError> problems =
        body.path("code").isMissingNode() ? List.of() : reasons.problems(code, remark);
    if (!problems.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(problems));
    }
    String reason = CancelReasons.text(code, remark);
    return withId(
        request,
        id ->
            ApprovalAnswers.api(
                executor,
                request.caller(),
                Request.command(
                    new CancelPayment(id, reason),
                    // Without a key the payment's own state refuses a second cancellation.
                    request.key().isEmpty() ? UUID.randomUUID().toString() : request.key()),
                payment -> new ApiResponse.Json(202, Shown.of(payment), java.util.Map.of())));
  }

  private ApiResponse list(ApiRequest request) {
    Optional<Optional<ListPayments.Position>> after =
        request.parameter("cursor").map(PaymentApi::position);
    if (after.isPresent() && after.get().isEmpty()) {
      return ApiResponse.refused(Refusal.invalid("cursor", "is no cursor of this list"));
    }
    ListPayments question =
        new ListPayments(
            request.parameter("state").map(PaymentState::valueOf),
            "",
            "",
            after.flatMap(Function.identity()),
            request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT));
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        page ->
            ApiResponse.items(
                page.items().stream().map(Shown::of).toList(),
                page.next()
                    .map(next -> Cursor.of(next.acceptedAt().toString(), next.id().toString()))));
  }

  private static Optional<ListPayments.Position> position(String cursor) {
    try {
      return Cursor.read(cursor, 2)
          .map(parts ->
              new ListPayments.Position(
                  Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
    } catch (IllegalArgumentException | java.time.DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No payment " + request.pathPart("id") + "."));
    }
  }
}
