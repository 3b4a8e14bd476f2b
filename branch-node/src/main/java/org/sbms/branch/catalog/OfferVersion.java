package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.branch.pricing.PriceLine;
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

  /** The line that prices a product for a subscriber, or for one use, with these attributes. */
  public Optional<PriceLine> line(String product, Map<String, String> attributes) {
    return PriceLine.mostSpecific(
        lines.stream().filter(line -> line.product().equals(product)).toList(), attributes);
  }

  public boolean isFor(Map<String, String> attributes) {
    return eligibility.entrySet().stream()
        .allMatch(rule -> rule.getValue().contains(attributes.getOrDefault(rule.getKey(), "")));
  }
}
