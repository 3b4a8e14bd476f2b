package org.sbms.deploy.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.federation.Setup;

/** A federation that can be hurt: relays between its nodes, a database each, clocks of its own. */
final class ChaosSetup implements Setup, AutoCloseable {
  static final int DETOUR = 100;
  private static final int DAY_SECONDS = 24 * 3600;

  private final Plan plan;
  private final NodeId smallDiskOf;
  private final String zone;
  private final Set<NodeId> repeating = ConcurrentHashMap.newKeySet();
  private Optional<FakeClocks> clocks = Optional.empty();
  private Optional<SmallDisk> disk = Optional.empty();

  /**
   * @param midnightIn when a business day of the nodes shall end
   */
  ChaosSetup(Plan plan, NodeId smallDiskOf, Duration midnightIn) {
    this.plan = plan;
    this.smallDiskOf = smallDiskOf;
    this.zone = zoneWhereMidnightIs(Instant.now().plus(midnightIn));
  }

  /** Days end where people sleep; here one ends under load. */
  static String zoneWhereMidnightIs(Instant midnight) {
    long secondOfDay = Math.floorMod(midnight.getEpochSecond(), DAY_SECONDS);
    long offset = secondOfDay <= DAY_SECONDS / 2 ? -secondOfDay : DAY_SECONDS - secondOfDay;
    return ZoneOffset.ofTotalSeconds((int) offset).getId();
  }

  @Override
  public void prepare(Layout layout) throws InterruptedException {
    try {
      clocks =
          FakeClocks.in(
              layout.directory().resolve("clocks"),
              plan.places().stream().map(Plan.Place::node).toList());
      disk =
          SmallDisk.mounted(
              layout.directory().resolve("small-disk.img"), layout.postgresData(smallDiskOf));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Optional<FakeClocks> clocks() {
    return clocks;
  }

  Optional<SmallDisk> disk() {
    return disk;
  }

  /** From its next start on, the node sends every request twice, or once again. */
  boolean toggleRepeats(NodeId node) {
    if (repeating.remove(node)) {
      return false;
    }
    repeating.add(node);
    return true;
  }

  @Override
  public int detour() {
    return DETOUR;
  }

  @Override
  public boolean postgresForEach() {
    return true;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("sbms.node.zone", zone);
  }

  @Override
  public Map<String, String> environment(NodeId node) {
    Map<String, String> variables = new HashMap<>();
    clocks.ifPresent(fake -> variables.putAll(fake.environment(node)));
    // Nodes are started again and again and live for minutes: the quick compiler suits them.
    variables.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    variables.put("SBMS_PEER_CLIENT_LOCAL_ADDRESS", Relays.addressOf(node, plan));
    variables.put("SBMS_PEER_CLIENT_EVERY_REQUEST_TWICE", String.valueOf(repeating.contains(node)));
    return variables;
  }

  @Override
  public void close() {
    disk.ifPresent(SmallDisk::close);
  }
}
