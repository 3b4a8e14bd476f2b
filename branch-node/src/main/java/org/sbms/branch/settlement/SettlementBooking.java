package org.sbms.branch.settlement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.settlement.PairSums;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * The postings of a stage of a window; without I/O.
 *
 * <p>Agreed: commissions and adjustments are booked against the running accounts of the pair, whose
 * sums of the window then move to its settlement accounts and are set off there, so that one of the
 * two holds what is to be paid and the other nothing. Paid: that goes to the bank.
 */
final class SettlementBooking {
  private final UUID transactionId;
  private final String subject;
  private final List<Posting> postings = new ArrayList<>();

  private SettlementBooking(String window, Stage stage) {
    this.subject = "settlement window " + window;
    this.transactionId = transactionId(window, stage);
  }

  static UUID transactionId(String window, Stage stage) {
    return UUID.nameUUIDFromBytes(
        ("settlement window " + window + " " + stage).getBytes(StandardCharsets.UTF_8));
  }

  static List<Posting> of(PostSettlement asked) {
    SettlementBooking booking = new SettlementBooking(asked.window(), asked.stage());
    for (PairSums pair : asked.pairs()) {
      switch (asked.stage()) {
        case AGREED -> booking.agreed(pair);
        case PAID -> booking.paid(pair);
      }
    }
    return booking.postings;
  }

  private void agreed(PairSums pair) {
    BranchCode other = pair.counterparty();
    LedgerAccount dueFrom = Chart.dueFrom(other);
    LedgerAccount dueTo = Chart.dueTo(other);
    move("settlement-commission", dueFrom, Chart.COMMISSION_EARNED, pair.commissionEarned());
    move("settlement-commission-tax", dueFrom, Chart.COMMISSION_TAX_DUE, pair.taxEarned());
    move("settlement-adjustment", dueFrom, Chart.SETTLEMENT_ADJUSTMENTS, pair.adjustmentsEarned());
    move("settlement-commission", Chart.COMMISSION_PAID, dueTo, pair.commissionOwed());
    move("settlement-commission-tax", Chart.COMMISSION_TAX_PAID, dueTo, pair.taxOwed());
    move("settlement-adjustment", Chart.SETTLEMENT_ADJUSTMENTS, dueTo, pair.adjustmentsOwed());

    LedgerAccount receivable = Chart.settlementReceivable(other);
    LedgerAccount payable = Chart.settlementPayable(other);
    move("settlement-agreed", receivable, dueFrom, pair.isOwed());
    move("settlement-agreed", dueTo, payable, pair.owes());
    Money zero = Money.zero(pair.owes().currency());
    Money toReceive = pair.net().isPositive() ? pair.net() : zero;
    move("settlement-set-off", payable, receivable, pair.isOwed().minus(toReceive));
  }

  private void paid(PairSums pair) {
    Money net = pair.net();
    if (net.isNegative()) {
      move(
          "settlement-paid",
          Chart.settlementPayable(pair.counterparty()),
          Chart.BANK,
          net.negated());
    } else {
      move("settlement-paid", Chart.BANK, Chart.settlementReceivable(pair.counterparty()), net);
    }
  }

  /** A negative amount moves the other way. */
  private void move(String kind, LedgerAccount debit, LedgerAccount credit, Money amount) {
    if (amount.isPositive()) {
      postings.add(new Posting(transactionId, kind, debit, credit, amount, subject));
    } else if (amount.isNegative()) {
      postings.add(new Posting(transactionId, kind, credit, debit, amount.negated(), subject));
    }
  }
}
