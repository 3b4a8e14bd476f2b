package org.sbms.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

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
    @org.jspecify.annotations.Nullable LocalDate settlementDay) {

  public static final String NO_HASH = "0".repeat(64);
}
