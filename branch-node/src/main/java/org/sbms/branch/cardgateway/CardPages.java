package org.sbms.branch.cardgateway;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Starting a payment by card, all of them, one with its events, and what acquirers pay out. */
public final class CardPages implements WebFeature {
  static final TableSpec<Payout> PAYOUTS =
      new TableSpec<>(
          "cardgateway.payouts",
          "-paidOn",
          List.of(
              Column.of("reference", row -> new Cell.Code(row.reference())),
              Column.<Payout>of("gateway", row -> new Cell.Text(row.gateway())).wideOnly(),
              Column.<Payout>of("paidOn", row -> new Cell.Day(row.paidOn())).sortedBy("paid_on"),
              Column.<Payout>of("gross", row -> new Cell.Amount(row.gross())).end().wideOnly(),
              Column.<Payout>of("fee", row -> new Cell.Amount(row.fee())).end().wideOnly(),
              Column.<Payout>of("net", row -> new Cell.Amount(row.net())).end()),
          List.of());

  private final Executor executor;
  private final CardFeature feature;
  private final CardDesk desk;
  private final Currency currency;
  private final Supplier<LocalDate> today;
  private final TableSpec<Intent> intents;

  public CardPages(
      Executor executor,
      CardFeature feature,
      CardDesk desk,
      Currency currency,
      Supplier<LocalDate> today) {
    this.executor = executor;
    this.feature = feature;
    this.desk = desk;
    this.currency = currency;
    this.today = today;
    this.intents = table();
  }

  @Override
  public void addTo(Web web) {
    web.messages("cardgateway")
        .menu(
            new MenuEntry(
                "/card-payments", "cardgateway.menu", "credit-card", 22, CardFeature.VIEW))
        .get("/card-payments", CardFeature.VIEW, this::list)
        .get(
            "/card-payments/:id",
            CardFeature.START,
            request -> withId(request, id -> show(request, id, Form.blank(), 200)))
        .post("/card-payments/:id/decision", CardFeature.DECIDE, this::decide)
        .post("/card-payments/:id/refund", PaymentFeature.CANCEL, this::refund)
        .get("/card-payouts", CardFeature.VIEW, request -> payouts(request, Form.blank(), 200))
        .post("/card-payouts", CardFeature.PAYOUT, this::book)
        .get(
            "/subscribers/:account/card-payment",
            CardFeature.START,
            request -> withAccount(request, account -> ask(request, account, Form.blank(), 200)))
        .post("/subscribers/:account/card-payment", CardFeature.START, this::start);
  }

  /**
   * @param gateways none when none is set up
   */
  public record StartPage(
      AccountNumber account, Map<String, String> gateways, String currency, Form form) {}

  public record ListPage(Table<Intent> table, boolean setUp) {}

  /**
   * @param settled whether nothing more is expected to change by itself
   * @param decisions what a person may decide now; none unless it is set aside
   */
  public record ShowPage(
      Intent intent,
      List<CardEvent> events,
      boolean settled,
      Map<String, String> decisions,
      Form form) {}

  public record PayoutsPage(
      Table<Payout> table,
      List<ListPayouts.Due> due,
      Map<String, String> gateways,
      String currency,
      Form form) {}

  public static String colour(IntentState state) {
    return switch (state) {
      case CREATED, PENDING, CAPTURED -> "blue";
      case UNKNOWN, REFUNDING -> "yellow";
      case CREDITED -> "green";
      case SET_ASIDE -> "red";
      case DECLINED, EXPIRED, REFUNDED -> "secondary";
    };
  }

  private TableSpec<Intent> table() {
    return new TableSpec<>(
        "cardgateway.list",
        "-started",
        List.of(
            Column.of(
                "number",
                row ->
                    new Cell.TwoLines(
                        row.number(), row.account().value(), "/card-payments/" + row.id())),
            Column.<Intent>of("started", row -> new Cell.Time(row.madeAt()))
                .sortedBy("made_at")
                .wideOnly(),
            Column.<Intent>of(
                    "account",
                    row ->
                        new Cell.Link(
                            row.account().value(), "/subscribers/" + row.account().value()))
                .wideOnly(),
            Column.<Intent>of("gateway", row -> new Cell.Text(row.gateway())).wideOnly(),
            Column.<Intent>of("reference", row -> Cell.text(row.reference())).wideOnly(),
            Column.<Intent>of("startedBy", row -> new Cell.Text(row.madeBy())).wideOnly(),
            Column.of(
                "state",
                row -> new Cell.Badge("cardgateway.state." + row.state(), colour(row.state()))),
            Column.<Intent>of("amount", row -> new Cell.Amount(row.amount())).end()),
        List.of(
            new Filter.Search("text"),
            new Filter.Choice(
                "state",
                "cardgateway.state",
                Arrays.stream(IntentState.values()).map(Enum::name).toList()),
            new Filter.Search("gateway"),
            new Filter.Day("day")));
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        intents,
        query -> rows(request, query),
        table ->
            PageResponse.page(
                "cardgateway/list", new ListPage(table, !feature.gateways().isEmpty())));
  }

  private List<Intent> rows(PageRequest request, TableQuery query) {
    ListIntents question =
        new ListIntents(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(IntentState::valueOf),
            query.filter("gateway"),
            day(query.filter("day")),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<ListIntents.Intents>(ListIntents.Intents found)
        ? found.items()
        : List.of();
  }

  private PageResponse ask(PageRequest request, AccountNumber account, Form form, int status) {
    return new PageResponse.Page(
        status,
        "cardgateway/start",
        new StartPage(account, names(), currency.getCurrencyCode(), form));
  }

  private PageResponse start(PageRequest request) {
    return withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Money> amount =
              form.required("amount", text -> Money.parse(plain(text), currency));
          if (amount.isEmpty()) {
            return ask(request, account, form, 422);
          }
          StartCardPayment asked =
              new StartCardPayment(account, amount.get(), form.text("gateway"), "");
          return PageResponse.of(
              desk.start(request.caller(), asked, form.key()),
              form,
              request.texts(),
              intent -> PageResponse.redirect("/card-payments/" + intent.id()),
              again -> ask(request, account, again, 422));
        });
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowIntent(id))),
        story ->
            new PageResponse.Page(
                status,
                "cardgateway/show",
                new ShowPage(
                    story.intent(),
                    story.events(),
                    isSettled(story.intent().state()),
                    decisions(story.intent(), request.texts()),
                    form)));
  }

  private static boolean isSettled(IntentState state) {
    return switch (state) {
      case CREATED, PENDING, UNKNOWN, CAPTURED, REFUNDING -> false;
      case CREDITED, DECLINED, EXPIRED, SET_ASIDE, REFUNDED -> true;
    };
  }

  private static Map<String, String> decisions(Intent intent, Texts texts) {
    Map<String, String> decisions = new LinkedHashMap<>();
    if (intent.state() == IntentState.SET_ASIDE) {
      List<DecideCardPayment.Decision> open =
          intent.held()
              ? List.of(DecideCardPayment.Decision.CREDIT, DecideCardPayment.Decision.GIVE_BACK)
              : List.of(DecideCardPayment.Decision.CLOSE);
      open.forEach(one -> decisions.put(one.name(), texts.t("cardgateway.decision." + one)));
    }
    return decisions;
  }

  private PageResponse decide(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          Optional<DecideCardPayment.Decision> decision =
              form.required("decision", DecideCardPayment.Decision::valueOf);
          Optional<AccountNumber> creditTo = form.optional("creditTo", AccountNumber::new);
          Optional<String> comment = form.required("comment", text -> text);
          if (form.hasErrors()) {
            return show(request, id, form, 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.command(
                      new DecideCardPayment(
                          id, decision.orElseThrow(), creditTo, comment.orElseThrow()),
                      form.key())),
              form,
              request.texts(),
              _ ->
                  PageResponse.redirect(
                      "/card-payments/" + id, request.texts().t("cardgateway.decided")),
              again -> show(request, id, again, 422));
        });
  }

  /** The payment that was taken is cancelled as any other; the card gets its money back after. */
  private PageResponse refund(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowIntent(id))),
                story -> refund(request, story.intent())));
  }

  private PageResponse refund(PageRequest request, Intent intent) {
    UUID payment = intent.payment();
    Form form = request.form();
    Optional<String> reason = form.required("reason", text -> text);
    if (payment == null || reason.isEmpty()) {
      if (reason.isEmpty()) {
        form.alert(request.texts().t("cardgateway.refund.needsReason"));
      }
      return show(request, intent.id(), form, 422);
    }
    return ApprovalAnswers.page(
        executor,
        request,
        new CancelPayment(payment, reason.get()),
        form,
        _ ->
            PageResponse.redirect(
                "/card-payments/" + intent.id(), request.texts().t("cardgateway.refund.asked")),
        again -> show(request, intent.id(), again, 422));
  }

  private PageResponse payouts(PageRequest request, Form form, int status) {
    List<ListPayouts.Due> due =
        executor.run(request.caller(), Request.query(new ListPayouts(true, 0, 1)))
                instanceof Outcome.Done<ListPayouts.Payouts>(ListPayouts.Payouts found)
            ? found.due()
            : List.of();
    if (form.text("paidOn").isEmpty()) {
      form.with("paidOn", today.get().toString());
    }
    return request.table(
        PAYOUTS,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(
                            new ListPayouts(query.descending(), query.offset(), query.limit())))
                    instanceof Outcome.Done<ListPayouts.Payouts>(ListPayouts.Payouts found)
                ? found.items()
                : List.of(),
        table ->
            new PageResponse.Page(
                status,
                "cardgateway/payouts",
                new PayoutsPage(table, due, names(), currency.getCurrencyCode(), form)));
  }

  private PageResponse book(PageRequest request) {
    Form form = request.form();
    Optional<String> gateway = form.required("gateway", text -> text);
    Optional<String> reference = form.required("reference", text -> text);
    Optional<LocalDate> paidOn = form.required("paidOn", CardPages::someDay);
    Optional<Money> gross = form.required("gross", text -> Money.parse(plain(text), currency));
    Optional<Money> fee = form.required("fee", text -> Money.parse(plain(text), currency));
    if (form.hasErrors()) {
      return payouts(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new BookPayout(
                    gateway.orElseThrow(),
                    reference.orElseThrow(),
                    paidOn.orElseThrow(),
                    gross.orElseThrow(),
                    fee.orElseThrow()),
                form.key())),
        form,
        request.texts(),
        payout ->
            PageResponse.redirect(
                "/card-payouts",
                request
                    .texts()
                    .t("cardgateway.payout.booked", request.texts().money(payout.net()))),
        again -> payouts(request, again, 422));
  }

  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    feature.gateways().keySet().forEach(name -> names.put(name, name));
    return names;
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such payment by card."));
  }

  private static PageResponse withAccount(
      PageRequest request, Function<AccountNumber, PageResponse> answer) {
    return AccountNumber.tryParse(request.pathPart("account"))
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such account."));
  }

  private static LocalDate someDay(String text) {
    return day(text).orElseThrow(() -> new IllegalArgumentException("must be a day"));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }
}
