package org.sbms.branch.billing;

import java.util.List;
import org.sbms.contract.Operation;

/**
 * What a payment pays first.
 *
 * @param kinds every one once, that which is paid first before the others
 */
public record AllocationRule(First first, List<Kind> kinds) {

  /** What decides before the other does. */
  public enum First {
    /** The oldest invoice; within it the order of kinds. */
    AGE,
    /** The order of kinds, on all invoices; within a kind the oldest invoice. */
    KIND
  }

  /** A part of an invoice: charges of a kind, without taxes; and the taxes of all. */
  public enum Kind {
    TAX,
    PENALTY,
    RECURRING,
    USAGE,
    ONE_TIME,
    GOODS,
    ADJUSTMENT
  }

  public AllocationRule {
    kinds = List.copyOf(kinds);
  }

  public record Show() implements Operation<AllocationRule> {}

  /** From now on; what was allocated by the rule before is worked out anew by the clock. */
  public record Save(AllocationRule rule) implements Operation<AllocationRule> {}
}
