package org.sbms.deploy.chaos;

import java.util.List;
import java.util.Set;
import org.sbms.contract.NodeId;

/**
 * What a fault took away, and when; times are nanoseconds of {@link System#nanoTime}.
 *
 * @param nodes that could not serve
 * @param ways on which nothing could be relied on
 * @param untilNanos when it was healed; a peer that broke off asks again only some time later
 */
record Outage(Set<NodeId> nodes, List<Way> ways, long fromNanos, long untilNanos) {

  /** One direction between two nodes. */
  record Way(NodeId from, NodeId to) {}

  boolean touches(NodeId node) {
    return nodes.contains(node);
  }

  /** Whether what one node asks of another may fail: it needs both, and both directions. */
  boolean touches(NodeId asking, NodeId asked) {
    return nodes.contains(asking) || nodes.contains(asked) || ways.contains(new Way(asking, asked));
  }
}
