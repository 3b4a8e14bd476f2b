package org.sbms.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a branch's inter-branch journal: its own part in something done between two branches.
 * Origin and home each write entries under the same {@code (origin, transactionId)}; central pairs
 * them.
 *
 * @param branch whose journal this is
 * @param number gap-free from 1 in that journal
 * @param previousHash hash of entry {@code number - 1}; 64 zeros before the first
 * @param hash SHA-256 over {@code previousHash} and every other field, see {@link JournalHash}
 * @param originNumber at home: the number of the origin's entry that caused this one; at the
 *     origin: the home's entry that this one answers to, 0 where there is none yet
 * @param subject the account it concerns
 * @param at when this branch wrote it
 * @param settlementDay home's open business day at posting; absent until home has posted
 * @param agent who stood between the customer and the origin, {@code dealer:<code>} or {@code
 *     corporate:<tax id>}; absent for the branch's own desks, and in entries of before 25 November
 *     2026
 */
public record JournalEntry(
    BranchCode branch,
    long number,
    String previousHash,
    String hash,
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

  public static final String NO_HASH = "0".repeat(64);

  /** An entry without an agent. */
  public JournalEntry(
      BranchCode branch,
      long number,
      String previousHash,
      String hash,
      JournalKind kind,
      UUID transactionId,
      BranchCode origin,
      BranchCode home,
      long originNumber,
      String subject,
      Money amount,
      Instant at,
      @Nullable LocalDate settlementDay) {
    this(
        branch,
        number,
        previousHash,
        hash,
        kind,
        transactionId,
        origin,
        home,
        originNumber,
        subject,
        amount,
        at,
        settlementDay,
        null);
  }

  /** The same entry with that agent. */
  public JournalEntry withAgent(@Nullable String name) {
    return new JournalEntry(
        branch,
        number,
        previousHash,
        hash,
        kind,
        transactionId,
        origin,
        home,
        originNumber,
        subject,
        amount,
        at,
        settlementDay,
        name);
  }
}
