package org.sbms.branch.cashdesk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
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

/** The cashier's own shift, the reports, and the supervisor's list. */
public final class CashdeskPages implements WebFeature {
  static final TableSpec<CashShift> TABLE =
      new TableSpec<>(
          "cashdesk.list",
          "-opened",
          List.of(
              Column.of(
                  "number",
                  row ->
                      new Cell.TwoLines(
                          row.number(), row.person() + " · " + row.desk(), "/shifts/" + row.id())),
              Column.<CashShift>of("opened", row -> new Cell.Time(row.openedAt()))
                  .sortedBy("opened_at")
                  .wideOnly(),
              Column.<CashShift>of("closed", CashdeskPages::closedAt).wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("cashdesk.state." + row.state(), colour(row.state()))),
              Column.<CashShift>of("counted", row -> closing(row, CashShift.Closing::counted))
                  .end()
                  .wideOnly(),
              Column.<CashShift>of("variance", row -> closing(row, CashShift.Closing::variance))
                  .end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "cashdesk.state",
                  Arrays.stream(ShiftState.values()).map(Enum::name).toList())));

  private static final String PIECES = "pieces-";

  private final Executor executor;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public CashdeskPages(Executor executor, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("cashdesk")
        .menu(new MenuEntry("/shift", "cashdesk.menu", "cash-register", 20, CashdeskFeature.WORK))
        .menu(
            new MenuEntry(
                "/shifts", "cashdesk.menu.all", "report-money", 22, CashdeskFeature.SUPERVISE))
        .get("/shift", CashdeskFeature.WORK, request -> own(request, Form.blank(), 200))
        .post("/shift", CashdeskFeature.WORK, this::open)
        .post("/shift/moves", CashdeskFeature.WORK, this::move)
        .get("/shift/count", CashdeskFeature.WORK, request -> count(request, Form.blank(), 200))
        .post("/shift/count", CashdeskFeature.WORK, this::close)
        .get("/shifts", CashdeskFeature.WORK, this::list)
        .get(
            "/shifts/:id",
            CashdeskFeature.WORK,
            request -> withId(request, id -> report(request, id, Form.blank(), 200)))
        .post("/shifts/:id/acceptance", CashdeskFeature.SUPERVISE, this::accept);
  }

  /** A note or coin of the counting form. */
  public record Line(String field, Money denomination) {}

  public record OpenPage(List<Line> lines, Form form) {}

  public record OwnPage(ShowShift.Report report, Map<String, String> kinds, Form form) {}

  public record CountPage(CashShift shift, List<Line> lines, Form form) {}

  /**
   * @param expected absent where the figures are not to be seen yet
   */
  public record ReportPage(
      ShowShift.Report report, Optional<Money> expected, boolean acceptable, Form form) {}

  public record ListPage(
      Table<CashShift> table, LocalDate day, List<ListLooseCash.OfPerson> loose) {}

  public static String colour(ShiftState state) {
    return switch (state) {
      case OPEN -> "blue";
      case WAITING -> "yellow";
      case CLOSED -> "green";
    };
  }

  private PageResponse own(PageRequest request, Form form, int status) {
    return withOwn(
        request,
        shift ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowShift(shift.id()))),
                report ->
                    new PageResponse.Page(
                        status, "cashdesk/own", new OwnPage(report, kinds(request.texts()), form))),
        () -> new PageResponse.Page(status, "cashdesk/open", new OpenPage(lines(), form)));
  }

  private PageResponse open(PageRequest request) {
    Form form = request.form();
    Optional<String> desk = form.required("desk", text -> text);
    Optional<CashCount> count = counted(form);
    if (desk.isEmpty() || count.isEmpty()) {
      return own(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(), Request.command(new OpenShift(desk.get(), count.get()), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/shift", request.texts().t("cashdesk.opened")),
        again -> own(request, again, 422));
  }

  private PageResponse move(PageRequest request) {
    Form form = request.form();
    Optional<CashMove.Kind> kind = form.required("kind", CashdeskPages::kind);
    Optional<Money> amount = form.required("amount", text -> Money.parse(plain(text), currency));
    if (kind.isEmpty() || amount.isEmpty()) {
      return own(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new MoveCash(kind.get(), amount.get(), form.text("comment")), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/shift", request.texts().t("cashdesk.moved")),
        again -> own(request, again, 422));
  }

  private PageResponse count(PageRequest request, Form form, int status) {
    return withOwn(
        request,
        shift ->
            new PageResponse.Page(status, "cashdesk/count", new CountPage(shift, lines(), form)),
        () -> PageResponse.redirect("/shift"));
  }

  private PageResponse close(PageRequest request) {
    Form form = request.form();
    Optional<CashCount> count = counted(form);
    if (count.isEmpty()) {
      return count(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new CloseShift(count.get(), form.text("comment")), form.key())),
        form,
        request.texts(),
        shift -> PageResponse.redirect("/shifts/" + shift.id()),
        again -> count(request, again, 422));
  }

  private PageResponse report(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowShift(id))),
        report ->
            new PageResponse.Page(
                status,
                "cashdesk/report",
                new ReportPage(
                    report,
                    report.figures().map(figures -> figures.expected(report.shift().opening())),
                    isAcceptable(report.shift(), request.caller()),
                    form)));
  }

  private static boolean isAcceptable(CashShift shift, Caller caller) {
    return shift.state() == ShiftState.WAITING
        && caller.may(CashdeskFeature.SUPERVISE)
        && !shift.person().equals(caller.actor().login());
  }

  private PageResponse accept(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.command(new AcceptShift(id, form.text("decision")), form.key())),
              form,
              request.texts(),
              _ -> PageResponse.redirect("/shifts/" + id),
              again -> report(request, id, again, 422));
        });
  }

  private PageResponse list(PageRequest request) {
    LocalDate day = today.get();
    return request.table(
        TABLE,
        query -> rows(request, query),
        table -> PageResponse.page("cashdesk/list", new ListPage(table, day, loose(request, day))));
  }

  private List<CashShift> rows(PageRequest request, TableQuery query) {
    ListShifts question =
        new ListShifts(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(ShiftState::valueOf),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<ListShifts.Shifts>(ListShifts.Shifts found)
        ? found.items()
        : List.of();
  }

  private List<ListLooseCash.OfPerson> loose(PageRequest request, LocalDate day) {
    return executor.run(request.caller(), Request.query(new ListLooseCash(day)))
            instanceof Outcome.Done<ListLooseCash.Loose>(ListLooseCash.Loose found)
        ? found.items()
        : List.of();
  }

  private PageResponse withOwn(
      PageRequest request, Function<CashShift, PageResponse> there, Supplier<PageResponse> none) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new FindOwnShift())),
        own -> own.shift().map(there).orElseGet(none));
  }

  private List<Line> lines() {
    return Denominations.of(currency).stream()
        .map(denomination -> new Line(PIECES + denomination.minor(), denomination))
        .toList();
  }

  /** Empty fields are none of that kind; what is no number is an error of its field. */
  private Optional<CashCount> counted(Form form) {
    List<CashCount.Pieces> pieces = new ArrayList<>();
    for (Line line : lines()) {
      form.optional(line.field(), CashdeskPages::pieces)
          .filter(number -> number > 0)
          .ifPresent(number -> pieces.add(new CashCount.Pieces(line.denomination(), number)));
    }
    return form.hasErrors() ? Optional.empty() : Optional.of(new CashCount(pieces));
  }

  private static int pieces(String text) {
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) <= CashCount.MAX_PIECES) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("must be a whole number of pieces");
  }

  private static CashMove.Kind kind(String text) {
    return Arrays.stream(CashMove.Kind.values())
        .filter(kind -> kind.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be one of the list"));
  }

  private static Map<String, String> kinds(Texts texts) {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put(CashMove.Kind.TO_SAFE.name(), texts.t("cashdesk.move.TO_SAFE"));
    kinds.put(CashMove.Kind.FROM_SAFE.name(), texts.t("cashdesk.move.FROM_SAFE"));
    return kinds;
  }

  private static Cell closedAt(CashShift shift) {
    CashShift.Closing closing = shift.closing();
    return closing == null ? Cell.missing() : new Cell.Time(closing.at());
  }

  private static Cell closing(CashShift shift, Function<CashShift.Closing, Money> amount) {
    CashShift.Closing closing = shift.closing();
    return closing == null ? Cell.missing() : new Cell.Amount(amount.apply(closing));
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such shift."));
  }
}
