package org.sbms.branch.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.branch.partner.PartnerOrders.AddTerm;
import org.sbms.branch.partner.PartnerOrders.AttachSubscribers;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.branch.partner.PartnerOrders.BillAgain;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.partner.PartnerOrders.BrowsePartners;
import org.sbms.branch.partner.PartnerOrders.CorrectBill;
import org.sbms.branch.partner.PartnerOrders.DetachSubscriber;
import org.sbms.branch.partner.PartnerOrders.EndTerm;
import org.sbms.branch.partner.PartnerOrders.ListAttached;
import org.sbms.branch.partner.PartnerOrders.ListBillItems;
import org.sbms.branch.partner.PartnerOrders.NotePayment;
import org.sbms.branch.partner.PartnerOrders.SavePartner;
import org.sbms.branch.partner.PartnerOrders.ShowBill;
import org.sbms.branch.partner.PartnerOrders.ShowPartner;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of partners, as openapi.yaml promises it. */
public final class PartnerApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("partner"));

  public PartnerApi(Executor executor, ZoneId zone) {
    this.executor = executor;
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.api("listPartners", this::list)
        .api("showPartner", this::show)
        .api("savePartner", this::save)
        .api("addPartnerTerm", this::addTerm)
        .api("endPartnerTerm", this::endTerm)
        .api("listPartnerSubscribers", this::subscribers)
        .api("attachPartnerSubscribers", this::attach)
        .api("detachPartnerSubscriber", this::detach)
        .api("notePartnerPayment", this::pay)
        .api("listPartnerBills", this::bills)
        .api("showPartnerBill", this::bill)
        .api("showPartnerBillPdf", this::pdf)
        .api("showPartnerBillCsv", this::csv)
        .api("correctPartnerBill", this::correct)
        .api("billPartnerAgain", this::again);
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(
      String code,
      String name,
      Partner.Kind kind,
      String taxNumber,
      String address,
      String contract,
      LocalDate since,
      Optional<LocalDate> until,
      Partner.Bank bank,
      boolean taxed,
      String taxArea,
      String language,
      int billDay,
      int paymentTermDays,
      Money balance,
      LocalDate billedUntil,
      long subscribers,
      Optional<List<Term>> terms) {

    static Shown of(Partner.Standing standing, Optional<List<ShareTerm>> terms) {
      Partner partner = standing.partner();
      return new Shown(
          partner.code(),
          partner.name(),
          partner.kind(),
          partner.taxNumber(),
          partner.address(),
          partner.contract(),
          partner.since(),
          partner.until(),
          partner.bank(),
          partner.taxed(),
          partner.taxArea(),
          partner.language().name(),
          partner.billDay(),
          partner.paymentTermDays(),
          standing.balance(),
          standing.billedUntil(),
          standing.subscribers(),
          terms.map(all -> all.stream().map(Term::of).toList()));
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Tier(Optional<Long> upTo, String rate) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Term(
      UUID id,
      ShareTerm.Direction direction,
      ShareTerm.Basis basis,
      String product,
      List<Tier> tiers,
      LocalDate since,
      Optional<LocalDate> until) {

    static Term of(ShareTerm term) {
      return new Term(
          term.id(),
          term.direction(),
          term.basis(),
          term.product(),
          term.tiers().stream().map(tier -> new Tier(tier.upTo(), plain(tier.rate()))).toList(),
          term.since(),
          term.until());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Attached(String account, String name, LocalDate since, Optional<LocalDate> until) {
    static Attached of(Attachment row) {
      return new Attached(row.account().value(), row.name(), row.since(), row.until());
    }
  }

  record BillHead(
      UUID id,
      String number,
      boolean creditNote,
      String partner,
      LocalDate from,
      LocalDate until,
      LocalDate issuedOn,
      LocalDate dueOn,
      Money net,
      Money tax,
      Money total) {

    static BillHead of(PartnerBill.Head head) {
      return new BillHead(
          head.id(),
          head.number(),
          head.creditNote(),
          head.partner(),
          head.period().from(),
          head.period().until(),
          head.issuedOn(),
          head.dueOn(),
          head.net(),
          head.tax(),
          head.total());
    }
  }

  record BillLine(
      int line,
      ShareTerm.Direction direction,
      ShareTerm.Basis basis,
      String product,
      LocalDate from,
      LocalDate until,
      String rates,
      long base,
      Money net,
      Money tax,
      Money total) {

    static BillLine of(PartnerBill.Line line) {
      return new BillLine(
          line.line(),
          line.direction(),
          line.basis(),
          line.product(),
          line.days().from(),
          line.days().until(),
          line.rates(),
          line.base(),
          line.net(),
          line.tax(),
          line.total());
    }
  }

  record BillTax(
      ShareTerm.Direction direction, String code, String percent, Money base, Money tax) {}

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowsePartners(
                    request.parameter("search").orElse(""), "code", page.offset(), page.asked()))),
        found -> page.of(found.items(), row -> Shown.of(row, Optional.empty())));
  }

  private ApiResponse show(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowPartner(request.pathPart("code")))),
        shown -> ApiResponse.ok(Shown.of(shown.standing(), Optional.of(shown.terms()))));
  }

  private ApiResponse save(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Reader read = new Reader(body);
    Optional<Partner.Kind> kind = read.of("kind", Partner.Kind::valueOf);
    Optional<LocalDate> since = read.of("since", LocalDate::parse);
    Optional<LocalDate> until =
        body.hasNonNull("until") ? read.of("until", LocalDate::parse) : Optional.empty();
    Optional<Language> language = read.of("language", Language::valueOf);
    if (read.isWrong()) {
      return read.refusal();
    }
    JsonNode bank = body.path("bank");
    Partner partner =
        new Partner(
            request.pathPart("code"),
            read.text("name"),
            kind.orElseThrow(),
            read.text("taxNumber"),
            read.text("address"),
            read.text("contract"),
            since.orElseThrow(),
            until,
            new Partner.Bank(
                bank.path("name").asText("").strip(),
                bank.path("code").asText("").strip(),
                bank.path("account").asText("").strip()),
            body.path("taxed").asBoolean(false),
            read.text("taxArea"),
            language.orElseThrow(),
            body.path("billDay").asInt(),
            body.path("paymentTermDays").asInt());
    return command(
        request, new SavePartner(partner), saved -> Shown.of(saved, Optional.empty()), 200);
  }

  private ApiResponse addTerm(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Reader read = new Reader(body);
    Optional<ShareTerm.Direction> direction = read.of("direction", ShareTerm.Direction::valueOf);
    Optional<ShareTerm.Basis> basis = read.of("basis", ShareTerm.Basis::valueOf);
    Optional<LocalDate> since = read.of("since", LocalDate::parse);
    List<ShareTerm.Tier> tiers = read.tiers();
    return read.isWrong()
        ? read.refusal()
        : command(
            request,
            new AddTerm(
                request.pathPart("code"),
                direction.orElseThrow(),
                basis.orElseThrow(),
                read.text("product"),
                tiers,
                since.orElseThrow()),
            Term::of,
            201);
  }

  private ApiResponse endTerm(ApiRequest request) {
    Reader read = new Reader(request.body(JsonNode.class));
    Optional<LocalDate> until = read.of("until", LocalDate::parse);
    return read.isWrong()
        ? read.refusal()
        : withId(
            request,
            id ->
                command(
                    request,
                    new EndTerm(request.pathPart("code"), id, until.orElseThrow()),
                    Term::of,
                    200));
  }

  private ApiResponse subscribers(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListAttached(
                    request.pathPart("code"),
                    request.parameter("account").orElse(""),
                    page.offset(),
                    page.asked()))),
        found -> page.of(found.items(), Attached::of));
  }

  private ApiResponse attach(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Reader read = new Reader(body);
    Optional<LocalDate> since = read.of("since", LocalDate::parse);
    List<AccountNumber> accounts = new ArrayList<>();
    for (JsonNode account : body.path("accounts")) {
      read.value("accounts", () -> new AccountNumber(account.asText("").strip()))
          .ifPresent(accounts::add);
    }
    return read.isWrong()
        ? read.refusal()
        : command(
            request,
            new AttachSubscribers(request.pathPart("code"), accounts, since.orElseThrow()),
            Function.identity(),
            201);
  }

  private ApiResponse detach(ApiRequest request) {
    Reader read = new Reader(request.body(JsonNode.class));
    Optional<LocalDate> until = read.of("until", LocalDate::parse);
    Optional<AccountNumber> account =
        read.value("account", () -> new AccountNumber(request.pathPart("account")));
    return read.isWrong()
        ? read.refusal()
        : command(
            request,
            new DetachSubscriber(
                request.pathPart("code"), account.orElseThrow(), until.orElseThrow()),
            Attached::of,
            200);
  }

  private ApiResponse pay(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Reader read = new Reader(body);
    JsonNode money = body.path("amount");
    Optional<Money> amount =
        read.value(
            "amount",
            () -> Money.parse(money.path("amount").asText(""), money.path("currency").asText("")));
    return read.isWrong()
        ? read.refusal()
        : command(
            request,
            new NotePayment(request.pathPart("code"), amount.orElseThrow(), read.text("reference")),
            Function.identity(),
            201);
  }

  private ApiResponse bills(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseBills(
                    request.parameter("partner").orElse(""),
                    "",
                    "-issued",
                    page.offset(),
                    page.asked()))),
        found -> page.of(found.items(), BillHead::of));
  }

  private ApiResponse bill(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowBill(id))),
                bill ->
                    ApiResponse.ok(
                        Map.of(
                            "bill", BillHead.of(bill.head()),
                            "lines", bill.lines().stream().map(BillLine::of).toList(),
                            "taxes",
                                bill.taxes().stream()
                                    .map(tax ->
                                        new BillTax(
                                            tax.direction(),
                                            tax.code(),
                                            plain(tax.percent()),
                                            tax.base(),
                                            tax.tax()))
                                    .toList()))));
  }

  private ApiResponse pdf(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowBill(id))),
                bill ->
                    new ApiResponse.File(
                        bill.head().number() + ".pdf",
                        "application/pdf",
                        PartnerBillPdf.write(bill, words.in(bill.language(), zone)))));
  }

  private ApiResponse csv(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ListBillItems(id))),
                items ->
                    ApiResponse.csv(items.bill().head().number() + ".csv", BillCsv.write(items))));
  }

  private ApiResponse correct(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(request, id -> command(request, new CorrectBill(id, reason), BillHead::of, 201));
  }

  private ApiResponse again(ApiRequest request) {
    return withId(request, id -> command(request, new BillAgain(id), BillHead::of, 201));
  }

  private <R> ApiResponse command(
      ApiRequest request, Operation<R> order, Function<R, ?> shown, int status) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())),
        result -> new ApiResponse.Json(status, shown.apply(result), Map.of()));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such thing."));
    }
    return answer.apply(id);
  }

  /** Reads a body and notes what is wrong with it, field by field. */
  private static final class Reader {
    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    Reader(JsonNode body) {
      this.body = body;
    }

    String text(String field) {
      return body.path(field).asText("").strip();
    }

    <T> Optional<T> of(String field, Function<String, T> reader) {
      return value(field, () -> reader.apply(text(field)));
    }

    <T> Optional<T> value(String field, Supplier<T> reader) {
      try {
        return Optional.of(reader.get());
      } catch (DateTimeException wrong) {
        errors.add(new FieldError(field, "must be a day such as 2026-11-30"));
      } catch (IllegalArgumentException wrong) {
        errors.add(new FieldError(field, String.valueOf(wrong.getMessage())));
      }
      return Optional.empty();
    }

    List<ShareTerm.Tier> tiers() {
      List<ShareTerm.Tier> tiers = new ArrayList<>();
      for (JsonNode tier : body.path("tiers")) {
        value(
                "tiers",
                () ->
                    Money.plainDecimal(tier.path("rate").asText(""))
                        .orElseThrow(() ->
                            new IllegalArgumentException("must have rates that are decimals")))
            .ifPresent(rate ->
                tiers.add(
                    new ShareTerm.Tier(
                        tier.hasNonNull("upTo")
                            ? Optional.of(tier.path("upTo").asLong())
                            : Optional.empty(),
                        rate)));
      }
      return tiers;
    }

    boolean isWrong() {
      return !errors.isEmpty();
    }

    ApiResponse refusal() {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
  }
}
