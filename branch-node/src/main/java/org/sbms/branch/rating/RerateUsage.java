package org.sbms.branch.rating;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Rates records again that have a price, since what a subscriber had was changed after the fact.
 * Only differences are charged; a record whose price stays the same is left alone.
 *
 * @param account all accounts when absent
 * @param from the first day of usage
 * @param until the first day after it
 */
record RerateUsage(Optional<AccountNumber> account, LocalDate from, LocalDate until)
    implements Operation<RerateUsage.Queued> {

  record Queued(long records) {}
}
