package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Serves a suspended subscriber again, at its home.
 *
 * @param reason code of the dataset {@code reason-codes}, kind {@code resume}
 * @param comment what there is to add; empty where the reason needs none
 * @param effective from which day on; empty for today
 */
public record ResumeSubscriber(
    AccountNumber account, String reason, String comment, Optional<LocalDate> effective)
    implements Operation<StateChange> {}
