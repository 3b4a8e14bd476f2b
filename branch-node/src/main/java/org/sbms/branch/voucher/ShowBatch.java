package org.sbms.branch.voucher;

import java.util.UUID;
import org.sbms.contract.Operation;

/** A batch, with how many of it stand where. */
public record ShowBatch(UUID id) implements Operation<ListBatches.Row> {}
