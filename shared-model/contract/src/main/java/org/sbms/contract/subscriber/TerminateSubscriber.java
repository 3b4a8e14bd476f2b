package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Closes a subscriber's account for good, at its home. Later payments are rejected and given back
 * by the branch that took them; what was paid for the rest of the month is given back at once.
 *
 * @param reason code of the dataset {@code reason-codes}, kind {@code terminate}
 * @param comment what there is to add; empty where the reason needs none
 * @param effective from which day on; empty for today
 */
public record TerminateSubscriber(
    AccountNumber account, String reason, String comment, Optional<LocalDate> effective)
    implements Operation<StateChange> {}
