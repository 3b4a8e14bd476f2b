package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;

/**
 * The cashiers of all branches. They ask again under the same key until they know the outcome, as
 * the pages do, and remember every receipt that they have handed out.
 */
final class Desk {
  private static final int MAX_TRIES = 40;

  /** A receipt in a customer's hand. */
  record Receipt(BranchCode origin, TakePayment take, Payment payment) {}

  private final World world;
  private final Weather weather;
  private final RandomGenerator random;
  private final List<AccountNumber> accounts;
  private final Map<String, Receipt> receipts = new TreeMap<>();
  private final Set<String> refused = new java.util.TreeSet<>();
  private long lastKey;

  Desk(World world, Weather weather, RandomGenerator random, List<AccountNumber> accounts) {
    this.world = world;
    this.weather = weather;
    this.random = random;
    this.accounts = accounts;
  }

  Map<String, Receipt> receipts() {
    return receipts;
  }

  /** A customer, or several at once. */
  void serve() {
    BranchCode origin = pick(List.copyOf(world.branches().keySet()));
    Map<String, TakePayment> takes = new LinkedHashMap<>();
    int customers = random.nextInt(4) == 0 ? 2 + random.nextInt(4) : 1;
    for (int i = 0; i < customers; i++) {
      String key = "take-" + ++lastKey;
      takes.put(key, take(key));
    }
    ask(origin, takes, 1);
  }

  private TakePayment take(String key) {
    return new TakePayment(
        pick(accounts),
        Money.ofMinor(1 + random.nextInt(500_000), "RUB"),
        PaymentMethod.values()[random.nextInt(PaymentMethod.values().length)],
        key);
  }

  private void ask(BranchCode origin, Map<String, TakePayment> takes, int attempt) {
    SimulatedBranch branch = world.branch(origin);
    Optional<List<Outcome<Payment>>> outcomes = lossy(branch, takes);
    if (outcomes.isEmpty()) {
      if (attempt < MAX_TRIES) {
        world.agenda.in(300 + random.nextInt(3_000), () -> ask(origin, takes, attempt + 1));
      }
      return;
    }
    int i = 0;
    for (Map.Entry<String, TakePayment> take : takes.entrySet()) {
      note(origin, take.getKey(), take.getValue(), outcomes.get().get(i++));
    }
    if (weather.repeats()) {
      world.agenda.in(random.nextInt(5_000), () -> ask(origin, takes, MAX_TRIES));
    }
    if (weather.happens(0.03)) {
      String key = takes.keySet().iterator().next();
      world.agenda.in(random.nextInt(5_000), () -> askForSomethingElse(origin, key));
    }
  }

  private void note(BranchCode origin, String key, TakePayment take, Outcome<Payment> outcome) {
    switch (outcome) {
      case Outcome.Done<Payment>(Payment payment) -> {
        world.note(() -> "%s receipt %s for %s".formatted(origin, payment.receipt(), key));
        Receipt before = receipts.put(key, new Receipt(origin, take, payment));
        Violation.unless(
            !refused.contains(key)
                && (before == null || before.payment().id().equals(payment.id())),
            "I2",
            "%s answers %s in two ways",
            origin,
            key);
        boolean isNew = before == null;
        if (isNew && random.nextInt(3) == 0) {
          long after = random.nextInt(random.nextBoolean() ? 400 : 15_000);
          world.agenda.in(after, () -> cancel(origin, payment, "cancel-" + ++lastKey, 1));
        }
      }
      case Outcome.Refused<Payment>(var refusal) -> {
        world.note(() -> "%s refuses %s: %s".formatted(origin, key, refusal.code().code()));
        Violation.unless(
            !receipts.containsKey(key), "I2", "%s answers %s in two ways", origin, key);
        refused.add(key);
        Violation.unless(
            take.account().home().equals(origin),
            "liveness",
            "%s refuses a payment for another branch: %s",
            origin,
            refusal);
      }
      case Outcome.Unknown<Payment>(String why) -> throw new Violation("R4", why);
    }
  }

  private void cancel(BranchCode origin, Payment payment, String key, int attempt) {
    SimulatedBranch branch = world.branch(origin);
    Map<String, CancelPayment> asked =
        Map.of(key, new CancelPayment(payment.id(), "customer changed their mind"));
    Optional<List<Outcome<Payment>>> outcomes = lossy(branch, asked);
    if (outcomes.isEmpty()) {
      if (attempt < MAX_TRIES) {
        world.agenda.in(
            300 + random.nextInt(3_000), () -> cancel(origin, payment, key, attempt + 1));
      }
      return;
    }
    world.note(() -> "%s cancels %s: %s".formatted(origin, payment.id(), said(outcomes.get())));
    if (random.nextInt(4) == 0) {
      world.agenda.in(
          random.nextInt(8_000), () -> cancel(origin, payment, "cancel-" + ++lastKey, 1));
    }
  }

  /** The same key with another sum: must be refused, and nothing done. */
  private void askForSomethingElse(BranchCode origin, String key) {
    SimulatedBranch branch = world.branch(origin);
    TakePayment other =
        new TakePayment(pick(accounts), Money.ofMinor(77, "RUB"), PaymentMethod.CASH, key + "x");
    Optional<List<Outcome<Payment>>> outcomes = lossy(branch, Map.of(key, other));
    outcomes.ifPresent(all ->
        Violation.unless(
            all.getFirst() instanceof Outcome.Refused<Payment>(var refusal)
                && refusal.code().equals(RefusalCode.IDEMPOTENCY_CONFLICT),
            "I2",
            "%s takes two payments under %s",
            origin,
            key));
  }

  /** Empty when no answer came, whatever was done. */
  private <R> Optional<List<Outcome<R>>> lossy(
      SimulatedBranch branch, Map<String, ? extends Operation<R>> asked) {
    if (weather.loses()) {
      return Optional.empty();
    }
    boolean wasUp = branch.isUp();
    Optional<List<Outcome<R>>> outcomes = branch.ask(cashier(branch), asked);
    if (wasUp) {
      world.afterWork(branch);
    }
    return weather.loses() ? Optional.empty() : outcomes;
  }

  private static Actor cashier(SimulatedBranch branch) {
    return new Actor(branch.id(), "cashier", "cashier");
  }

  private static List<String> said(List<Outcome<Payment>> outcomes) {
    List<String> said = new ArrayList<>();
    for (Outcome<Payment> outcome : outcomes) {
      said.add(
          outcome instanceof Outcome.Done<Payment>(Payment payment)
              ? payment.state().name()
              : "refused");
    }
    return said;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
