package org.sbms.kit.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sbms.contract.NodeId;
import org.sbms.kit.access.LocalSessionCache;
import org.sbms.kit.access.SessionCache;
import org.sbms.kit.peer.MemoryReplayGuard;
import org.sbms.kit.peer.ReplayGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances of a branch share. With one instance it is all kept in its memory. */
public final class BranchCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BranchCluster.class);

  private final SessionCache sessions;
  private final Invalidations invalidations;
  private final ReplayGuard replays;
  private final Runnable stop;

  private BranchCluster(
      SessionCache sessions, Invalidations invalidations, ReplayGuard replays, Runnable stop) {
    this.sessions = sessions;
    this.invalidations = invalidations;
    this.replays = replays;
    this.stop = stop;
  }

  /** Blocks until this instance has joined or stands alone. */
  public static BranchCluster join(NodeId branch, ClusterConfig config) {
    if (!config.enabled()) {
      return new BranchCluster(
          new LocalSessionCache(), Invalidations.local(), new MemoryReplayGuard(), () -> {});
    }
    HazelcastInstance member = Hazelcast.newHazelcastInstance(settings(branch, config));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    log.info("{} runs as {} instance(s)", branch, member.getCluster().getMembers().size());
    return new BranchCluster(
        new SharedSessionCache(member.getMap(SharedSessionCache.MAP), threads),
        shared(member.getTopic("newer-versions")),
        new SharedReplayGuard(member.getMap(SharedReplayGuard.MAP), threads),
        () -> {
          member.shutdown();
          threads.shutdown();
        });
  }

  public SessionCache sessions() {
    return sessions;
  }

  public Invalidations invalidations() {
    return invalidations;
  }

  public ReplayGuard replays() {
    return replays;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static Config settings(NodeId branch, ClusterConfig config) {
    Config settings = new Config("sbms-" + branch.value() + "-" + config.port());
    settings.setClusterName("sbms-" + branch.value());
    settings.setProperty("hazelcast.logging.type", "slf4j");
    settings.setProperty("hazelcast.phone.home.enabled", "false");
    settings.setProperty("hazelcast.shutdownhook.enabled", "false");
    settings.setProperty("hazelcast.socket.bind.any", "false");
    settings.getMetricsConfig().setEnabled(false);
    settings.addMapConfig(bounded(SharedSessionCache.MAP));
    settings.addMapConfig(bounded(SharedReplayGuard.MAP));
    NetworkConfig network = settings.getNetworkConfig();
    network.setPort(config.port()).setPortAutoIncrement(false);
    network.setPublicAddress(config.host() + ":" + config.port());
    network.getInterfaces().setEnabled(true).addInterface(config.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setMembers(config.members());
    return settings;
  }

  /** Entries all carry a time to live, so nothing here grows for ever. */
  private static MapConfig bounded(String map) {
    return new MapConfig(map).setBackupCount(1).setStatisticsEnabled(false);
  }

  private static Invalidations shared(ITopic<String> topic) {
    return new Invalidations() {
      @Override
      public void announce(String dataset, long version) {
        topic.publishAsync(version + " " + dataset);
      }

      @Override
      public void listen(Listener listener) {
        topic.addMessageListener(message -> {
          String[] parts = message.getMessageObject().split(" ", 2);
          listener.newer(parts[1], Long.parseLong(parts[0]));
        });
      }
    };
  }
}
