package org.sbms.branch.approval;

import java.util.UUID;
import org.sbms.contract.Operation;

/** A second person agrees; then it is carried out in the name of whoever asked. */
public record ApproveOperation(UUID id) implements Operation<Approval> {}
