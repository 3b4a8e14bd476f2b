package org.sbms.reconciliation.thirdparty;

import java.time.LocalDate;
import org.sbms.contract.Money;

/**
 * A payment that a branch took by way of a payment system or bank.
 *
 * @param id the payment's
 * @param reference what the payment system gave with it; empty where it gave nothing
 * @param account whose it is
 */
public record Taking(String id, String reference, String account, Money amount, LocalDate day) {}
