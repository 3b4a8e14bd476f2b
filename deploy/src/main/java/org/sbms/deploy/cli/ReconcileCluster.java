package org.sbms.deploy.cli;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sbms.deploy.federation.ChildProcess;
import org.sbms.deploy.federation.NodeCommand;
import org.sbms.deploy.federation.Ports;
import org.sbms.reconciliation.cluster.ClusterMatch;
import org.sbms.reconciliation.cluster.Member;
import org.sbms.reconciliation.register.BadRegisterException;
import org.sbms.reconciliation.register.MatchOptions;
import org.sbms.reconciliation.register.RegisterReport;

/**
 * Matching by several processes on this machine: this one, and as many more as are wanted, which
 * end with it.
 */
final class ReconcileCluster {
  static final int MAX_MEMBERS = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ReconcileCluster() {}

  /**
   * @param options of each member
   */
  static RegisterReport match(int members, List<Path> origin, List<Path> home, MatchOptions options)
      throws BadRegisterException, IOException, InterruptedException {
    // Hazelcast has things to say before it has read its configuration.
    System.setProperty("hazelcast.logging.type", "none");
    List<Integer> ports = ports(members);
    Path log = Files.createTempFile("sbms-reconcile-", ".log");
    List<ChildProcess> others = new ArrayList<>();
    try {
      for (int port : ports.subList(1, members)) {
        others.add(ChildProcess.start("member " + port, command(port, ports), log));
      }
      HazelcastInstance member = Member.start(ports.getFirst(), ports);
      try {
        Member.await(member, members, PATIENCE);
        return ClusterMatch.match(member, origin, home, options);
      } finally {
        member.getLifecycleService().terminate();
      }
    } finally {
      others.forEach(other -> other.stop(Duration.ofSeconds(5)));
      Files.deleteIfExists(log);
    }
  }

  private static List<Integer> ports(int members) {
    int first = Ports.findFree(members);
    List<Integer> ports = new ArrayList<>();
    for (int port = first; port < first + members; port++) {
      ports.add(port);
    }
    return ports;
  }

  /** With the options that this process was given: every member is as large as this one. */
  private static List<String> command(int port, List<Integer> ports) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dhazelcast.logging.type=none");
    command.addAll(List.of("-cp", NodeCommand.classpath(), Member.class.getName()));
    command.add(String.valueOf(port));
    ports.forEach(each -> command.add(String.valueOf(each)));
    return command;
  }
}
