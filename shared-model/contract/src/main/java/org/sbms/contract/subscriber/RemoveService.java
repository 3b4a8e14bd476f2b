package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Removes a service, at the subscriber's home.
 *
 * @param effective from which day on the service is gone; empty for today
 */
public record RemoveService(AccountNumber account, String service, Optional<LocalDate> effective)
    implements Operation<ServiceChange> {}
