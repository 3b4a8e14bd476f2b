package org.sbms.branch.limit;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * What one rule says of the money of one command.
 *
 * @param rule its name, for people
 * @param most the most at once
 */
public record Bounds(String rule, Optional<Money> most, List<OfDay> days) {

  /**
   * @param scope what is summed up: a branch or a person of it, asking here or asking for others
   * @param whom the same for people
   */
  public record OfDay(String scope, String whom, Money most) {}

  public Bounds {
    days = List.copyOf(days);
  }

  boolean saysNothing() {
    return most.isEmpty() && days.isEmpty();
  }
}
