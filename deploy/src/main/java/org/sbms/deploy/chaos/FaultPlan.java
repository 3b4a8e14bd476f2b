package org.sbms.deploy.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.sbms.contract.NodeId;

/** Faults in seeded order: every kind comes once before any comes again. */
final class FaultPlan {
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(60);

  private final Random random;
  private final List<NodeId> branches;
  private final Set<FaultKind> kinds;
  private final NodeId smallDiskOf;
  private final Duration each;
  private final List<FaultKind> bag = new ArrayList<>();

  /**
   * @param each how long a fault and the calm after it take on average
   * @param smallDiskOf the branch whose disk can be filled
   */
  FaultPlan(
      long seed, List<NodeId> branches, Set<FaultKind> kinds, NodeId smallDiskOf, Duration each) {
    this.random = new Random(seed);
    this.branches = branches;
    this.kinds = kinds;
    this.smallDiskOf = smallDiskOf;
    this.each = each;
  }

  List<Fault> of(int count) {
    List<Fault> faults = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      faults.add(next(number));
    }
    return faults;
  }

  private Fault next(int number) {
    FaultKind kind = nextKind();
    NodeId node = nodeFor(kind);
    return new Fault(number, kind, node, waysFor(kind, node), lengthOf(kind), random.nextInt(2));
  }

  private FaultKind nextKind() {
    if (bag.isEmpty()) {
      bag.addAll(kinds);
      Collections.sort(bag);
      Collections.shuffle(bag, random);
    }
    return bag.removeLast();
  }

  private NodeId nodeFor(FaultKind kind) {
    return switch (kind) {
      case KILL_CENTRAL -> NodeId.CENTRAL;
      case FULL_DISK -> smallDiskOf;
      case KILL_POSTGRES, FREEZE_NODE, FREEZE_POSTGRES, RESET ->
          random.nextInt(4) == 0 ? NodeId.CENTRAL : anyBranch();
      case KILL_BRANCH, PARTITION, ONE_WAY_LOSS, REPLY_LOST, DISORDER, REPEATS, CLOCK_STEP ->
          anyBranch();
    };
  }

  private NodeId anyBranch() {
    return branches.get(random.nextInt(branches.size()));
  }

  private List<Outage.Way> waysFor(FaultKind kind, NodeId node) {
    return switch (kind) {
      case PARTITION -> random.nextBoolean() ? bothWays(node, anotherThan(node)) : around(node);
      case ONE_WAY_LOSS, REPLY_LOST ->
          random.nextBoolean()
              ? List.of(new Outage.Way(node, anotherThan(node)))
              : others(node).stream().map(from -> new Outage.Way(from, node)).toList();
      case RESET, DISORDER -> around(node);
      default -> List.of();
    };
  }

  private NodeId anotherThan(NodeId node) {
    List<NodeId> others = others(node);
    return others.get(random.nextInt(others.size()));
  }

  private List<NodeId> others(NodeId node) {
    List<NodeId> all = new ArrayList<>(branches);
    all.add(NodeId.CENTRAL);
    all.remove(node);
    return all;
  }

  private List<Outage.Way> around(NodeId node) {
    return others(node).stream().flatMap(other -> bothWays(node, other).stream()).toList();
  }

  private static List<Outage.Way> bothWays(NodeId one, NodeId other) {
    return List.of(new Outage.Way(one, other), new Outage.Way(other, one));
  }

  /** Freezes are short mostly and, given time, up to a minute; the rest leaves time for a calm. */
  private Duration lengthOf(FaultKind kind) {
    double seconds = each.toMillis() / 1000.0;
    return switch (kind) {
      case FREEZE_NODE, FREEZE_POSTGRES -> {
        double longest = Math.clamp(10 * (seconds - 3), 2, LONGEST_FREEZE.toSeconds());
        yield millis(Math.pow(longest, random.nextDouble()));
      }
      default -> millis(seconds * (0.2 + 0.4 * random.nextDouble()));
    };
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
