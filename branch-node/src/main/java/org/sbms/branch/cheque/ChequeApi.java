package org.sbms.branch.cheque;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
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
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
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

/** The API of cheques, as openapi.yaml promises it. */
public final class ChequeApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final ChequeDesk desk;

  public ChequeApi(Executor executor, ChequeDesk desk) {
    this.executor = executor;
    this.desk = desk;
  }

  @Override
  public void addTo(Web web) {
    web.api("receiveCheque", this::receive)
        .api("listCheques", this::list)
        .api("showCheque", this::show)
        .api("clearCheque", request -> change(request, ClearCheque::new))
        .api(
            "bounceCheque",
            request -> change(request, id -> new BounceCheque(id, text(request, "reason"))))
        .api(
            "returnCheque",
            request -> change(request, id -> new ReturnCheque(id, text(request, "reason"))))
        .api("creditCheque", this::credit)
        .api("makeChequeSlip", this::deposit)
        .api("listChequeSlips", this::slips)
        .api("showChequeSlip", this::slip)
        .api("clearChequeSlip", this::clearSlip)
        .api("showChequeAgeing", this::ageing);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String number,
      String bank,
      String drawer,
      LocalDate dated,
      AccountNumber account,
      Money amount,
      ChequeState state,
      CreditState credit,
      AccountNumber creditTo,
      @Nullable UUID payment,
      @Nullable UUID slip,
      String reason,
      @Nullable Money fee,
      Instant receivedAt,
      String receivedBy,
      Instant changedAt,
      String changedBy) {

    static Shown of(Cheque cheque) {
      return new Shown(
          cheque.id(),
          cheque.number(),
          cheque.bank(),
          cheque.drawer(),
          cheque.dated(),
          cheque.account(),
          cheque.amount(),
          cheque.state(),
          cheque.credit(),
          cheque.creditTo(),
          cheque.payment(),
          cheque.slip(),
          cheque.reason(),
          cheque.fee().isZero() ? null : cheque.fee(),
          cheque.receivedAt(),
          cheque.receivedBy(),
          cheque.changedAt(),
          cheque.changedBy());
    }
  }

  private ApiResponse receive(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> account =
        read(errors, "account", () -> new AccountNumber(body.path("account").asText("")));
    Optional<Money> amount = read(errors, "amount", () -> money(body.path("amount")));
    Optional<LocalDate> dated =
        read(errors, "dated", () -> LocalDate.parse(body.path("dated").asText("")));
    if (account.isEmpty() || amount.isEmpty() || dated.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    ReceiveCheque asked =
        new ReceiveCheque(
            account.get(),
            amount.get(),
            body.path("number").asText(""),
            body.path("bank").asText(""),
            body.path("drawer").asText(""),
            dated.get());
    return ApprovalAnswers.api(
        executor,
        request.caller(),
        Request.command(asked, request.key()),
        cheque ->
            ApiResponse.of(
                desk.settled(Outcome.done(cheque)),
                settled -> ApiResponse.created(Shown.of(settled))));
  }

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    ListCheques question =
        new ListCheques(
            request.parameter("text").orElse(""),
            request.parameter("state").map(ChequeState::valueOf),
            request.parameter("credit").map(CreditState::valueOf),
            false,
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
                executor.run(request.caller(), Request.query(new ShowCheque(id))),
                cheque -> ApiResponse.ok(Shown.of(cheque))));
  }

  private ApiResponse change(ApiRequest request, Function<UUID, Operation<Cheque>> change) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                desk.run(request.caller(), change.apply(id), request.key()),
                cheque -> ApiResponse.ok(Shown.of(cheque))));
  }

  private ApiResponse credit(ApiRequest request) {
    List<FieldError> errors = new ArrayList<>();
    return read(errors, "account", () -> new AccountNumber(text(request, "account")))
        .map(account -> change(request, id -> new CreditCheque(id, account)))
        .orElseGet(() -> ApiResponse.refused(Refusal.invalid(errors)));
  }

  private ApiResponse deposit(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    List<UUID> cheques = new ArrayList<>();
    body.path("cheques")
        .forEach(one ->
            read(errors, "cheques", () -> UUID.fromString(one.asText(""))).ifPresent(cheques::add));
    if (!errors.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new MakeChequeSlip(body.path("bank").asText(""), cheques), request.key())),
        ApiResponse::created);
  }

  private ApiResponse slips(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ListChequeSlips(true, page.offset(), page.asked()))),
        found -> page.of(found.items()));
  }

  private ApiResponse slip(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowChequeSlip(id))),
                slip ->
                    ApiResponse.ok(
                        Map.of(
                            "slip", slip.slip(),
                            "total", slip.total(),
                            "cheques", slip.cheques().stream().map(Shown::of).toList()))));
  }

  private ApiResponse clearSlip(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(), Request.command(new ClearChequeSlip(id), request.key())),
                ApiResponse::ok));
  }

  private ApiResponse ageing(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowChequeAgeing())), ApiResponse::ok);
  }

  private static String text(ApiRequest request, String field) {
    return request.body(JsonNode.class).path(field).asText("");
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
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException none) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "There is nothing like this here."));
    }
  }
}
