package org.sbms.central.corporate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * Money that a client transferred to its collecting branch. All of it is always in one of four
 * sums: {@code amount = credited + underWay + rejected + unallocated}.
 *
 * @param branch the client's collecting branch when it came in
 * @param reference as the bank statement has it
 * @param credited by lines that are done
 * @param underWay bound by lines that somebody still works on
 * @param rejected by the accounts' homes, and waiting at the collecting branch
 * @param unallocated bound by no line
 */
public record Transfer(
    UUID id,
    UUID client,
    BranchCode branch,
    Money amount,
    String reference,
    LocalDate receivedOn,
    String registeredBy,
    Instant registeredAt,
    Money credited,
    Money underWay,
    Money rejected,
    Money unallocated) {}
