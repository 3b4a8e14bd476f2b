package org.sbms.branch.directdebit;

import java.util.Set;

/**
 * What follows from a return. Codes are those of ISO 20022's external code set for status reasons.
 * Pure.
 */
final class ReturnDecisions {
  static final int MAX_ATTEMPTS = 2;
  static final int DAYS_BETWEEN = 3;

  /** The money was not there, or the bank could not tell why: it may be there another day. */
  private static final Set<String> ANOTHER_DAY = Set.of("AM04", "MS03", "TM01", "FF05");

  /** The account or the mandate is no good: nothing can be collected by it. */
  private static final Set<String> NO_GOOD =
      Set.of("AC01", "AC04", "AC06", "AC13", "AG01", "MD01", "MD02", "MD07", "SL01", "BE05");

  private ReturnDecisions() {}

  /** After any other code, MD06 (the debtor asked for it back) too, a person has to see to it. */
  record Consequence(boolean again, boolean suspends) {}

  static Consequence of(String reason, int attempt) {
    boolean mayBeAgain = ANOTHER_DAY.contains(reason) && attempt < MAX_ATTEMPTS;
    return new Consequence(mayBeAgain, NO_GOOD.contains(reason));
  }
}
