package org.sbms.central.ledger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.ShowTrialBalance;
import org.sbms.kit.ledger.ShowTrialBalance.TrialBalance;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Central's trial balance, a page with exports. */
public final class CentralLedger implements WebFeature {
  private static final String PATH = "/ledger";
  private static final TableSpec<Ledger.Line> TABLE =
      new TableSpec<>(
          "ledger",
          "code",
          List.of(
              Column.of(
                  "code",
                  line ->
                      new Cell.Link(
                          line.code(), "/ledger/accounts/" + line.code() + "/" + line.currency())),
              Column.of("name", line -> new Cell.Text(line.name())),
              Column.<Ledger.Line>of("debit", line -> amount(line, line.debitMinor())).end(),
              Column.<Ledger.Line>of("credit", line -> amount(line, line.creditMinor())).end(),
              Column.<Ledger.Line>of(
                      "balance", line -> amount(line, line.debitMinor() - line.creditMinor()))
                  .end()
                  .wideOnly()),
          List.of(new Filter.Day("at")));

  private final Executor executor;
  private final Clock clock;

  public CentralLedger(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  public record LedgerPage(Table<Ledger.Line> table) {}

  @Override
  public void addTo(Web web) {
    web.messages("generalledger")
        .menu(new MenuEntry(PATH, "ledger.menu", "book", 54, TrialBalances.VIEW))
        .get(PATH, TrialBalances.VIEW, this::page);
    new AccountWeb(executor, clock).addTo(web);
  }

  private PageResponse page(PageRequest request) {
    return request.table(
        TABLE,
        query -> lines(request, query),
        table -> PageResponse.page("generalledger/trialBalance", new LedgerPage(table)));
  }

  private List<Ledger.Line> lines(PageRequest request, TableQuery query) {
    Instant at = endOf(query.filter("at"), request.texts().zone());
    return switch (executor.run(request.caller(), Request.query(new ShowTrialBalance(at)))) {
      case Outcome.Done<TrialBalance>(TrialBalance balance) ->
          balance.accounts().stream().skip(query.offset()).limit(query.limit()).toList();
      case Outcome.Refused<TrialBalance> _, Outcome.Unknown<TrialBalance> _ -> List.of();
    };
  }

  /** The end of a day; now, for whatever is no day. */
  private Instant endOf(String day, ZoneId zone) {
    try {
      return LocalDate.parse(day).plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1_000);
    } catch (DateTimeException none) {
      return clock.instant();
    }
  }

  private static Cell amount(Ledger.Line line, long minor) {
    return new Cell.Amount(Money.ofMinor(minor, line.currency()));
  }
}
