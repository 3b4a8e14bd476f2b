package org.sbms.kit.operation;

import java.time.Instant;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/**
 * One thing somebody did, or was refused.
 *
 * @param operation name of the operation
 * @param key its idempotency key; empty for a query
 * @param subject whom or what it concerns, such as an account number; may be empty
 * @param outcome {@code done}, or the code of the refusal
 * @param traceId of the request that brought it; may be empty
 */
public record AuditEvent(
    Instant at,
    Actor actor,
    NodeId via,
    String operation,
    String key,
    String subject,
    String outcome,
    String traceId) {}
