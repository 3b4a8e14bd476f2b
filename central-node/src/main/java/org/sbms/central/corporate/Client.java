package org.sbms.central.corporate;

import java.time.Instant;
import java.util.UUID;
import org.sbms.contract.BranchCode;

/**
 * A corporate client.
 *
 * @param taxId what its own state knows it by; of one client only
 * @param branch the collecting branch: the one whose bank account receives the client's transfers
 * @param contact whom to call; may be empty
 */
public record Client(
    UUID id,
    String name,
    String taxId,
    BranchCode branch,
    String contact,
    boolean archived,
    Instant createdAt) {}
