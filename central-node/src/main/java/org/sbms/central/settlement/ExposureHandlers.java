package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sbms.central.reference.PublishedRows;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.central.settlement.ShowExposure.Exposures;
import org.sbms.central.settlement.ShowExposure.Level;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Compares what branches owe with what they may owe. */
final class ExposureHandlers {
  private static final String ANY = "*";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Clock clock;

  ExposureHandlers(Clock clock) {
    this.clock = clock;
  }

  Outcome<Exposures> show(Caller caller, ShowExposure asked, Sql sql) {
    return Outcome.done(new Exposures(exposures(sql)));
  }

  Outcome<ShowInOneCurrency.View> inOneCurrency(Caller caller, ShowInOneCurrency asked, Sql sql) {
    return Outcome.done(
        OneCurrency.of(
            asked.currency(),
            exposures(sql),
            PublishedRows.now(sql, Datasets.named("currency-rates").orElseThrow()),
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }

  /** Ordered by currency and branch. */
  List<Exposure> exposures(Sql sql) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<DatasetRow> caps =
        PublishedRows.now(sql, Datasets.SETTLEMENT_CAPS).stream()
            .filter(row -> row.holdsOn(today))
            .toList();
    List<Exposure> exposures = new ArrayList<>();
    for (Net net : nets(sql)) {
      exposures.add(exposure(net.branch, net.money, cap(caps, net)));
    }
    return exposures;
  }

  private record Net(BranchCode branch, Money money) {}

  /**
   * Of the open window by its lines, of those on their way by their positions less what the bank
   * has paid of them.
   */
  private static List<Net> nets(Sql sql) {
    return sql.list(
        (Row row) ->
            new Net(
                new BranchCode(row.getString("branch")),
                Money.ofMinor(row.getLong("minor"), row.getString("currency"))),
        """
        with open_line as (
          select origin, home, currency, amount_minor from settlement_line
          where window_id = (select id from settlement_window where state = 'OPEN')
            and dispute_id is null
        ), owed as (
          select origin as branch, currency, -amount_minor as minor from open_line
          union all
          select home, currency, amount_minor from open_line
          union all
          select p.branch, p.currency, p.net_minor
          from settlement_position p join settlement_window w on w.id = p.window_id
          where w.state in ('CLOSED', 'NETTED', 'APPROVED', 'INSTRUCTED')
          union all
          select t.branch, t.currency, t.minor
          from settlement_window w
          cross join lateral (
            select debtor as branch, currency, amount_minor as minor
            from settlement_transfer where window_id = w.id and settled_at is not null
            union all
            select creditor, currency, -amount_minor
            from settlement_transfer where window_id = w.id and settled_at is not null
          ) as t
          where w.state = 'INSTRUCTED'
        )
        select branch, currency, sum(minor)::bigint as minor
        from owed group by 1, 2 order by 2, 1
        """);
  }

  private static Optional<DatasetRow> cap(List<DatasetRow> caps, Net net) {
    return caps.stream()
        .filter(row -> row.get("currency").equals(net.money.currencyCode()))
        .filter(
            row -> row.get("branch").equals(ANY) || row.get("branch").equals(net.branch.value()))
        .min(Comparator.comparing(row -> row.get("branch").equals(ANY)));
  }

  static Exposure exposure(BranchCode branch, Money net, Optional<DatasetRow> row) {
    Money owes = net.isNegative() ? net.negated() : Money.zero(net.currency());
    Optional<Money> cap = row.map(each -> Money.parse(each.get("cap"), net.currency()));
    if (row.isEmpty() || cap.isEmpty()) {
      return new Exposure(branch, net, owes, cap, Optional.empty(), Level.UNCAPPED);
    }
    Optional<BigDecimal> percent =
        cap.filter(Money::isPositive)
            .map(limit ->
                BigDecimal.valueOf(owes.minor())
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(limit.minor()), 1, RoundingMode.HALF_UP));
    BigDecimal alarm = new BigDecimal(row.get().get("alarm_percent"));
    boolean isNear =
        BigDecimal.valueOf(owes.minor())
                .multiply(HUNDRED)
                .compareTo(alarm.multiply(BigDecimal.valueOf(cap.get().minor())))
            >= 0;
    Level level =
        owes.compareTo(cap.get()) > 0
            ? Level.OVER
            : isNear && owes.isPositive() ? Level.NEAR : Level.FINE;
    return new Exposure(branch, net, owes, cap, percent, level);
  }
}
