package org.sbms.contract.billing;

import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * An invoice or a credit note, in short.
 *
 * @param number the legal one
 * @param until the first day after its period
 * @param total of a credit note below zero
 * @param open what is not paid yet; of a credit note zero
 */
public record InvoiceHead(
    UUID id,
    String number,
    boolean creditNote,
    AccountNumber account,
    LocalDate from,
    LocalDate until,
    LocalDate issuedOn,
    LocalDate dueOn,
    Money net,
    Money tax,
    Money total,
    Money open) {}
