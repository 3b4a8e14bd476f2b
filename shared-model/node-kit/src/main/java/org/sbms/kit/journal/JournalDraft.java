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
    @Nullable LocalDate settlementDay) {}
