package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.catalog.PreviewBill.Example;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.ProRata;
import org.sbms.branch.pricing.Rounding;
import org.sbms.contract.Money;

/**
 * What one subscriber would be billed for a month by a version, by the rules that bill everybody;
 * taxes aside. Where a product has several lines, the one without conditions is taken.
 */
final class SampleBill {
  /** In the middle, for months of any length. */
  private static final int START_DAY = 16;

  private static final int SUSPENDED_FROM = 11;
  private static final int SUSPENDED_UNTIL = 21;

  private final Period month;
  private final Example example;
  private final Map<String, Long> usage;

  /**
   * @param month from its first day on
   */
  SampleBill(Period month, Example example, Map<String, Long> usage) {
    this.month = month;
    this.example = example;
    this.usage = usage;
  }

  /** What a line comes to, and for how much. */
  record Amount(PriceLine line, long quantity, Money money) {}

  /** By product and kind, in the order of the lines; lines of which nothing is due too. */
  Map<String, Amount> of(OfferVersion version) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    for (PriceLine line : version.lines()) {
      if (line.when().isEmpty()) {
        amounts.putIfAbsent(
            line.product() + " " + OfferLine.of(line).kind(), amount(line, version));
      }
    }
    return amounts;
  }

  private Amount amount(PriceLine line, OfferVersion version) {
    long used = usage.getOrDefault(line.product(), 0L);
    return switch (line.price()) {
      case Price.Recurring recurring -> new Amount(line, 1, recurring(recurring));
      case Price.OneTime(Money fee) ->
          new Amount(
              line, 1, example == Example.STARTS_MID_MONTH ? fee : Money.zero(version.currency()));
      case Price.PerEvent(Money fee) ->
          new Amount(line, used, new Money(Math.multiplyExact(fee.minor(), used), fee.currency()));
      case Price.PerUnit unit ->
          new Amount(line, used, Rounding.toMoney(unit.amount(0, used), version.currency()));
    };
  }

  /** The fee's own period may be longer than the month; a part of it is what is missed of it. */
  private Money recurring(Price.Recurring recurring) {
    Period whole = whole(recurring.months());
    Money sum = Money.zero(recurring.fee().currency());
    for (Period served : served(whole)) {
      sum = sum.plus(ProRata.share(recurring.fee(), whole, served));
    }
    return sum;
  }

  private Period whole(int months) {
    return new Period(month.from(), month.from().plusMonths(months));
  }

  private List<Period> served(Period whole) {
    LocalDate first = month.from();
    return switch (example) {
      case FULL_MONTH -> List.of(whole);
      case STARTS_MID_MONTH -> List.of(new Period(first.withDayOfMonth(START_DAY), whole.until()));
      case SUSPENDED_MID_MONTH ->
          List.of(
              new Period(whole.from(), first.withDayOfMonth(SUSPENDED_FROM)),
              new Period(first.withDayOfMonth(SUSPENDED_UNTIL), whole.until()));
    };
  }

  /** The bills by two versions side by side. */
  PreviewBill.Bill compare(Optional<OfferVersion> before, OfferVersion after) {
    Map<String, Amount> old = before.map(this::of).orElse(Map.of());
    Map<String, Amount> fresh = of(after);
    Map<String, Amount> all = new LinkedHashMap<>(old);
    fresh.forEach(all::putIfAbsent);
    List<PreviewBill.Line> lines = new ArrayList<>();
    Money oldSum = Money.zero(after.currency());
    Money newSum = Money.zero(after.currency());
    for (Map.Entry<String, Amount> entry : all.entrySet()) {
      Optional<Money> was = Optional.ofNullable(old.get(entry.getKey())).map(Amount::money);
      Optional<Money> becomes = Optional.ofNullable(fresh.get(entry.getKey())).map(Amount::money);
      Amount any = entry.getValue();
      lines.add(
          new PreviewBill.Line(
              any.line().product(), OfferLine.of(any.line()).kind(), any.quantity(), was, becomes));
      oldSum = oldSum.plus(was.orElse(Money.zero(after.currency())));
      newSum = newSum.plus(becomes.orElse(Money.zero(after.currency())));
    }
    return new PreviewBill.Bill(example, lines, oldSum, newSum);
  }
}
