package org.sbms.kit.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;

/** A journal entry before it has its number and hash; fields as in the entry. */
public record JournalDraft(
    JournalKind kind,
    UUID transactionId,
    BranchCode origin,
    BranchCode home,
    long originNumber,
    String subject,
    Money amount,
    Instant at,
    @Nullable LocalDate settlementDay,
    @Nullable String agent) {

  /** A draft without an agent. */
  public JournalDraft(
      JournalKind kind,
      UUID transactionId,
      BranchCode origin,
      BranchCode home,
      long originNumber,
      String subject,
      Money amount,
      Instant at,
      @Nullable LocalDate settlementDay) {
    this(kind, transactionId, origin, home, originNumber, subject, amount, at, settlementDay, null);
  }

  /** The same draft, naming who stood between the customer and the origin. */
  public JournalDraft by(String name) {
    return new JournalDraft(
        kind, transactionId, origin, home, originNumber, subject, amount, at, settlementDay, name);
  }
}
