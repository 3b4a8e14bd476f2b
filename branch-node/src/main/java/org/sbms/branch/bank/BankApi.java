package org.sbms.branch.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.bank.WorkOnBank.AssignBankLine;
import org.sbms.branch.bank.WorkOnBank.CloseBankLine;
import org.sbms.branch.bank.WorkOnBank.Closing;
import org.sbms.branch.bank.WorkOnBank.ListBankFiles;
import org.sbms.branch.bank.WorkOnBank.ListBankLines;
import org.sbms.branch.bank.WorkOnBank.PairReversal;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.bank.WorkOnBank.TakeBackShare;
import org.sbms.branch.bank.WorkOnBank.TakeBankFile;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the bank's files, as openapi.yaml promises it. */
public final class BankApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public BankApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("takeBankFile", BankFeature.WORK, this::take)
        .api("listBankFiles", this::files)
        .api("listBankLines", this::lines)
        .api("showBankLine", this::show)
        .api("assignBankLine", this::assign)
        .api("closeBankLine", this::close)
        .api("pairBankReversal", this::pair)
        .api("takeBackBankShare", this::takeBack);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ShownLine(
      UUID id,
      long number,
      LineState state,
      Money amount,
      Money open,
      String bankAccount,
      LocalDate bookedOn,
      LocalDate valueOn,
      String bankReference,
      String endToEndId,
      String remittance,
      String payer,
      String payerAccount,
      String hint,
      String rule,
      String note,
      List<ShownPart> parts) {

    static ShownLine of(BankLine line, BankLine.Payer payer, List<BankLine.Part> parts) {
      return new ShownLine(
          line.id(),
          line.number(),
          line.state(),
          line.amount(),
          line.open(),
          line.account(),
          line.bookedOn(),
          line.valueOn(),
          line.bankReference(),
          line.endToEndId(),
          line.remittance(),
          payer.name(),
          payer.maskedAccount(),
          line.hint().map(AccountNumber::value).orElse(""),
          line.rule(),
          line.note(),
          parts.stream().map(ShownPart::of).toList());
    }
  }

  record ShownPart(
      UUID paymentId,
      AccountNumber account,
      Money amount,
      String state,
      String rule,
      boolean givenBack,
      @Nullable Instant madeAt,
      String madeBy) {

    static ShownPart of(BankLine.Part part) {
      return new ShownPart(
          part.paymentId(),
          part.account(),
          part.amount(),
          part.state(),
          part.rule(),
          part.givenBack(),
          part.madeAt(),
          part.madeBy());
    }
  }

  private ApiResponse take(ApiRequest request) {
    TakeBankFile asked =
        new TakeBankFile(
            request.parameter("name").orElse("file.xml"),
            request.parameter("dialect").orElse(""),
            Base64.getEncoder().encodeToString(request.bytes()));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(asked, request.key())),
        ApiResponse::created);
  }

  private ApiResponse files(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListBankFiles(offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse lines(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    ListBankLines question =
        new ListBankLines(
            request.parameter("state").map(LineState::valueOf),
            request.parameter("text").orElse(""),
            request.parameter("file").map(UUID::fromString),
            "-number",
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found ->
            page(
                found.items().stream()
                    .map(row -> ShownLine.of(row.line(), row.payer(), List.of()))
                    .toList(),
                offset,
                limit));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new BankLine.Show(id))),
                whole -> ApiResponse.ok(ShownLine.of(whole.line(), whole.payer(), whole.parts()))));
  }

  private ApiResponse assign(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    List<Share> shares = new ArrayList<>();
    int i = 0;
    for (JsonNode share : body.path("shares")) {
      String field = "shares[" + i++ + "]";
      try {
        shares.add(
            new Share(
                new AccountNumber(share.path("account").asText("").strip()),
                money(share.path("amount"))));
      } catch (IllegalArgumentException wrong) {
        errors.add(new FieldError(field, String.valueOf(wrong.getMessage())));
      }
    }
    return errors.isEmpty()
        ? withId(
            request,
            id ->
                run(
                    request,
                    new AssignBankLine(id, shares, body.path("remember").asBoolean(false))))
        : ApiResponse.refused(Refusal.invalid(errors));
  }

  private ApiResponse close(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return withId(
        request,
        id ->
            ApprovalAnswers.api(
                executor,
                request.caller(),
                Request.command(
                    new CloseBankLine(
                        id,
                        Closing.valueOf(body.path("how").asText("")),
                        body.path("reference").asText("")),
                    request.key()),
                ApiResponse::ok));
  }

  private ApiResponse pair(ApiRequest request) {
    long reversed = request.body(JsonNode.class).path("reversed").asLong();
    return withId(request, id -> run(request, new PairReversal(id, reversed)));
  }

  private ApiResponse takeBack(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(request, id -> run(request, new TakeBackShare(id, reason)));
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }

  private static Money money(JsonNode node) {
    return Money.parse(
        node.path("amount").asText(""), Money.currencyOf(node.path("currency").asText("")));
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  private static ApiResponse page(List<?> items, int offset, int limit) {
    return ApiResponse.items(
        items.stream().limit(limit).toList(),
        items.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
            : Optional.empty());
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No " + request.pathPart("id") + " is here."));
    }
  }
}
