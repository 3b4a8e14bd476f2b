package org.sbms.branch.pricing;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One priced line of a version of an offer. It applies where each attribute of {@code when} has the
 * value it names; with none, always.
 */
public record PriceLine(int line, String product, Price price, Map<String, String> when) {
  private static final Comparator<PriceLine> BY_SPECIFICITY =
      Comparator.<PriceLine>comparingInt(line -> line.when().size())
          .thenComparing(PriceLine::line, Comparator.reverseOrder());

  public PriceLine {
    when = Map.copyOf(when);
  }

  public boolean appliesTo(Map<String, String> attributes) {
    return when.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(attributes.get(wanted.getKey())));
  }

  /** Of the lines that apply, the one with the most conditions; of equal ones, the first. */
  public static Optional<PriceLine> mostSpecific(
      Collection<PriceLine> lines, Map<String, String> attributes) {
    return lines.stream().filter(line -> line.appliesTo(attributes)).max(BY_SPECIFICITY);
  }
}
