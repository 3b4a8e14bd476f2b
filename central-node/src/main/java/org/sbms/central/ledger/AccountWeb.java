package org.sbms.central.ledger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sbms.central.ledger.ClosePeriod.ListPeriods;
import org.sbms.central.ledger.ClosePeriod.Period;
import org.sbms.central.ledger.ShowAccount.Basis;
import org.sbms.central.ledger.ShowAccount.Entry;
import org.sbms.central.ledger.ShowAccount.Statement;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Statements of central's accounts at any moment, and the close of periods. */
public final class AccountWeb {
  private static final String PERIODS = "/ledger/periods";
  private static final int DEFAULT_LIMIT = 500;
  private static final TableSpec<Entry> TABLE =
      new TableSpec<>(
          "account",
          "booked",
          List.of(
              Column.<Entry>of("booked", entry -> new Cell.Time(entry.bookedAt()))
                  .sortedBy("id")
                  .wideOnly(),
              Column.<Entry>of("value", entry -> new Cell.Day(entry.valueDate())),
              Column.<Entry>of("kind", entry -> new Cell.Text(entry.kind())).wideOnly(),
              Column.<Entry>of("subject", entry -> new Cell.Text(entry.subject())).wideOnly(),
              Column.<Entry>of("against", entry -> new Cell.Code(entry.against())).wideOnly(),
              Column.<Entry>of("amount", entry -> new Cell.Amount(entry.amount())).end(),
              Column.<Entry>of("balance", entry -> new Cell.Amount(entry.balance())).end()),
          List.of(
              new Filter.Day("from"),
              new Filter.Day("to"),
              new Filter.Choice(
                  "basis", "account.basis", Arrays.stream(Basis.values()).map(Enum::name).toList()),
              new Filter.Day("known")));

  private final Executor executor;
  private final Clock clock;

  AccountWeb(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  void addTo(Web web) {
    web.get("/ledger/accounts/:code/:currency", TrialBalances.VIEW, this::account)
        .get(PERIODS, TrialBalances.VIEW, request -> periods(request, Form.blank()))
        .post(PERIODS, LedgerHandlers.CLOSE, this::close)
        .api("showAccountStatement", this::accountByApi)
        .api("listPeriods", this::periodsByApi)
        .api("closePeriod", this::closeByApi);
  }

  public record AccountPage(Statement statement, Table<Entry> table) {}

  /**
   * @param yesterday the last day that can be closed
   */
  public record PeriodsPage(List<Period> periods, Form form, LocalDate yesterday) {}

  private PageResponse account(PageRequest request) {
    LocalDate today = today();
    String known = request.parameter("known");
    ShowAccount asked =
        new ShowAccount(
            request.pathPart("code"),
            request.pathPart("currency"),
            day(request.parameter("from")).orElseGet(() -> today.withDayOfMonth(1)),
            day(request.parameter("to")).orElse(today),
            request.parameter("basis").equals(Basis.VALUE.name()) ? Basis.VALUE : Basis.BOOKED,
            day(known).map(AccountWeb::endOf),
            0,
            1);
    return PageResponse.of(
        executor.run(request.caller(), Request.query(asked)),
        statement ->
            request.table(
                TABLE,
                query -> entries(request, asked, query),
                table ->
                    PageResponse.page("generalledger/account", new AccountPage(statement, table))));
  }

  private List<Entry> entries(PageRequest request, ShowAccount asked, TableQuery query) {
    ShowAccount page =
        new ShowAccount(
            asked.code(),
            asked.currency(),
            asked.from(),
            asked.to(),
            asked.basis(),
            asked.known(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(page))
            instanceof Outcome.Done<Statement>(Statement found)
        ? found.entries()
        : List.of();
  }

  private PageResponse periods(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListPeriods())),
        found ->
            new PageResponse.Page(
                form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
                "generalledger/periods",
                new PeriodsPage(found.items(), form, today().minusDays(1))));
  }

  private PageResponse close(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> through = form.required("through", AccountWeb::requireDay);
    if (through.isEmpty()) {
      return periods(request, form);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new ClosePeriod(through.get()), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PERIODS, request.texts().t("period.done")),
        again -> periods(request, again));
  }

  private ApiResponse accountByApi(ApiRequest request) {
    LocalDate today = today();
    ShowAccount asked;
    try {
      asked =
          new ShowAccount(
              request.pathPart("code"),
              request.pathPart("currency"),
              request.parameter("from").map(LocalDate::parse).orElse(today.withDayOfMonth(1)),
              request.parameter("to").map(LocalDate::parse).orElse(today),
              request.parameter("basis").map(Basis::valueOf).orElse(Basis.BOOKED),
              request
                  .parameter("known")
                  .map(text -> OffsetDateTime.parse(text.replace(' ', '+')).toInstant()),
              request.offset(),
              request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT));
    } catch (DateTimeException malformed) {
      return ApiResponse.refused(
          Refusal.invalid("from", "days must be such as 2026-11-25, moments RFC 3339"));
    }
    return ApiResponse.of(executor.run(request.caller(), Request.query(asked)), ApiResponse::ok);
  }

  private ApiResponse periodsByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListPeriods())),
        found -> ApiResponse.items(found.items()));
  }

  private ApiResponse closeByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(ClosePeriod.class), request.key())),
        ApiResponse::created);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
  }

  private static LocalDate requireDay(String text) {
    return day(text)
        .orElseThrow(() -> new IllegalArgumentException("must be a day such as 2026-11-25"));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
