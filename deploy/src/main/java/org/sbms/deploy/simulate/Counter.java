package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;

/**
 * Where people ask a branch for something: under the same key until they know the outcome, as the
 * pages do.
 */
final class Counter {
  /** May do all that is simulated. */
  static final String CASHIER = "cashier";

  /** May ask for a refund here, and is not trusted with other branches' money. */
  static final String TRAINEE = "trainee";

  private static final int MAX_TRIES = 40;

  private final World world;
  private final Weather weather;
  private final RandomGenerator random;
  private long lastKey;

  Counter(World world, Weather weather, RandomGenerator random) {
    this.world = world;
    this.weather = weather;
    this.random = random;
  }

  String newKey(String what) {
    return what + "-" + ++lastKey;
  }

  /** Asks until there is an answer, and now and then once more although there was one. */
  <R> void ask(
      BranchCode origin,
      String role,
      Map<String, ? extends Operation<R>> byKey,
      Consumer<List<Outcome<R>>> then) {
    ask(origin, role, byKey, then, 1);
  }

  private <R> void ask(
      BranchCode origin,
      String role,
      Map<String, ? extends Operation<R>> byKey,
      Consumer<List<Outcome<R>>> then,
      int attempt) {
    Optional<List<Outcome<R>>> outcomes = once(origin, role, byKey);
    if (outcomes.isEmpty()) {
      if (attempt < MAX_TRIES) {
        world.agenda.in(
            300 + random.nextInt(3_000), () -> ask(origin, role, byKey, then, attempt + 1));
      }
      return;
    }
    then.accept(outcomes.get());
    if (weather.repeats()) {
      world.agenda.in(random.nextInt(5_000), () -> ask(origin, role, byKey, then, MAX_TRIES));
    }
  }

  /** Empty when no answer came, whatever was done. */
  <R> Optional<List<Outcome<R>>> once(
      BranchCode origin, String role, Map<String, ? extends Operation<R>> byKey) {
    if (weather.loses()) {
      return Optional.empty();
    }
    SimulatedBranch branch = world.branch(origin);
    boolean wasUp = branch.isUp();
    Optional<List<Outcome<R>>> outcomes = branch.ask(new Actor(branch.id(), role, role), byKey);
    if (wasUp) {
      world.afterWork(branch);
    }
    return weather.loses() ? Optional.empty() : outcomes;
  }
}
