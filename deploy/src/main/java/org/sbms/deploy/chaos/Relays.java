package org.sbms.deploy.chaos;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Plan;

/**
 * Stands before the peer port of every node. Callers are told apart by the loopback address that
 * each node calls from, so every road, one way, has weather of its own.
 */
final class Relays implements AutoCloseable {
  private static final int FIRST_ADDRESS = 11;
  private static final long PATIENCE_SECONDS = 10;

  private final Plan plan;
  private final int detour;
  private final RandomGenerator random;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final NetClient client =
      vertx.createNetClient(
          new NetClientOptions().setSoLinger(0).setTcpNoDelay(true).setConnectTimeout(2_000));
  private final Map<Outage.Way, Road> roads = new HashMap<>();

  private Relays(Plan plan, int detour, long seed) {
    this.plan = plan;
    this.detour = detour;
    this.random = new Random(seed);
    List<Plan.Place> places = plan.places();
    for (Plan.Place from : places) {
      for (Plan.Place to : places) {
        roads.put(new Outage.Way(from.node(), to.node()), new Road());
      }
    }
  }

  static Relays start(Plan plan, int detour, long seed) throws Exception {
    Relays relays = new Relays(plan, detour, seed);
    for (Plan.Place place : plan.places()) {
      relays.listenFor(place);
    }
    return relays;
  }

  /** The address that a node calls its peers from. */
  static String addressOf(NodeId node, Plan plan) {
    return "127.0.0." + (FIRST_ADDRESS + numberOf(node, plan));
  }

  private static int numberOf(NodeId node, Plan plan) {
    return plan.places().stream().map(Plan.Place::node).toList().indexOf(node);
  }

  private void listenFor(Plan.Place place) throws Exception {
    vertx
        .createNetServer(
            new NetServerOptions()
                .setHost("127.0.0.1")
                .setPort(place.peerPort() + detour)
                .setSoLinger(0)
                .setTcpNoDelay(true))
        .connectHandler(caller -> connect(caller, place))
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void connect(NetSocket caller, Plan.Place place) {
    caller.pause();
    Road road = road(callerOf(caller), place.node());
    if (road.weather() == Weather.RESET) {
      caller.close();
      return;
    }
    client
        .connect(place.peerPort(), "127.0.0.1")
        .onSuccess(called -> new RelayedConnection(vertx, road, caller, called, random).open())
        .onFailure(_ -> caller.close());
  }

  private NodeId callerOf(NetSocket caller) {
    String address = caller.remoteAddress().hostAddress();
    return plan.places().stream()
        .map(Plan.Place::node)
        .filter(node -> addressOf(node, plan).equals(address))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no node calls from " + address));
  }

  private Road road(NodeId from, NodeId to) {
    return Optional.ofNullable(roads.get(new Outage.Way(from, to))).orElseThrow();
  }

  /** Returns when it is so. */
  void set(List<Outage.Way> ways, Weather weather) throws Exception {
    List<Road> changed = new ArrayList<>();
    ways.forEach(way -> changed.add(road(way.from(), way.to())));
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.runOnContext(_ -> {
      changed.forEach(road -> road.set(weather));
      done.complete(true);
    });
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close();
  }
}
