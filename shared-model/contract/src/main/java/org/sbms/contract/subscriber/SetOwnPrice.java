package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Agrees a customer's own monthly price for what it has, at its home.
 *
 * @param price absent to go back to the price of the version
 * @param from from which day on; today where absent. A day in the past needs the right to correct
 * @param reason one sentence, for the audit
 */
public record SetOwnPrice(
    AccountNumber account,
    Subscribed.OfferKind kind,
    String code,
    Optional<Money> price,
    Optional<LocalDate> from,
    String reason)
    implements Operation<Subscribed> {}
