package org.sbms.branch.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.Rounding;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.Money;

/**
 * What an offer costs from a day on, until a later version's day. A published version never
 * changes.
 *
 * @param existing what becomes of those who have an older version when this one's day comes
 * @param monthlyFee of its unconditional recurring lines, for lists and for changes charged at once
 * @param eligibility for each attribute named, the values of which a subscriber must have one
 */
public record OfferVersion(
    OfferKey offer,
    int version,
    LocalDate validFrom,
    Existing existing,
    Money monthlyFee,
    List<PriceLine> lines,
    Map<String, Set<String>> eligibility) {

  public enum State {
    DRAFT,
    PUBLISHED,
    RETIRED
  }

  public enum Existing {
    KEEP,
    MIGRATE
  }

  public OfferVersion {
    lines = List.copyOf(lines);
    eligibility = Map.copyOf(eligibility);
  }

  public Currency currency() {
    return monthlyFee.currency();
  }

  /** The line that prices a use of a product with these attributes: per event or per unit. */
  public Optional<PriceLine> line(String product, Map<String, String> attributes) {
    return PriceLine.mostSpecific(
        lines.stream()
            .filter(line -> line.product().equals(product) && !isFee(line.price()))
            .toList(),
        attributes);
  }

  /**
   * The fees for a subscriber with these attributes: for each product at most one that recurs and
   * one that is due once.
   */
  public List<PriceLine> fees(Map<String, String> attributes) {
    Map<String, List<PriceLine>> rivals = new LinkedHashMap<>();
    for (PriceLine line : lines) {
      if (isFee(line.price())) {
        String what = line.product() + ' ' + line.price().getClass().getSimpleName();
        rivals.computeIfAbsent(what, _ -> new ArrayList<>()).add(line);
      }
    }
    return rivals.values().stream()
        .flatMap(some -> PriceLine.mostSpecific(some, attributes).stream())
        .toList();
  }

  private static boolean isFee(Price price) {
    return switch (price) {
      case Price.Recurring _, Price.OneTime _ -> true;
      case Price.PerEvent _, Price.PerUnit _ -> false;
    };
  }

  /** What recurs without conditions, a month: a fee for several months by its months' part. */
  static Money monthlyFee(List<PriceLine> lines, Currency currency) {
    BigDecimal sum = BigDecimal.ZERO;
    Set<String> counted = new HashSet<>();
    for (PriceLine line : lines) {
      if (line.when().isEmpty()
          && line.price() instanceof Price.Recurring(Money fee, int months, Timing _)
          && counted.add(line.product())) {
        sum =
            sum.add(
                new BigDecimal(fee.amount())
                    .divide(BigDecimal.valueOf(months), 8, RoundingMode.HALF_UP));
      }
    }
    return Rounding.toMoney(sum, currency);
  }

  public boolean isFor(Map<String, String> attributes) {
    return eligibility.entrySet().stream()
        .allMatch(rule -> rule.getValue().contains(attributes.getOrDefault(rule.getKey(), "")));
  }
}
