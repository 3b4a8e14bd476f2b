package org.sbms.branch.cardgateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
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
import org.sbms.branch.payment.CancelPayment;
import org.sbms.contract.AccountNumber;
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

/** The API of payments by card, and the door for what acquirers say by themselves. */
public final class CardApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_EVENT_ID = 64;
  private static final RefusalCode BAD_SIGNATURE =
      new RefusalCode("bad-signature", RefusalCode.Category.UNAUTHENTICATED);
  private static final RefusalCode STALE =
      new RefusalCode("stale-timestamp", RefusalCode.Category.UNAUTHENTICATED);
  private static final RefusalCode NOT_CREDITED =
      new RefusalCode("card-payment-not-credited", RefusalCode.Category.CONFLICT);

  private final Executor executor;
  private final CardFeature feature;
  private final CardDesk desk;
  private final Clock clock;

  public CardApi(Executor executor, CardFeature feature, CardDesk desk, Clock clock) {
    this.executor = executor;
    this.feature = feature;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.api("startCardPayment", this::start)
        .api("listCardPayments", this::list)
        .api("showCardPayment", this::show)
        .api("decideCardPayment", this::decide)
        .api("refundCardPayment", this::refund)
        .api("bookCardPayout", this::book)
        .api("listCardPayouts", this::payouts)
        .api("hearCardGateway", this::hear);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String number,
      String gateway,
      AccountNumber account,
      Money amount,
      IntentState state,
      String reason,
      String detail,
      String page,
      String reference,
      @Nullable Money captured,
      @Nullable UUID payment,
      Instant startedAt,
      String startedBy,
      Instant changedAt,
      Instant expiresAt,
      List<ShownEvent> events) {

    static Shown of(Intent intent, List<CardEvent> events) {
      return new Shown(
          intent.id(),
          intent.number(),
          intent.gateway(),
          intent.account(),
          intent.amount(),
          intent.state(),
          intent.reason(),
          intent.detail(),
          intent.page(),
          intent.reference(),
          intent.captured(),
          intent.payment(),
          intent.madeAt(),
          intent.madeBy(),
          intent.changedAt(),
          intent.expiresAt(),
          events.stream().map(ShownEvent::of).toList());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ShownEvent(
      CardEvent.Source source,
      String said,
      @Nullable Money captured,
      String detail,
      IntentState after,
      Instant at) {
    static ShownEvent of(CardEvent event) {
      return new ShownEvent(
          event.source(),
          event.said(),
          event.captured().orElse(null),
          event.detail(),
          event.after(),
          event.at());
    }
  }

  private ApiResponse start(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> account =
        read(errors, "account", () -> new AccountNumber(body.path("account").asText("")));
    Optional<Money> amount = read(errors, "amount", () -> money(body.path("amount")));
    if (account.isEmpty() || amount.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    StartCardPayment asked =
        new StartCardPayment(
            account.get(),
            amount.get(),
            body.path("gateway").asText(""),
            body.path("returnUrl").asText(""));
    return ApiResponse.of(
        desk.start(request.caller(), asked, request.key()),
        intent -> ApiResponse.created(Shown.of(intent, List.of())));
  }

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    ListIntents question =
        new ListIntents(
            request.parameter("text").orElse(""),
            request.parameter("state").map(IntentState::valueOf),
            request.parameter("gateway").orElse(""),
            Optional.empty(),
            true,
            page.offset(),
            page.asked());
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found -> page.of(found.items(), intent -> Shown.of(intent, List.of())));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowIntent(id))),
                story -> ApiResponse.ok(Shown.of(story.intent(), story.events()))));
  }

  private ApiResponse decide(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> creditTo =
        body.hasNonNull("creditTo")
            ? read(errors, "creditTo", () -> new AccountNumber(body.path("creditTo").asText("")))
            : Optional.empty();
    if (!errors.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new DecideCardPayment(
                            id,
                            DecideCardPayment.Decision.valueOf(body.path("decision").asText("")),
                            creditTo,
                            body.path("comment").asText("")),
                        request.key())),
                intent -> ApiResponse.ok(Shown.of(intent, List.of()))));
  }

  /** The payment that was taken is cancelled as any other; the card gets its money back after. */
  private ApiResponse refund(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowIntent(id))),
                story -> {
                  UUID payment = story.intent().payment();
                  return payment == null || story.intent().state() != IntentState.CREDITED
                      ? ApiResponse.refused(
                          Refusal.of(
                              NOT_CREDITED, "Only what was credited is given back this way."))
                      : ApprovalAnswers.api(
                          executor,
                          request.caller(),
                          Request.command(new CancelPayment(payment, reason), request.key()),
                          done ->
                              new ApiResponse.Json(
                                  202,
                                  Map.of("payment", done.id(), "state", done.state()),
                                  Map.of()));
                }));
  }

  private ApiResponse book(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<Money> gross = read(errors, "gross", () -> money(body.path("gross")));
    Optional<Money> fee = read(errors, "fee", () -> money(body.path("fee")));
    Optional<LocalDate> paidOn =
        read(errors, "paidOn", () -> LocalDate.parse(body.path("paidOn").asText("")));
    if (gross.isEmpty() || fee.isEmpty() || paidOn.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new BookPayout(
                    body.path("gateway").asText(""),
                    body.path("reference").asText(""),
                    paidOn.get(),
                    gross.get(),
                    fee.get()),
                request.key())),
        ApiResponse::created);
  }

  private ApiResponse payouts(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.query(new ListPayouts(true, page.offset(), page.limit()))),
        ApiResponse::ok);
  }

  /** Open to everybody: the signature says who speaks. */
  private ApiResponse hear(ApiRequest request) {
    GatewayAccess gateway = feature.gateways().get(request.pathPart("gateway"));
    if (gateway == null) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such gateway."));
    }
    WebhookSignature.Verdict verdict =
        WebhookSignature.judge(
            request.header("X-Signature").orElse(""),
            request.bytes(),
            gateway.webhookSecret(),
            clock.instant());
    return switch (verdict) {
      case BAD ->
          ApiResponse.refused(Refusal.of(BAD_SIGNATURE, "The signature is not the gateway's."));
      case STALE ->
          ApiResponse.refused(Refusal.of(STALE, "The time of the signature is too far away."));
      case GOOD -> hear(gateway.name(), request.body(JsonNode.class));
    };
  }

  private ApiResponse hear(String gateway, JsonNode body) {
    Optional<UUID> payment = id(body.path("payment").asText(""));
    String event = body.path("event").asText("");
    Optional<Statement> statement = Wire.statement(body);
    if (event.isBlank() || event.length() > MAX_EVENT_ID || statement.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid("", "is no event of a payment by card"));
    }
    if (payment.isEmpty()) {
      return noSuch();
    }
    return switch (desk.hear(gateway, payment.get(), event, statement.get())) {
      case IntentWriter.Heard.Applied _,
          IntentWriter.Heard.Repeated _,
          IntentWriter.Heard.TellAgain _ ->
          new ApiResponse.NoContent();
      case IntentWriter.Heard.NoSuchIntent() -> noSuch();
      case IntentWriter.Heard.NotNow() ->
          ApiResponse.refused(Refusal.of(RefusalCode.BUSY, "Say this again shortly."));
    };
  }

  private static ApiResponse noSuch() {
    return ApiResponse.refused(
        Refusal.of(RefusalCode.NOT_FOUND, "There is no such payment of this gateway."));
  }

  private static Money money(JsonNode node) {
    return Money.parse(node.path("amount").asText(""), node.path("currency").asText(""));
  }

  private static <T> Optional<T> read(List<FieldError> errors, String field, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (DateTimeException noDay) {
      errors.add(new FieldError(field, "must be a day such as 2026-11-25"));
    } catch (IllegalArgumentException wrong) {
      errors.add(new FieldError(field, String.valueOf(wrong.getMessage())));
    }
    return Optional.empty();
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    return id(request.pathPart("id"))
        .map(answer)
        .orElseGet(() ->
            ApiResponse.refused(
                Refusal.of(RefusalCode.NOT_FOUND, "There is no such payment by card.")));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
