package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.kit.outbox.OutboxMessage;

/**
 * Carries what waits in the outboxes, as the lanes of the forwarder do, over a wire that loses,
 * repeats, delays and reorders. Two instances of a branch may send at once: then a reply comes
 * after another instance has long dealt with the payment.
 */
final class Network {
  private static final int MAX_INSTANCES = 2;
  private static final int MAX_BATCH = 8;
  private static final long PATIENCE_MS = 4_000;

  /** A copy that went astray may come long after everything was settled. */
  private static final int LONGEST_ASTRAY_MS = 15_000;

  private final World world;
  private final Weather weather;
  private final RandomGenerator random;
  private final Set<String> cut = new HashSet<>();
  private final Map<String, Set<Long>> underWay = new HashMap<>();
  private long lastRequest;

  Network(World world, Weather weather, RandomGenerator random) {
    this.world = world;
    this.weather = weather;
    this.random = random;
  }

  /** One way only. */
  void cut(NodeId from, NodeId to) {
    weather.countFault();
    cut.add(from + ">" + to);
  }

  void mend() {
    cut.clear();
  }

  /** There and back. */
  boolean reaches(NodeId from, NodeId to) {
    return !isCut(from, to) && !isCut(to, from);
  }

  private boolean isCut(NodeId from, NodeId to) {
    return cut.contains(from + ">" + to);
  }

  /** Sends what is due, unless as many are under way as there are instances. */
  void send(SimulatedBranch from, NodeId to) {
    Set<Long> requests = underWay.computeIfAbsent(lane(from, to), _ -> new HashSet<>());
    if (!from.isUp() || requests.size() >= (weather.happens(0.2) ? MAX_INSTANCES : 1)) {
      return;
    }
    List<OutboxMessage> messages = from.due(to, 1 + random.nextInt(MAX_BATCH));
    if (messages.isEmpty()) {
      return;
    }
    long request = ++lastRequest;
    requests.add(request);
    List<PeerCall> calls = from.calls(messages).orElse(List.of());
    if (calls.isEmpty()) {
      world.afterWork(from);
      return;
    }
    world.note(() -> "%s sends %d to %s: %s".formatted(from.code, request, to, keys(calls)));
    long life = from.life();
    carry(from, to, request, life, messages, calls);
    if (weather.repeats()) {
      long astrayMs = random.nextInt(LONGEST_ASTRAY_MS);
      world.agenda.in(astrayMs, () -> carry(from, to, request, life, messages, calls));
    }
    world.agenda.in(PATIENCE_MS, () -> giveUp(from, to, request));
  }

  /** A restarted node has forgotten what it sent. */
  void forget(SimulatedBranch from) {
    underWay.keySet().removeIf(lane -> lane.startsWith(from.code + ">"));
  }

  private void giveUp(SimulatedBranch from, NodeId to, long request) {
    if (wasAwaited(from, to, request)) {
      send(from, to);
    }
  }

  private void carry(
      SimulatedBranch from,
      NodeId to,
      long request,
      long life,
      List<OutboxMessage> messages,
      List<PeerCall> calls) {
    if (isCut(from.id(), to) || weather.loses()) {
      return;
    }
    world.agenda.in(
        weather.delayMs(),
        () -> {
          SimulatedBranch home = world.branch(to);
          Optional<List<PeerReply>> replies = home.serve(from.id(), calls);
          world.note(() -> "%s serves %d".formatted(to, request));
          world.afterWork(home);
          replies.ifPresent(answers -> answer(from, home, request, life, messages, answers));
        });
  }

  private void answer(
      SimulatedBranch from,
      SimulatedBranch home,
      long request,
      long life,
      List<OutboxMessage> messages,
      List<PeerReply> replies) {
    if (isCut(home.id(), from.id()) || weather.loses()) {
      return;
    }
    world.agenda.in(
        weather.delayMs(), () -> receive(from, home.id(), request, life, messages, replies));
  }

  private void receive(
      SimulatedBranch from,
      NodeId to,
      long request,
      long life,
      List<OutboxMessage> messages,
      List<PeerReply> replies) {
    boolean isAwaited = wasAwaited(from, to, request);
    boolean hasDied = from.life() != life;
    if (hasDied || !isAwaited && random.nextBoolean()) {
      return;
    }
    world.note(() -> "%s settles %d".formatted(from.code, request));
    from.settle(messages, replies);
    world.afterWork(from);
    send(from, to);
  }

  private boolean wasAwaited(SimulatedBranch from, NodeId to, long request) {
    return underWay.computeIfAbsent(lane(from, to), _ -> new HashSet<>()).remove(request);
  }

  private static List<String> keys(List<PeerCall> calls) {
    return calls.stream().map(call -> call.operation() + " " + call.key()).toList();
  }

  private static String lane(SimulatedBranch from, NodeId to) {
    return from.code + ">" + to;
  }
}
