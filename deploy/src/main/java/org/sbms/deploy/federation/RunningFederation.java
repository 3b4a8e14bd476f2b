package org.sbms.deploy.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A federation that another launcher runs, seen from a second terminal. */
public final class RunningFederation {
  private final Layout layout;

  private RunningFederation(Layout layout) {
    this.layout = layout;
  }

  public static RunningFederation on(Layout layout) {
    return new RunningFederation(layout);
  }

  /** One node as an operator sees it. */
  public record NodeStatus(
      String name, String address, boolean running, boolean isUp, List<NodeHealth.Check> checks) {

    public String health() {
      if (!running) {
        return "STOPPED";
      }
      return isUp ? "UP" : "DOWN";
    }
  }

  /** Waits until the node has stopped. */
  public String stop(String node) {
    return Control.ask(layout, "stop " + node);
  }

  /** Waits until the node is ready. */
  public String start(String node) {
    return Control.ask(layout, "start " + node);
  }

  public List<NodeStatus> status() throws InterruptedException {
    NodeHealth health = new NodeHealth(layout.authority());
    List<NodeStatus> nodes = new ArrayList<>();
    for (String line : Control.ask(layout, "nodes").lines().toList()) {
      String[] words = line.split(" ");
      int port = Integer.parseInt(words[1]);
      boolean running = Long.parseLong(words[2]) != 0;
      Optional<NodeHealth.Answer> answer = running ? health.ask(port) : Optional.empty();
      nodes.add(
          new NodeStatus(
              words[0],
              "https://localhost:" + port,
              running,
              answer.map(NodeHealth.Answer::ready).orElse(false),
              answer.map(NodeHealth.Answer::checks).orElse(List.of())));
    }
    return nodes;
  }
}
