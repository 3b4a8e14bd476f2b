package org.sbms.kit.outbox;

import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;

/** An operation that must reach another node, whenever that is up again. */
public record OutboxDraft(
    NodeId destination, String operation, String key, Operation<?> body, Actor actor) {}
