package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * Adds a service beside the plan, at the subscriber's home.
 *
 * @param service code of a service that the home branch sells
 * @param effective from which day on; empty for today
 */
public record AddService(AccountNumber account, String service, Optional<LocalDate> effective)
    implements Operation<ServiceChange> {}
