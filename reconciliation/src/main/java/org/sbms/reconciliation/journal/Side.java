package org.sbms.reconciliation.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;

/**
 * What one side's journal says of a transaction.
 *
 * @param entries by number
 * @param vanished entries that central has collected and that the branch no longer shows
 */
record Side(List<JournalEntry> entries, List<JournalEntry> vanished) {
  /** A side states a transaction by one of these; the other kinds only carry it further. */
  private static final Set<JournalKind> STATING =
      Set.of(
          JournalKind.PAYMENT_ACCEPTED,
          JournalKind.CREDIT_POSTED,
          JournalKind.CREDIT_REJECTED,
          JournalKind.CREDIT_VOIDED,
          JournalKind.GOODS_ISSUED,
          JournalKind.GOODS_CHARGED,
          JournalKind.GOODS_REFUSED,
          JournalKind.GOODS_VOIDED,
          JournalKind.REFUND_REQUESTED,
          JournalKind.REFUND_GRANTED,
          JournalKind.REFUND_DECLINED,
          JournalKind.REFUND_VOIDED);

  static Side of(JournalKind.Side side, List<JournalEntry> entries, List<JournalEntry> vanished) {
    Predicate<JournalEntry> ofSide = entry -> entry.kind().side() == side;
    return new Side(
        Corrected.asCorrected(
            entries.stream()
                .filter(ofSide)
                .sorted(Comparator.comparingLong(JournalEntry::number))
                .toList()),
        vanished.stream().filter(ofSide).toList());
  }

  boolean isSilent() {
    return entries.isEmpty() && vanished.isEmpty();
  }

  /** How many times the side states the transaction; 0 when a part of its statement vanished. */
  int count() {
    return vanished.isEmpty()
        ? (int) entries.stream().filter(entry -> STATING.contains(entry.kind())).count()
        : 0;
  }

  /** Whether home has taken back what no origin stood behind. */
  boolean isWithdrawn() {
    return !entries.isEmpty() && last().kind() == JournalKind.CREDIT_WITHDRAWN;
  }

  /** Whether entries are there, or were, without the one that states the transaction. */
  boolean hasLostItsStatement() {
    return count() == 0 && !isSilent();
  }

  /** The entry to show and compare: the first that states the transaction. */
  JournalEntry stated() {
    return entries.stream()
        .filter(entry -> STATING.contains(entry.kind()))
        .findFirst()
        .orElseThrow();
  }

  JournalEntry last() {
    return entries.getLast();
  }

  /** Any entry, to name the branches by. */
  JournalEntry any() {
    return entries.isEmpty() ? vanished.getFirst() : entries.getFirst();
  }

  /** Whom the side names as standing between it and the customer. */
  Optional<String> agent() {
    return entries.stream().flatMap(entry -> Stream.ofNullable(entry.agent())).findFirst();
  }

  /** The highest number in the other side's journal that this side has heard of. */
  long heardThrough() {
    return entries.stream().mapToLong(JournalEntry::originNumber).max().orElse(0);
  }
}
