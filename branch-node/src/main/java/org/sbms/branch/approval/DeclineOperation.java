package org.sbms.branch.approval;

import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * A second person does not agree; it is not done.
 *
 * @param comment why, for whoever asked
 */
public record DeclineOperation(UUID id, String comment) implements Operation<Approval> {}
