package org.sbms.kit.outbox;

import java.time.Instant;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/**
 * An operation on its way to another node.
 *
 * @param id its place in the queue
 * @param key the same at every attempt: a retry never makes a new one
 * @param body JSON of the operation
 * @param actor who caused it
 * @param attempts how many got no final reply
 * @param lastProblem why the last of them did not; empty at first
 */
public record OutboxMessage(
    long id,
    NodeId destination,
    String operation,
    int version,
    String key,
    String body,
    Actor actor,
    Instant createdAt,
    int attempts,
    String lastProblem) {}
