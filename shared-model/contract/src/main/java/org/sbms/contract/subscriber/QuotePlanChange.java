package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** Says what {@link ChangePlan} would change and cost; changes nothing. */
public record QuotePlanChange(AccountNumber account, String plan, Optional<LocalDate> effective)
    implements Operation<PlanChange> {}
