package org.sbms.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sbms.deploy.federation.NodeHealth;
import org.sbms.deploy.federation.RunningFederation;
import org.sbms.deploy.federation.RunningFederation.NodeStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Shows nodes, health, queues and reference versions.")
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-8s %-24s %-9s %s%n";

  @Mixin private final DataOption data = new DataOption();

  @Override
  public Integer call() throws InterruptedException {
    List<NodeStatus> nodes = RunningFederation.on(data.layout()).status();
    System.out.printf(ROW, "NODE", "ADDRESS", "HEALTH", "DETAILS");
    nodes.forEach(
        node -> System.out.printf(ROW, node.name(), node.address(), node.health(), details(node)));
    return nodes.stream().allMatch(NodeStatus::isUp) ? 0 : 1;
  }

  private static String details(NodeStatus node) {
    return node.checks().stream().map(StatusCommand::words).collect(Collectors.joining(", "));
  }

  private static String words(NodeHealth.Check check) {
    String detail = check.detail().isEmpty() ? "" : " " + check.detail();
    return check.name() + (check.up() ? "" : " DOWN") + detail;
  }
}
