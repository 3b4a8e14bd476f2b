package org.sbms.branch.forwarding;

import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.kit.outbox.OutboxMessage;

/**
 * The messages that wait for one node, oldest first.
 *
 * @param afterId continue behind this one; 0 from the beginning
 * @param limit 1–500
 */
public record ListQueue(NodeId destination, long afterId, int limit)
    implements Operation<ListQueue.Page> {

  /**
   * @param next where to go on; 0 at the end
   */
  public record Page(List<OutboxMessage> items, long next) {}
}
