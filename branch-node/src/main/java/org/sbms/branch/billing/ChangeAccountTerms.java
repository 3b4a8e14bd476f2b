package org.sbms.branch.billing;

import java.util.Optional;
import java.util.Set;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.kit.text.Language;

/**
 * Bills an account of this branch otherwise from its next bill on.
 *
 * @param delivery as before when absent
 */
public record ChangeAccountTerms(
    AccountNumber account,
    BillingMode mode,
    int cycleMonths,
    int anchorDay,
    Money creditLimit,
    String taxArea,
    Language language,
    Optional<Set<DeliveryWay>> delivery)
    implements Operation<AccountTerms> {}
