package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** Says what {@link AddService} or {@link RemoveService} would change and cost; changes nothing. */
public record QuoteServiceChange(
    AccountNumber account,
    String service,
    ServiceChange.Direction direction,
    Optional<LocalDate> effective)
    implements Operation<ServiceChange> {}
