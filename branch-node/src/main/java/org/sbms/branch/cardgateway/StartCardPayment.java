package org.sbms.branch.cardgateway;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Lets somebody pay by card for a subscriber of any branch. The payer gets a link to the acquirer's
 * page; nothing is taken before they pay there.
 *
 * @param gateway by its name in the settings; empty for the first one
 * @param returnUrl where the acquirer sends the payer afterwards; may be empty
 */
public record StartCardPayment(
    AccountNumber account, Money amount, String gateway, String returnUrl)
    implements Operation<Intent> {}
