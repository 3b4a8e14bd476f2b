package org.sbms.reconciliation;

import java.util.Optional;
import org.sbms.contract.MismatchKind;

/** The one judgement over a pair, for journals, registers and whatever comes later. */
public final class Classification {
  private Classification() {}

  /**
   * The first kind that fits, in the order of {@link MismatchKind}; empty when the pair matches.
   */
  public static Optional<MismatchKind> ofJournals(Comparison pair) {
    if (pair.homeCount() == 0) {
      return Optional.of(MismatchKind.MISSING_AT_HOME);
    }
    if (pair.originCount() == 0) {
      return Optional.of(MismatchKind.MISSING_AT_ORIGIN);
    }
    if (!pair.amountsAgree()) {
      return Optional.of(MismatchKind.AMOUNT_DIFFERS);
    }
    if (!pair.currenciesAgree()) {
      return Optional.of(MismatchKind.CURRENCY_DIFFERS);
    }
    if (!pair.accountsAgree()) {
      return Optional.of(MismatchKind.ACCOUNT_DIFFERS);
    }
    if (!pair.statusesAgree()) {
      return Optional.of(MismatchKind.STATUS_DIFFERS);
    }
    if (isRepeated(pair)) {
      return Optional.of(MismatchKind.DUPLICATE);
    }
    if (!pair.daysAgree()) {
      return Optional.of(MismatchKind.DAY_DIFFERS);
    }
    if (!pair.branchesAgree()) {
      return Optional.of(MismatchKind.BRANCH_DIFFERS);
    }
    return Optional.empty();
  }

  /**
   * The same, save that a repeated row comes before everything: which of the two rows is meant
   * cannot be told, so nothing else said of them would be true.
   */
  public static Optional<MismatchKind> ofRegisters(Comparison pair) {
    return isRepeated(pair) ? Optional.of(MismatchKind.DUPLICATE) : ofJournals(pair);
  }

  private static boolean isRepeated(Comparison pair) {
    return pair.originCount() > 1 || pair.homeCount() > 1;
  }
}
