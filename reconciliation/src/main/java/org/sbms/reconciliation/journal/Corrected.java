package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;

/**
 * One side's entries as its own correction has them read. Journals are never rewritten: what was
 * wrong stays, and a later entry says how it is meant.
 */
final class Corrected {
  private Corrected() {}

  /**
   * @param entries of one side, by number
   */
  static List<JournalEntry> asCorrected(List<JournalEntry> entries) {
    List<JournalEntry> read = entries;
    Optional<JournalEntry> credit = last(entries, JournalKind.CREDIT_CORRECTED);
    if (credit.isPresent()) {
      JournalEntry right = credit.get();
      read = before(read, right, each -> with(each, right.subject(), right.amount(), dayOf(each)));
    }
    Optional<JournalEntry> payment = last(entries, JournalKind.PAYMENT_CORRECTED);
    if (payment.isPresent()) {
      JournalEntry right = payment.get();
      read =
          before(
              read,
              right,
              each ->
                  each.kind() == JournalKind.PAYMENT_CONFIRMED
                      ? with(each, each.subject(), each.amount(), dayOf(right))
                      : each);
    }
    return read;
  }

  private static Optional<JournalEntry> last(List<JournalEntry> entries, JournalKind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).reduce((_, later) -> later);
  }

  private static List<JournalEntry> before(
      List<JournalEntry> entries,
      JournalEntry correction,
      java.util.function.UnaryOperator<JournalEntry> read) {
    return entries.stream()
        .map(each -> each.number() < correction.number() ? read.apply(each) : each)
        .toList();
  }

  private static Optional<LocalDate> dayOf(JournalEntry entry) {
    return Optional.ofNullable(entry.settlementDay());
  }

  private static JournalEntry with(
      JournalEntry entry, String subject, Money amount, Optional<LocalDate> day) {
    @Nullable LocalDate settlementDay = day.orElse(null);
    return new JournalEntry(
        entry.branch(),
        entry.number(),
        entry.previousHash(),
        entry.hash(),
        entry.kind(),
        entry.transactionId(),
        entry.origin(),
        entry.home(),
        entry.originNumber(),
        subject,
        amount,
        entry.at(),
        settlementDay,
        entry.agent());
  }
}
