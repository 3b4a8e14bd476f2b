package org.sbms.reconciliation.thirdparty;

import java.time.LocalDate;
import org.sbms.contract.Money;

/**
 * What a payment system or bank says of a payment.
 *
 * @param line which one it is in its file, from 1: the line of a CSV, the running number of a
 *     payment in a statement
 * @param reference what names the payment; empty where nothing does
 * @param amount below zero where money went back
 */
public record RegisterLine(int line, String reference, Money amount, LocalDate day, String text) {}
