package org.sbms.branch.rating;

import java.util.UUID;
import org.sbms.contract.Operation;

/** One file, and how far it is. */
record ShowUsageFile(UUID id) implements Operation<UsageFile> {}
