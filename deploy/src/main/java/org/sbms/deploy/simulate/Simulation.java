package org.sbms.deploy.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One seed: a federation lives under faults (safety), is mended (healing), and must come to rest
 * with every payment ended and both sides agreeing (liveness). Then a journal is tampered with, and
 * central must notice.
 */
final class Simulation {
  private static final int MIN_PAYMENTS = 15;
  private static final long MAX_REST_MS = 20 * 60_000;

  private final long seed;
  private final RandomGenerator random;
  private final World world;

  private Simulation(long seed, Protocol protocol) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.world = new World(random, protocol);
  }

  static SeedReport run(long seed, Protocol protocol) {
    Simulation simulation = new Simulation(seed, protocol);
    try {
      simulation.play();
      return simulation.report(Optional.empty());
    } catch (Violation violation) {
      return simulation.report(
          simulation.broken(violation.invariant(), String.valueOf(violation.getMessage())));
    } catch (RuntimeException fault) {
      return simulation.report(simulation.broken("fault", fault + " at " + where(fault)));
    }
  }

  private static String where(RuntimeException fault) {
    return Arrays.stream(fault.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.sbms"))
        .limit(3)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(", "));
  }

  private void play() {
    world.begin();
    long troubleMs = 30_000 + random.nextInt(60_000);
    planPayments(troubleMs);
    planRefundsAndGoods(troubleMs);
    planReference(troubleMs);
    planTrouble(troubleMs);
    planCentral(troubleMs);
    world.agenda.runUntil(troubleMs);
    world.heal();
    rest();
    world.end();
    new Tampering(world, random).plantAndCheck();
  }

  private void planPayments(long untilMs) {
    int customers = MIN_PAYMENTS + random.nextInt(60);
    for (int i = 0; i < customers; i++) {
      world.agenda.at(random.nextLong(untilMs), world.desk()::serve);
    }
  }

  /** Refunds come when there are balances, so rather late; some seeds have none of either. */
  private void planRefundsAndGoods(long untilMs) {
    for (int i = random.nextInt(30); i > 0; i--) {
      world.agenda.at(untilMs / 4 + random.nextLong(untilMs * 3 / 4), world.refunds()::serve);
    }
    often(List.of(0, 4, 12, 30), untilMs, world.goods()::serve);
  }

  private void planReference(long untilMs) {
    often(List.of(0, 1, 4, 15), untilMs, world.reference()::publish);
  }

  private void planTrouble(long untilMs) {
    List<Runnable> kinds =
        List.of(
            world::killAny,
            world::cutAny,
            world.network()::mend,
            world::misleadAnyClock,
            world::passTheNight,
            world.central()::stop,
            world.central()::start,
            world.central()::start);
    int troubles = random.nextInt(50);
    for (int i = 0; i < troubles; i++) {
      world.agenda.at(random.nextLong(untilMs), kinds.get(random.nextInt(kinds.size())));
    }
    often(List.of(0, 10, 100, 400), untilMs, world::closeOrReopenAny);
    often(List.of(0, 0, 5, 40), untilMs, world::misleadAnyClock);
  }

  /** Seeds differ in what they have much of. */
  private void often(List<Integer> times, long untilMs, Runnable what) {
    for (int i = times.get(random.nextInt(times.size())); i > 0; i--) {
      world.agenda.at(random.nextLong(untilMs), what);
    }
  }

  private void planCentral(long untilMs) {
    for (long at = 0; at < untilMs; at += 1_000 + random.nextInt(8_000)) {
      world.agenda.at(
          at, random.nextInt(3) == 0 ? world.central()::reconcile : world.central()::collect);
    }
  }

  /** Nothing is lost any more: whatever waits must get through. */
  private void rest() {
    Quiet quiet = new Quiet(world);
    long latestMs = world.agenda.nowMs() + MAX_REST_MS;
    while (!quiet.isReached()) {
      quiet.nothingIsForgotten();
      Violation.unless(
          world.agenda.nowMs() < latestMs, "liveness", "something waits for ever: seed %d", seed);
      world.agenda.runUntil(world.agenda.nowMs() + 1_000);
    }
    world.agenda.runUntil(world.agenda.nowMs() + 30_000); // whatever is still on its way comes late
    quiet.check();
  }

  private Optional<SeedReport.Broken> broken(String invariant, String what) {
    return Optional.of(new SeedReport.Broken(invariant, what, world.history().lastLines()));
  }

  private SeedReport report(Optional<SeedReport.Broken> broken) {
    return new SeedReport(
        seed,
        world.desk().receipts().size(),
        world.refunds().slips().size(),
        world.goods().handed().size(),
        world.weather().faults(),
        world.history().hash(),
        broken);
  }
}
