package org.sbms.kit.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sbms.contract.NodeId;
import org.sbms.kit.access.LocalSessionCache;
import org.sbms.kit.access.SessionCache;
import org.sbms.kit.peer.MemoryReplayGuard;
import org.sbms.kit.peer.ReplayGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the instances of a node share. With one instance it is all kept in its memory. */
public final class NodeCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeCluster.class);

  private final SessionCache sessions;
  private final Invalidations invalidations;
  private final ReplayGuard replays;
  private final Optional<HazelcastInstance> member;
  private final Runnable stop;

  private NodeCluster(
      SessionCache sessions,
      Invalidations invalidations,
      ReplayGuard replays,
      Optional<HazelcastInstance> member,
      Runnable stop) {
    this.sessions = sessions;
    this.invalidations = invalidations;
    this.replays = replays;
    this.member = member;
    this.stop = stop;
  }

  /** Blocks until this instance has joined or stands alone. */
  public static NodeCluster join(NodeId node, ClusterConfig config) {
    return join(node, config, Map.of());
  }

  /**
   * The same for a node whose instances also work together.
   *
   * @param work what jobs of the cluster find here, by name, from the moment this instance has
   *     joined
   */
  public static NodeCluster join(NodeId node, ClusterConfig config, Map<String, ?> work) {
    if (!config.enabled()) {
      return new NodeCluster(
          new LocalSessionCache(),
          Invalidations.local(),
          new MemoryReplayGuard(),
          Optional.empty(),
          () -> {});
    }
    Config settings = settings(node, config);
    settings.getUserContext().putAll(work);
    settings.getJetConfig().setEnabled(!work.isEmpty()).setBackupCount(1);
    HazelcastInstance member = Hazelcast.newHazelcastInstance(settings);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    log.info("{} runs as {} instance(s)", node, member.getCluster().getMembers().size());
    return new NodeCluster(
        new SharedSessionCache(member.getMap(SharedSessionCache.MAP), threads),
        shared(member.getTopic("newer-versions")),
        new SharedReplayGuard(member.getMap(SharedReplayGuard.MAP), threads),
        Optional.of(member),
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

  /** This instance in its cluster; empty when it stands alone. */
  public Optional<HazelcastInstance> member() {
    return member;
  }

  @Override
  public void close() {
    stop.run();
  }

  private static Config settings(NodeId node, ClusterConfig config) {
    Config settings = new Config("sbms-" + node.value() + "-" + config.port());
    settings.setClusterName("sbms-" + node.value());
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
