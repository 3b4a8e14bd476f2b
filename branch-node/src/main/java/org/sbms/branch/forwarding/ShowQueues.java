package org.sbms.branch.forwarding;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;

/** What waits for which node. */
public record ShowQueues() implements Operation<ShowQueues.Queues> {

  public record Queues(List<Queue> items) {}

  /**
   * @param waiting messages without a final reply
   * @param oldest when the first of them was written
   * @param lastProblem why the last attempt did not settle it; empty when none was made
   */
  public record Queue(NodeId destination, long waiting, Instant oldest, String lastProblem) {}
}
