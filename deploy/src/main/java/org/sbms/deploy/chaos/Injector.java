package org.sbms.deploy.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.postgres.PostgresServer;

/** Brings a fault about, waits, heals it, and returns when the node serves again. */
final class Injector {
  /** A peer that found nobody asks again only after a while. */
  private static final Duration BREAKERS_CLOSE = Duration.ofSeconds(5);

  private static final Duration CLOCK_STEP = Duration.ofHours(1);
  private static final int MAX_STARTS = 3;

  private final Federation federation;
  private final ChaosSetup setup;
  private final Relays relays;

  Injector(Federation federation, ChaosSetup setup, Relays relays) {
    this.federation = federation;
    this.setup = setup;
    this.relays = relays;
  }

  /**
   * What became of a fault.
   *
   * @param remark what is worth a word, or empty
   */
  record Done(Outage outage, String remark) {}

  Done run(Fault fault) throws Exception {
    long began = System.nanoTime();
    String remark = hurtAndHeal(fault);
    if (!federation.isRunning(fault.node())) {
      remark = remark + "; the node had ended by itself and was started again";
      restart(fault.node());
    }
    federation.awaitReady(fault.node());
    long healed = System.nanoTime() + BREAKERS_CLOSE.toNanos();
    Set<NodeId> nodes = fault.ways().isEmpty() ? Set.of(fault.node()) : Set.of();
    return new Done(new Outage(nodes, fault.ways(), began, healed), remark);
  }

  private String hurtAndHeal(Fault fault) throws Exception {
    NodeId node = fault.node();
    return switch (fault.kind()) {
      case KILL_BRANCH, KILL_CENTRAL -> kill(fault);
      case REPEATS -> {
        boolean twice = setup.toggleRepeats(node);
        kill(fault);
        yield twice ? "sends everything twice from now on" : "sends everything once again";
      }
      case KILL_POSTGRES -> killPostgres(fault);
      case FREEZE_NODE -> {
        federation.signal(node, "STOP");
        pause(fault.length());
        federation.signal(node, "CONT");
        yield "";
      }
      case FREEZE_POSTGRES -> {
        federation.postgres(node).signal("STOP");
        pause(fault.length());
        federation.postgres(node).signal("CONT");
        yield "";
      }
      case PARTITION -> weather(fault, Weather.CUT_OFF);
      case ONE_WAY_LOSS ->
          weather(fault, fault.detail() == 0 ? Weather.REQUESTS_LOST : Weather.REPLIES_LOST);
      case RESET -> weather(fault, Weather.RESET);
      case REPLY_LOST -> weather(fault, Weather.REPLIES_CUT);
      case DISORDER -> weather(fault, Weather.ROUGH);
      case CLOCK_STEP -> stepClock(fault);
      case FULL_DISK -> fillDisk(fault);
    };
  }

  private String kill(Fault fault) throws Exception {
    federation.kill(fault.node());
    pause(fault.length());
    restart(fault.node());
    return "";
  }

  private String killPostgres(Fault fault) throws Exception {
    PostgresServer server = federation.postgres(fault.node());
    server.kill();
    pause(fault.length());
    server.restart();
    return "";
  }

  private String weather(Fault fault, Weather weather) throws Exception {
    List<Outage.Way> ways = fault.ways();
    relays.set(ways, weather);
    pause(fault.length());
    relays.set(ways, Weather.CLEAR);
    return weather + " on " + ways.size() + (ways.size() == 1 ? " way" : " ways");
  }

  /** The node comes back with a wrong clock, which is put right again while it serves. */
  private String stepClock(Fault fault) throws Exception {
    NodeId node = fault.node();
    FakeClocks clocks = setup.clocks().orElseThrow();
    Duration step = fault.detail() == 0 ? CLOCK_STEP : CLOCK_STEP.negated();
    clocks.put(node, step);
    federation.kill(node);
    restart(node);
    pause(fault.length());
    clocks.put(node, Duration.ZERO);
    pause(FakeClocks.NOTICED_AFTER.plus(fault.length()));
    clocks.restore(node);
    federation.kill(node);
    restart(node);
    return step + " and back";
  }

  private String fillDisk(Fault fault) throws Exception {
    SmallDisk disk = setup.disk().orElseThrow();
    PostgresServer server = federation.postgres(fault.node());
    disk.fill();
    pause(fault.length());
    boolean served = server.takesConnections();
    disk.free();
    if (!served || !server.takesConnections()) {
      server.kill();
      server.restart();
      return "PostgreSQL had stopped itself and was started again";
    }
    return "PostgreSQL refused to write and went on";
  }

  /** As whoever watches over a node in earnest does: one that ends while it starts starts again. */
  private void restart(NodeId node) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        federation.restart(node);
        return;
      } catch (FederationException failure) {
        if (tries == MAX_STARTS) {
          throw failure;
        }
      }
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
