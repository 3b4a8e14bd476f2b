package org.sbms.kit.audit;

import java.time.Instant;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/**
 * One line of the audit log.
 *
 * @param via the node that the request came from
 * @param key the idempotency key; empty for queries
 * @param subject whom or what it concerns; may be empty
 * @param outcome {@code done}, or the code of the refusal
 * @param address the network address of whoever asked; empty where it is not known
 * @param traceId under which the logs of all nodes tell more; may be empty
 * @param details one sentence, where there is more to say
 */
public record AuditRecord(
    Instant at,
    Actor actor,
    NodeId via,
    String operation,
    String key,
    String subject,
    String outcome,
    String address,
    String traceId,
    String details) {}
