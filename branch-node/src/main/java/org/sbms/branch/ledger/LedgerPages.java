package org.sbms.branch.ledger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.Money;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.ShowTrialBalance;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The trial balance, now or at a past moment. */
public final class LedgerPages implements WebFeature {
  private final Executor executor;
  private final ZoneId zone;
  private final Clock clock;

  public LedgerPages(Executor executor, ZoneId zone, Clock clock) {
    this.executor = executor;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.messages("ledger")
        .menu(new MenuEntry("/ledger", "ledger.menu", "scale", 50, TrialBalances.VIEW))
        .get("/ledger", TrialBalances.VIEW, this::trialBalance);
  }

  /** A row; debit or credit is zero where nothing was booked. */
  public record Row(
      String code, String name, String branch, Money debit, Money credit, Money balance) {
    static Row of(Ledger.Line line) {
      Money debit = Money.ofMinor(line.debitMinor(), line.currency());
      Money credit = Money.ofMinor(line.creditMinor(), line.currency());
      int dot = line.code().indexOf('.');
      String branch = dot < 0 ? "" : line.code().substring(dot + 1);
      String name = line.name();
      return new Row(
          line.code(),
          name.endsWith(branch) ? name.substring(0, name.length() - branch.length()) : name,
          branch,
          debit,
          credit,
          debit.minus(credit));
    }
  }

  /** The two sums of a currency, which are equal. */
  public record Sum(Money debit, Money credit) {
    Sum plus(Row row) {
      return new Sum(debit.plus(row.debit), credit.plus(row.credit));
    }
  }

  public record BalancePage(LocalDateTime at, List<Row> rows, Map<String, Sum> sums) {}

  private PageResponse trialBalance(PageRequest request) {
    String asked = request.parameter("at");
    LocalDateTime at;
    try {
      at =
          asked.isEmpty()
              ? LocalDateTime.ofInstant(clock.instant(), zone).truncatedTo(ChronoUnit.SECONDS)
              : LocalDateTime.parse(asked);
    } catch (DateTimeException malformed) {
      return PageResponse.redirect("/ledger");
    }
    Instant moment = asked.isEmpty() ? clock.instant() : at.atZone(zone).toInstant();
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowTrialBalance(moment))),
        balance -> {
          List<Row> rows = balance.accounts().stream().map(Row::of).toList();
          Map<String, Sum> sums = new TreeMap<>();
          for (Row row : rows) {
            String currency = row.debit.currencyCode();
            Money zero = Money.zero(row.debit.currency());
            sums.put(currency, sums.getOrDefault(currency, new Sum(zero, zero)).plus(row));
          }
          return PageResponse.page("ledger/trialBalance", new BalancePage(at, rows, sums));
        });
  }
}
