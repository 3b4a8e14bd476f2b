package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.BranchCode;

/**
 * A transaction and what is thought of it.
 *
 * @param day home's settlement day; where home has not posted, the day (UTC) of the first entry
 */
public record JudgedTransaction(
    UUID transactionId, BranchCode origin, BranchCode home, LocalDate day, Verdict verdict) {}
