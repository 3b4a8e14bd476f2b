package org.sbms.branch.cashdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Money;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * What a shift means for the books. The drawer's account ends where it began: the float comes out
 * of the safe, all that is counted goes into it, and what is missing or too much is a loss or a
 * gain.
 */
final class ShiftDecisions {
  private ShiftDecisions() {}

  /** A step with what it books. */
  record Step(CashShift shift, List<Posting> postings) {}

  static List<Posting> opened(CashShift shift) {
    return posting(
        shift.id(), "shift-float", Chart.CASH, Chart.SAFE, shift.opening(), shift.number());
  }

  static List<Posting> moved(CashMove move, CashShift shift) {
    return switch (move.kind()) {
      case FROM_SAFE ->
          posting(
              move.id(), "cash-from-safe", Chart.CASH, Chart.SAFE, move.amount(), shift.number());
      case TO_SAFE ->
          posting(move.id(), "cash-to-safe", Chart.SAFE, Chart.CASH, move.amount(), shift.number());
    };
  }

  /**
   * @param limit the largest difference, either way, that closes by itself
   */
  static Step closed(
      CashShift open,
      ShiftFigures figures,
      CashCount count,
      String comment,
      Money limit,
      Instant now) {
    Money counted = count.total(limit.currency());
    Money variance = counted.minus(figures.expected(open.opening()));
    boolean small = Math.abs(variance.minor()) <= limit.minor();
    CashShift shift =
        open.closed(
            small ? ShiftState.CLOSED : ShiftState.WAITING,
            new CashShift.Closing(now, count, counted, figures, variance, comment, null, "", ""));
    List<Posting> postings =
        new ArrayList<>(
            posting(open.id(), "shift-counted", Chart.SAFE, Chart.CASH, counted, open.number()));
    if (small) {
      postings.addAll(variance(shift, variance));
    }
    return new Step(shift, postings);
  }

  static Step accepted(
      CashShift waiting, CashShift.Closing closing, String by, String decision, Instant now) {
    CashShift shift = waiting.closed(ShiftState.CLOSED, closing.accepted(now, by, decision));
    return new Step(shift, variance(shift, closing.variance()));
  }

  private static List<Posting> variance(CashShift shift, Money variance) {
    return variance.isNegative()
        ? posting(
            shift.id(),
            "shift-short",
            Chart.CASH_DIFFERENCES,
            Chart.CASH,
            variance.negated(),
            shift.number())
        : posting(
            shift.id(), "shift-over", Chart.CASH, Chart.CASH_DIFFERENCES, variance, shift.number());
  }

  private static List<Posting> posting(
      UUID id,
      String kind,
      LedgerAccount debit,
      LedgerAccount credit,
      Money amount,
      String subject) {
    return amount.isZero()
        ? List.of()
        : List.of(new Posting(id, kind, debit, credit, amount, subject));
  }
}
