package org.sbms.reconciliation.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A process that is only there to match: the members of {@code sbms reconcile --cluster N}. */
public final class Member {
  private static final long POLL_MS = 20;

  private Member() {}

  /** Arguments: own port, then those of all members. Ends when its standard input does. */
  public static void main(String[] arguments) throws IOException {
    List<Integer> ports = List.of(arguments).stream().map(Integer::valueOf).toList();
    HazelcastInstance member = start(ports.getFirst(), ports.subList(1, ports.size()));
    while (System.in.read() >= 0) {
      // Whoever started this says nothing; when it is gone, so is its end of the pipe.
    }
    member.getLifecycleService().terminate();
  }

  /** Joins those that listen on these ports of this machine. */
  public static HazelcastInstance start(int port, List<Integer> ports) {
    Config config = new Config();
    config.setClusterName("sbms-reconcile-" + ports.getFirst());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(true).setBackupCount(1);
    config.addMapConfig(new MapConfig("reconcile-*").setBackupCount(1).setStatisticsEnabled(false));
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(port).setPortAutoIncrement(false);
    network.setPublicAddress("127.0.0.1:" + port);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setMembers(ports.stream().map(each -> "127.0.0.1:" + each).toList());
    return Hazelcast.newHazelcastInstance(config);
  }

  /**
   * Waits until that many have joined.
   *
   * @throws IOException when they do not come in time
   */
  public static void await(HazelcastInstance member, int members, Duration patience)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (member.getCluster().getMembers().size() < members) {
      if (System.nanoTime() > until) {
        throw new IOException(
            "only %d of %d members have joined"
                .formatted(member.getCluster().getMembers().size(), members));
      }
      Thread.sleep(POLL_MS);
    }
  }
}
