package org.sbms.branch.payment;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Takes money here for a subscriber of any branch. The money is in the drawer whether or not home
 * answers, so this runs at the origin; crediting is home's own operation.
 *
 * @param reference the payer's own reference, at most 64 characters; may be empty
 */
public record TakePayment(
    AccountNumber account, Money amount, PaymentMethod method, String reference)
    implements Operation<Payment> {}
