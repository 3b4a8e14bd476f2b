package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Changes a subscriber's rate plan, at its home.
 *
 * @param plan code of a plan that the home branch sells
 * @param effective from which day on; empty for today
 */
public record ChangePlan(AccountNumber account, String plan, Optional<LocalDate> effective)
    implements Operation<PlanChange> {}
