package org.sbms.reconciliation.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;

/** A branch's journal as the branch itself would write it. */
final class TestJournal {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  final BranchCode branch;
  final List<JournalEntry> entries = new ArrayList<>();

  TestJournal(String branch) {
    this.branch = new BranchCode(branch);
  }

  /** Appends an entry and gives its number. */
  long write(
      JournalKind kind, UUID id, BranchCode origin, BranchCode home, long heard, Money amount) {
    boolean dayKnown =
        switch (kind) {
          case CREDIT_POSTED,
              CREDIT_REVERSED,
              PAYMENT_CONFIRMED,
              PAYMENT_REVERSED,
              GOODS_CHARGED,
              GOODS_CHARGE_REVERSED,
              GOODS_CONFIRMED,
              GOODS_REVERSED ->
              true;
          case REFUND_GRANTED, REFUND_RETURNED, REFUND_PAID -> true;
          default -> false;
        };
    return write(
        new JournalEntry(
            branch,
            entries.size() + 1,
            entries.isEmpty() ? JournalEntry.NO_HASH : entries.getLast().hash(),
            "",
            kind,
            id,
            origin,
            home,
            heard,
            home + "000010427",
            amount,
            NOON,
            dayKnown ? DAY : null));
  }

  private long write(JournalEntry unhashed) {
    entries.add(withHash(unhashed, JournalHash.of(unhashed)));
    return unhashed.number();
  }

  static JournalEntry withAmount(JournalEntry entry, Money amount) {
    return copy(entry, entry.hash(), entry.home(), entry.subject(), amount, entry.settlementDay());
  }

  static JournalEntry withSubject(JournalEntry entry, String subject) {
    return copy(entry, entry.hash(), entry.home(), subject, entry.amount(), entry.settlementDay());
  }

  static JournalEntry withDay(JournalEntry entry, LocalDate day) {
    return copy(entry, entry.hash(), entry.home(), entry.subject(), entry.amount(), day);
  }

  static JournalEntry withHome(JournalEntry entry, String home) {
    return copy(
        entry,
        entry.hash(),
        new BranchCode(home),
        entry.subject(),
        entry.amount(),
        entry.settlementDay());
  }

  static JournalEntry withHash(JournalEntry entry, String hash) {
    return copy(entry, hash, entry.home(), entry.subject(), entry.amount(), entry.settlementDay());
  }

  private static JournalEntry copy(
      JournalEntry entry,
      String hash,
      BranchCode home,
      String subject,
      Money amount,
      @org.jspecify.annotations.Nullable LocalDate day) {
    return new JournalEntry(
        entry.branch(),
        entry.number(),
        entry.previousHash(),
        hash,
        entry.kind(),
        entry.transactionId(),
        entry.origin(),
        home,
        entry.originNumber(),
        subject,
        amount,
        entry.at(),
        day);
  }
}
