package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Stops serving a subscriber for a while, at its home. Payments are still credited.
 *
 * @param reason code of the dataset {@code reason-codes}, kind {@code suspend}
 * @param comment what there is to add; empty where the reason needs none
 * @param effective from which day on; empty for today
 */
public record SuspendSubscriber(
    AccountNumber account, String reason, String comment, Optional<LocalDate> effective)
    implements Operation<StateChange> {}
