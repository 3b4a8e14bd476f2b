package org.sbms.deploy.simulate;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Payment;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Posting;

/** One row that a transaction has written at a branch: what the invariants are checked by. */
sealed interface Change {
  record Paid(Optional<Payment> before, Payment now) implements Change {}

  record Credited(Optional<Credit> before, Credit now) implements Change {}

  record Balance(AccountNumber account, long deltaMinor) implements Change {}

  record Booked(Posting posting, LocalDate day) implements Change {}

  record Journalled(JournalEntry entry) implements Change {}

  record DayOpened(LocalDate day) implements Change {}

  record DayClosed(LocalDate day, Journal.Head head) implements Change {}
}
