package org.sbms.deploy.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.AheadOfTime;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.NodeCommand;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.federation.Ports;
import org.sbms.deploy.federation.Setup;

/**
 * Runs a small federation for some seconds in a directory of its own, whose central node and first
 * branch record what they load and do, and makes the caches from that. Nodes at work record
 * nothing.
 */
public final class Training {
  private static final NodeId BRANCH = new NodeId("NW");
  private static final List<NodeId> RECORDED = List.of(NodeId.CENTRAL, BRANCH);
  private static final Duration RECORDING_ENDS_WITHIN = Duration.ofMinutes(3);

  private final Path target;
  private final Duration time;

  /**
   * @param target where the caches go
   * @param time of work that is recorded
   */
  public Training(Path target, Duration time) {
    this.target = target;
    this.time = time;
  }

  public void run() throws IOException, InterruptedException, SQLException {
    Files.createDirectories(target);
    for (NodeId node : RECORDED) {
      Files.deleteIfExists(AheadOfTime.cache(target, node));
    }
    Path directory = Files.createTempDirectory("sbms-training-");
    try {
      Map<NodeId, Path> recordings = record(directory);
      List<Process> makers = new ArrayList<>();
      for (Map.Entry<NodeId, Path> recording : recordings.entrySet()) {
        NodeId node = recording.getKey();
        makers.add(make(node, recording.getValue(), directory.resolve(node + ".log")));
      }
      for (Process maker : makers) {
        if (maker.waitFor() != 0) {
          throw new FederationException("an ahead-of-time cache could not be made");
        }
      }
    } finally {
      delete(directory);
    }
  }

  private Map<NodeId, Path> record(Path directory)
      throws IOException, InterruptedException, SQLException {
    Map<NodeId, Path> recordings = new ConcurrentHashMap<>();
    RECORDED.forEach(node -> recordings.put(node, directory.resolve(node + ".recording")));
    Plan plan = new Plan(2, Ports.findFree(3));
    Layout layout = Layout.at(directory.resolve("federation"));
    try (Federation federation = new Federation(layout, plan, recording(recordings))) {
      federation.open(true);
      new Lessons(layout, plan).work(time);
    }
    return recordings;
  }

  private static Setup recording(Map<NodeId, Path> recordings) {
    return new Setup() {
      @Override
      public Map<String, String> environment(NodeId node) {
        Path recording = recordings.get(node);
        return recording == null
            ? Map.of()
            : Map.of(
                "JDK_JAVA_OPTIONS",
                "-XX:AOTMode=record -XX:AOTConfiguration=" + recording + " -Xlog:aot=error");
      }

      @Override
      public Duration stopTime() {
        return RECORDING_ENDS_WITHIN;
      }
    };
  }

  private Process make(NodeId node, Path recording, Path log) throws IOException {
    List<String> command = new ArrayList<>(NodeCommand.machine());
    command.addAll(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + recording,
            "-XX:AOTCache=" + AheadOfTime.cache(target, node),
            "-cp",
            NodeCommand.classpath()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
