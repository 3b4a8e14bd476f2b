package org.sbms.branch.approval;

import java.util.UUID;
import org.sbms.contract.Operation;

/** One request; whoever may not decide sees their own only. */
public record ShowApproval(UUID id) implements Operation<Approval> {}
