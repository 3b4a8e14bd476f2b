package org.sbms.deploy.simulate;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Supply;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Posting;

/** One row that a transaction has written at a branch: what the invariants are checked by. */
sealed interface Change {
  record Paid(Optional<Payment> before, Payment now) implements Change {}

  record Credited(Optional<Credit> before, Credit now) implements Change {}

  record Refunded(Optional<Refund> before, Refund now) implements Change {}

  record Debited(Optional<Debit> before, Debit now) implements Change {}

  record Supplied(Optional<Supply> before, Supply now) implements Change {}

  record Charged(Optional<Charge> before, Charge now) implements Change {}

  /** An item of the own stock is somewhere else now. */
  record Moved(StockState from, StockItem now) implements Change {}

  /** A subscriber has an item from now on, or has it no more. */
  record Installed(MemoryInstallations.Installed what, boolean isThere) implements Change {}

  /** The copy of reference data. */
  record Turned(long from, long to) implements Change {}

  record Balance(AccountNumber account, long deltaMinor) implements Change {}

  record Booked(Posting posting, LocalDate day) implements Change {}

  record Journalled(JournalEntry entry) implements Change {}

  record DayOpened(LocalDate day) implements Change {}

  record DayClosed(LocalDate day, Journal.Head head) implements Change {}
}
