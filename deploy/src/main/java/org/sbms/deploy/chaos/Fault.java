package org.sbms.deploy.chaos;

import java.time.Duration;
import java.util.List;
import org.sbms.contract.NodeId;

/**
 * One fault of a campaign.
 *
 * @param ways where messages suffer; empty when it is a node that does
 * @param detail what the kind leaves open, for the log
 */
record Fault(
    int number, FaultKind kind, NodeId node, List<Outage.Way> ways, Duration length, int detail) {

  @Override
  public String toString() {
    return "%3d  %-40s %-8s %5.1f s".formatted(number, kind.title(), where(), seconds());
  }

  private String where() {
    return ways.size() == 2 && kind == FaultKind.PARTITION
        ? ways.getFirst().from() + "-" + ways.getFirst().to()
        : node.value();
  }

  private double seconds() {
    return length.toMillis() / 1000.0;
  }
}
