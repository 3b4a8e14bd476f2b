package org.sbms.central.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.central.settlement.ShowInOneCurrency.Converted;
import org.sbms.central.settlement.ShowInOneCurrency.Rate;
import org.sbms.central.settlement.ShowInOneCurrency.Total;
import org.sbms.central.settlement.ShowInOneCurrency.View;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;

/** Converts by stored rates, each amount by itself. */
final class OneCurrency {
  private OneCurrency() {}

  /**
   * @param rows of the dataset {@code currency-rates}
   */
  static View of(
      String currency, List<Exposure> exposures, List<DatasetRow> rows, LocalDate today) {
    Map<String, Rate> rates = new TreeMap<>();
    List<Converted> items = new ArrayList<>();
    Map<BranchCode, Money> totals = new TreeMap<>();
    TreeSet<String> missing = new TreeSet<>();
    for (Exposure exposure : exposures) {
      String of = exposure.net().currencyCode();
      Optional<Money> common = Optional.of(exposure.net());
      if (!of.equals(currency)) {
        Optional<Rate> rate = rate(rows, of, currency, today);
        rate.ifPresent(found -> rates.put(of, found));
        common = rate.map(found -> convert(exposure.net(), found, currency));
      }
      common.ifPresentOrElse(
          money -> totals.merge(exposure.branch(), money, Money::plus), () -> missing.add(of));
      items.add(new Converted(exposure.branch(), exposure.net(), common));
    }
    return new View(
        currency,
        List.copyOf(rates.values()),
        items,
        totals.entrySet().stream().map(each -> new Total(each.getKey(), each.getValue())).toList(),
        List.copyOf(missing));
  }

  static Money convert(Money net, Rate rate, String currency) {
    int places = Currency.getInstance(currency).getDefaultFractionDigits();
    long minor =
        new BigDecimal(net.amount())
            .multiply(rate.rate())
            .movePointRight(places)
            .divide(BigDecimal.valueOf(rate.nominal()), 0, RoundingMode.HALF_UP)
            .longValueExact();
    return Money.ofMinor(minor, currency);
  }

  /** The last one published for today or before. */
  private static Optional<Rate> rate(
      List<DatasetRow> rows, String of, String base, LocalDate today) {
    return rows.stream()
        .filter(row -> row.get("currency").equals(of) && row.get("base").equals(base))
        .map(row ->
            new Rate(
                of,
                LocalDate.parse(row.get("day")),
                Long.parseLong(row.get("nominal")),
                new BigDecimal(row.get("rate"))))
        .filter(rate -> !rate.day().isAfter(today))
        .max(Comparator.comparing(Rate::day));
  }
}
