package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** Says what {@link TerminateSubscriber} would give back; changes nothing. */
public record QuoteTermination(AccountNumber account, Optional<LocalDate> effective)
    implements Operation<StateChange> {}
