package org.sbms.central.settlement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * Whether the three ledgers that know of a debt say the same: central's, the debtor's, the
 * creditor's.
 *
 * @param problems why a branch could not be asked; then its side is missing
 */
public record Agreement(WindowView window, List<Pair> pairs, Map<BranchCode, String> problems) {

  public enum Verdict {
    AGREES,
    /** A branch has not booked it yet, or could not be asked. */
    WAITS,
    DIFFERS;

    public String colour() {
      return switch (this) {
        case AGREES -> "green";
        case WAITS -> "yellow";
        case DIFFERS -> "red";
      };
    }
  }

  /**
   * A debt between two branches.
   *
   * @param central by central's ledger
   * @param debtorSays what the debtor's ledger has to pay; empty when it was not told
   * @param creditorSays what the creditor's ledger has to be paid
   */
  public record Pair(
      BranchCode debtor,
      BranchCode creditor,
      Money central,
      Optional<Money> debtorSays,
      Optional<Money> creditorSays) {

    public Verdict verdict() {
      boolean differs =
          debtorSays.filter(says -> !says.equals(central)).isPresent()
              || creditorSays.filter(says -> !says.equals(central)).isPresent();
      if (differs) {
        return Verdict.DIFFERS;
      }
      return debtorSays.isPresent() && creditorSays.isPresent() ? Verdict.AGREES : Verdict.WAITS;
    }
  }

  /** Whether every branch was asked and every ledger agrees to the last unit. */
  public Verdict verdict() {
    if (pairs.stream().anyMatch(pair -> pair.verdict() == Verdict.DIFFERS)) {
      return Verdict.DIFFERS;
    }
    return problems.isEmpty() && pairs.stream().allMatch(pair -> pair.verdict() == Verdict.AGREES)
        ? Verdict.AGREES
        : Verdict.WAITS;
  }
}
