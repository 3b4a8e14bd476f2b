package org.sbms.branch.cheque;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A deposit slip: what goes to the bank with the cheques. */
public record ChequeSlip(
    UUID id, String number, String bank, LocalDate madeOn, Instant madeAt, String madeBy) {}
