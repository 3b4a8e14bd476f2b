package org.sbms.branch.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.contract.billing.ListInvoices;
import org.sbms.contract.billing.ShowInvoice;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of bill runs and invoices, as openapi.yaml promises it. */
public final class BillingApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public BillingApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("startBillRun", this::start)
        .api("listBillRuns", this::runs)
        .api("showBillRun", this::run)
        .api("cancelBillRun", this::cancel)
        .api("listInvoices", this::browse)
        .api("listSubscriberInvoices", this::ofSubscriber)
        .api("showInvoice", this::invoice)
        .api("issueCreditNote", this::creditNote)
        .api("showAccountBilling", this::terms)
        .api("changeAccountBilling", this::changeTerms);
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ShownRun(
      UUID id,
      boolean dryRun,
      LocalDate day,
      Optional<BillingMode> mode,
      BillRun.State state,
      String startedBy,
      Instant startedAt,
      Optional<Instant> finishedAt,
      long dueAccounts,
      long accounts,
      long invoices,
      long creditNotes,
      long lines,
      long setAside,
      Money net,
      Money tax,
      Money total) {

    static ShownRun of(BillRun run) {
      return new ShownRun(
          run.id(),
          run.dry(),
          run.day(),
          run.onlyMode(),
          run.state(),
          run.startedBy(),
          run.startedAt(),
          run.finishedAt(),
          run.dueAccounts(),
          run.accounts(),
          run.invoices(),
          run.creditNotes(),
          run.lines(),
          run.setAside(),
          run.net(),
          run.tax(),
          run.gross());
    }
  }

  record ShownInvoice(
      UUID id,
      String number,
      String kind,
      AccountNumber account,
      LocalDate from,
      LocalDate until,
      LocalDate issuedOn,
      LocalDate dueOn,
      Money net,
      Money tax,
      Money total,
      Money open) {

    static ShownInvoice of(InvoiceHead invoice) {
      return new ShownInvoice(
          invoice.id(),
          invoice.number(),
          (invoice.creditNote() ? InvoiceKind.CREDIT_NOTE : InvoiceKind.INVOICE).name(),
          invoice.account(),
          invoice.from(),
          invoice.until(),
          invoice.issuedOn(),
          invoice.dueOn(),
          invoice.net(),
          invoice.tax(),
          invoice.total(),
          invoice.open());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ShownTerms(
      BillingMode mode,
      int cycleMonths,
      int anchorDay,
      Money creditLimit,
      String taxArea,
      String language,
      Optional<LocalDate> billedUntil,
      Optional<LocalDate> stoppedSince,
      List<DeliveryWay> delivery) {

    static ShownTerms of(AccountTerms terms) {
      return new ShownTerms(
          terms.mode(),
          terms.cycleMonths(),
          terms.anchorDay(),
          terms.creditLimit(),
          terms.taxArea(),
          terms.language().code(),
          terms.billedUntil(),
          terms.stoppedSince(),
          terms.delivery());
    }
  }

  private ApiResponse start(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    LocalDate day;
    try {
      day = LocalDate.parse(body.path("day").asText(""));
    } catch (DateTimeParseException malformed) {
      return ApiResponse.refused(Refusal.invalid("day", "must be a day"));
    }
    StartBillRun order =
        new StartBillRun(
            day,
            body.path("dryRun").asBoolean(false),
            Optional.of(body.path("mode").asText(""))
                .filter(mode -> !mode.isEmpty())
                .map(BillingMode::valueOf));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())),
        run -> ApiResponse.created(ShownRun.of(run)));
  }

  private ApiResponse runs(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.query(new ListBillRuns("-started", offset, limit + 1))),
        found -> page(found.items().stream().map(ShownRun::of).toList(), offset, limit));
  }

  private ApiResponse run(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowBillRun(id))),
                shown ->
                    ApiResponse.ok(
                        Map.of(
                            "run", ShownRun.of(shown.run()),
                            "setAside", shown.setAside()))));
  }

  private ApiResponse cancel(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(), Request.command(new CancelBillRun(id), key(request))),
                run -> new ApiResponse.Json(202, ShownRun.of(run), Map.of())));
  }

  private ApiResponse browse(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    BrowseInvoices question =
        new BrowseInvoices(
            request.parameter("search").orElse(""),
            request.parameter("kind").map(InvoiceKind::valueOf),
            request.parameter("open").map(Boolean::valueOf).orElse(false),
            request.parameter("run").map(UUID::fromString),
            Optional.empty(),
            "-issued",
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found -> page(found.items().stream().map(ShownInvoice::of).toList(), offset, limit));
  }

  private ApiResponse ofSubscriber(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(
                    request.caller(), Request.query(new ListInvoices(account, offset, limit + 1))),
                found ->
                    page(found.items().stream().map(ShownInvoice::of).toList(), offset, limit)));
  }

  private ApiResponse invoice(ApiRequest request) {
    return withAccount(
        request,
        account ->
            withId(
                request,
                id ->
                    ApiResponse.of(
                        executor.run(request.caller(), Request.query(new ShowInvoice(account, id))),
                        invoice ->
                            ApiResponse.ok(
                                Map.of(
                                    "invoice", ShownInvoice.of(invoice.head()),
                                    "lines", invoice.lines(),
                                    "taxes", invoice.taxes(),
                                    "paid", invoice.paid(),
                                    "corrections", invoice.corrections())))));
  }

  private ApiResponse creditNote(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<Integer> lines = new ArrayList<>();
    body.path("lines").forEach(line -> lines.add(line.asInt()));
    return withId(
        request,
        id ->
            ApprovalAnswers.api(
                executor,
                request.caller(),
                Request.command(
                    new IssueCreditNote(id, lines, body.path("reason").asText("")), request.key()),
                note -> ApiResponse.created(ShownInvoice.of(note))));
  }

  private ApiResponse terms(ApiRequest request) {
    return withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowAccountTerms(account))),
                terms -> ApiResponse.ok(ShownTerms.of(terms))));
  }

  private ApiResponse changeTerms(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    JsonNode limit = body.path("creditLimit");
    Money creditLimit;
    try {
      creditLimit = Money.parse(limit.path("amount").asText(""), limit.path("currency").asText(""));
    } catch (IllegalArgumentException wrong) {
      throw BadJsonException.at("creditLimit", String.valueOf(wrong.getMessage()));
    }
    return withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new ChangeAccountTerms(
                            account,
                            BillingMode.valueOf(body.path("mode").asText("")),
                            body.path("cycleMonths").asInt(),
                            body.path("anchorDay").asInt(),
                            creditLimit,
                            body.path("taxArea").asText(""),
                            Language.of(body.path("language").asText("")).orElse(Language.EN),
                            ways(body.path("delivery"))),
                        key(request))),
                terms -> ApiResponse.ok(ShownTerms.of(terms))));
  }

  private static Optional<Set<DeliveryWay>> ways(JsonNode names) {
    if (!names.isArray()) {
      return Optional.empty();
    }
    Set<DeliveryWay> ways = EnumSet.noneOf(DeliveryWay.class);
    names.forEach(name -> ways.add(DeliveryWay.valueOf(name.asText())));
    return Optional.of(ways);
  }

  private static ApiResponse page(List<?> items, int offset, int limit) {
    return ApiResponse.items(
        items.stream().limit(limit).toList(),
        items.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
            : Optional.empty());
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  /** Doing it twice is as good as once: what it finds decides. */
  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static ApiResponse withAccount(
      ApiRequest request, Function<AccountNumber, ApiResponse> answer) {
    return AccountNumber.tryParse(request.pathPart("account"))
        .map(answer)
        .orElseGet(() ->
            ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such account.")));
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "There is nothing with that id."));
    }
    return answer.apply(id);
  }
}
