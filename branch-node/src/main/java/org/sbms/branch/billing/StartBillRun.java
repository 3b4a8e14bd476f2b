package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Bills whoever is due by a day.
 *
 * @param dry only says what it would do; then the day may lie ahead
 * @param onlyMode only accounts that are billed so
 */
public record StartBillRun(LocalDate day, boolean dry, Optional<BillingMode> onlyMode)
    implements Operation<BillRun> {}
