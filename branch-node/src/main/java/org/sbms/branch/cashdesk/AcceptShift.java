package org.sbms.branch.cashdesk;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Books the difference of a counted shift; never one's own. */
public record AcceptShift(UUID id, String decision) implements Operation<CashShift> {}
