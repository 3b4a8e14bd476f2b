package org.sbms.branch.billing;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Ends a run after the part that it is at; what it has billed stays. */
public record CancelBillRun(UUID id) implements Operation<BillRun> {}
