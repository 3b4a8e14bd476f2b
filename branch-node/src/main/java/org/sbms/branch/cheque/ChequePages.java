package org.sbms.branch.cheque;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Cheques: receiving one, all of them, one; deposit slips to make and to print; the ageing. */
public final class ChequePages implements WebFeature {
  static final TableSpec<Cheque> CHEQUES =
      new TableSpec<>(
          "cheque.list",
          "-received",
          List.of(
              Column.of(
                  "number",
                  row -> new Cell.TwoLines(row.number(), row.bank(), "/cheques/" + row.id())),
              Column.<Cheque>of("drawer", row -> new Cell.Text(row.drawer())).wideOnly(),
              Column.<Cheque>of("dated", row -> new Cell.Day(row.dated())).wideOnly(),
              Column.<Cheque>of(
                      "account",
                      row ->
                          new Cell.Link(
                              row.account().value(), "/subscribers/" + row.account().value()))
                  .wideOnly(),
              Column.<Cheque>of("received", row -> new Cell.Time(row.receivedAt()))
                  .sortedBy("received_at")
                  .wideOnly(),
              Column.<Cheque>of(
                      "credit",
                      row -> new Cell.Badge("cheque.credit." + row.credit(), colour(row.credit())))
                  .wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("cheque.state." + row.state(), colour(row.state()))),
              Column.<Cheque>of("amount", row -> new Cell.Amount(row.amount())).end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("state", "cheque.state", names(ChequeState.values())),
              new Filter.Choice("credit", "cheque.credit", names(CreditState.values()))));

  static final TableSpec<ListChequeSlips.Row> SLIPS =
      new TableSpec<>(
          "cheque.slips",
          "-made",
          List.of(
              Column.of(
                  "number",
                  row ->
                      new Cell.TwoLines(
                          row.slip().number(),
                          row.slip().bank(),
                          "/cheque-slips/" + row.slip().id())),
              Column.<ListChequeSlips.Row>of("made", row -> new Cell.Time(row.slip().madeAt()))
                  .sortedBy("made_at"),
              Column.<ListChequeSlips.Row>of("madeBy", row -> new Cell.Text(row.slip().madeBy()))
                  .wideOnly(),
              Column.<ListChequeSlips.Row>of("cheques", row -> new Cell.Count(row.cheques()))
                  .end()
                  .wideOnly(),
              Column.<ListChequeSlips.Row>of("unanswered", row -> new Cell.Count(row.unanswered()))
                  .end(),
              Column.<ListChequeSlips.Row>of("total", row -> new Cell.Amount(row.total())).end()),
          List.of());

  private final Executor executor;
  private final ChequeDesk desk;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public ChequePages(
      Executor executor, ChequeDesk desk, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.desk = desk;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("cheque")
        .menu(new MenuEntry("/cheques", "cheque.menu", "writing-sign", 23, ChequeFeature.VIEW))
        .get("/cheques", ChequeFeature.VIEW, this::list)
        .get("/cheques/ageing", ChequeFeature.VIEW, this::ageing)
        .get(
            "/cheques/:id",
            ChequeFeature.VIEW,
            request -> withId(request, id -> show(request, id, Form.blank(), 200)))
        .post(
            "/cheques/:id/clearing",
            ChequeFeature.BANK,
            request -> change(request, (id, _) -> new ClearCheque(id)))
        .post(
            "/cheques/:id/bounce",
            ChequeFeature.BANK,
            request -> change(request, (id, form) -> new BounceCheque(id, form.text("reason"))))
        .post(
            "/cheques/:id/return",
            ChequeFeature.TAKE,
            request -> change(request, (id, form) -> new ReturnCheque(id, form.text("reason"))))
        .post("/cheques/:id/credit", ChequeFeature.BANK, this::credit)
        .get("/cheque-slips", ChequeFeature.VIEW, this::slips)
        .get("/cheque-slips/new", ChequeFeature.BANK, request -> draft(request, Form.blank(), 200))
        .post("/cheque-slips/new", ChequeFeature.BANK, this::deposit)
        .get(
            "/cheque-slips/:id",
            ChequeFeature.VIEW,
            request -> withId(request, id -> slip(request, id, Form.blank(), 200)))
        .post("/cheque-slips/:id/clearing", ChequeFeature.BANK, this::clearSlip)
        .get(
            "/subscribers/:account/cheque",
            ChequeFeature.TAKE,
            request ->
                withAccount(
                    request,
                    account ->
                        ask(account, Form.blank().with("dated", today.get().toString()), 200)))
        .post("/subscribers/:account/cheque", ChequeFeature.TAKE, this::receive);
  }

  public record AskPage(AccountNumber account, String currency, Form form) {}

  public record ShowPage(Cheque cheque, Form form) {}

  /**
   * @param cheques that may go to the bank today, as many as one slip has at most
   */
  public record DraftPage(List<Cheque> cheques, Form form) {}

  public record SlipPage(ShowChequeSlip.Slip slip, long unanswered, Form form) {}

  public static String colour(ChequeState state) {
    return switch (state) {
      case RECEIVED -> "blue";
      case DEPOSITED -> "yellow";
      case CLEARED -> "green";
      case BOUNCED -> "red";
      case RETURNED -> "secondary";
    };
  }

  public static String colour(CreditState state) {
    return switch (state) {
      case NONE, REVERSED -> "secondary";
      case DUE, REVERSE_DUE -> "blue";
      case CREDITED -> "green";
      case NOT_TAKEN, KEPT -> "red";
    };
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        CHEQUES, query -> rows(request, query), table -> PageResponse.page("cheque/list", table));
  }

  private List<Cheque> rows(PageRequest request, TableQuery query) {
    return answer(
            request,
            new ListCheques(
                query.filter("text"),
                chosen(query.filter("state"), ChequeState::valueOf),
                chosen(query.filter("credit"), CreditState::valueOf),
                false,
                query.descending(),
                query.offset(),
                query.limit()))
        .map(ListCheques.Cheques::items)
        .orElse(List.of());
  }

  private PageResponse ageing(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowChequeAgeing())),
        ageing -> PageResponse.page("cheque/ageing", ageing));
  }

  private PageResponse ask(AccountNumber account, Form form, int status) {
    return new PageResponse.Page(
        status, "cheque/receive", new AskPage(account, currency.getCurrencyCode(), form));
  }

  private PageResponse receive(PageRequest request) {
    return withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Money> amount =
              form.required("amount", text -> Money.parse(plain(text), currency));
          Optional<LocalDate> dated = form.required("dated", ChequePages::day);
          Optional<String> number = form.required("number", text -> text);
          Optional<String> bank = form.required("bank", text -> text);
          Optional<String> drawer = form.required("drawer", text -> text);
          if (form.hasErrors()) {
            return ask(account, form, 422);
          }
          return ApprovalAnswers.page(
              executor,
              request,
              new ReceiveCheque(
                  account,
                  amount.orElseThrow(),
                  number.orElseThrow(),
                  bank.orElseThrow(),
                  drawer.orElseThrow(),
                  dated.orElseThrow()),
              form,
              cheque -> {
                desk.settled(Outcome.done(cheque));
                return PageResponse.redirect("/cheques/" + cheque.id());
              },
              again -> ask(account, again, 422));
        });
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowCheque(id))),
        cheque -> new PageResponse.Page(status, "cheque/show", new ShowPage(cheque, form)));
  }

  private interface Change {
    Operation<Cheque> of(UUID id, Form form);
  }

  private PageResponse change(PageRequest request, Change change) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          return PageResponse.of(
              desk.run(request.caller(), change.of(id, form), form.key()),
              form,
              request.texts(),
              _ -> PageResponse.redirect("/cheques/" + id, request.texts().t("cheque.noted")),
              again -> show(request, id, again, 422));
        });
  }

  private PageResponse credit(PageRequest request) {
    Form form = request.form();
    Optional<AccountNumber> account = form.required("account", AccountNumber::new);
    return account.isEmpty()
        ? withId(request, id -> show(request, id, form, 422))
        : change(request, (id, _) -> new CreditCheque(id, account.get()));
  }

  private PageResponse slips(PageRequest request) {
    return request.table(
        SLIPS,
        query ->
            answer(request, new ListChequeSlips(query.descending(), query.offset(), query.limit()))
                .map(ListChequeSlips.Slips::items)
                .orElse(List.of()),
        table -> PageResponse.page("cheque/slips", table));
  }

  private PageResponse draft(PageRequest request, Form form, int status) {
    List<Cheque> ready =
        answer(
                request,
                new ListCheques(
                    "", Optional.empty(), Optional.empty(), true, false, 0, Cheques.MAX_ON_SLIP))
            .map(ListCheques.Cheques::items)
            .orElse(List.of());
    return new PageResponse.Page(status, "cheque/draft", new DraftPage(ready, form));
  }

  private PageResponse deposit(PageRequest request) {
    Form form = request.form();
    Optional<String> bank = form.required("bank", text -> text);
    List<UUID> chosen = new ArrayList<>();
    request.posted("cheque").forEach(text -> id(text).ifPresent(chosen::add));
    if (chosen.isEmpty()) {
      form.alert(request.texts().t("cheque.draft.choose"));
    }
    if (bank.isEmpty() || chosen.isEmpty()) {
      return draft(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(), Request.command(new MakeChequeSlip(bank.get(), chosen), form.key())),
        form,
        request.texts(),
        slip -> PageResponse.redirect("/cheque-slips/" + slip.id()),
        again -> draft(request, again, 422));
  }

  private PageResponse slip(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowChequeSlip(id))),
        slip ->
            new PageResponse.Page(
                status,
                "cheque/slip",
                new SlipPage(
                    slip,
                    slip.cheques().stream()
                        .filter(cheque -> cheque.state() == ChequeState.DEPOSITED)
                        .count(),
                    form)));
  }

  private PageResponse clearSlip(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          return PageResponse.of(
              executor.run(request.caller(), Request.command(new ClearChequeSlip(id), form.key())),
              form,
              request.texts(),
              cleared ->
                  PageResponse.redirect(
                      "/cheque-slips/" + id,
                      request.texts().t("cheque.slip.cleared", cleared.cheques())),
              again -> slip(request, id, again, 422));
        });
  }

  private <R> Optional<R> answer(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<R>(R found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static <T> Optional<T> chosen(String text, Function<String, T> reader) {
    return text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text));
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is nothing like this here."));
  }

  private static PageResponse withAccount(
      PageRequest request, Function<AccountNumber, PageResponse> answer) {
    return AccountNumber.tryParse(request.pathPart("account"))
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such account."));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("must be a day", malformed);
    }
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }
}
