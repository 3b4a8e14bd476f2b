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
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;

/** The cashiers of all branches, who remember every receipt that they have handed out. */
final class Desk {
  /** A receipt in a customer's hand. */
  record Receipt(BranchCode origin, TakePayment take, Payment payment) {}

  private final World world;
  private final Weather weather;
  private final Counter counter;
  private final RandomGenerator random;
  private final List<AccountNumber> accounts;
  private final Map<String, Receipt> receipts = new TreeMap<>();
  private final Set<String> refused = new java.util.TreeSet<>();

  Desk(
      World world,
      Weather weather,
      Counter counter,
      RandomGenerator random,
      List<AccountNumber> accounts) {
    this.world = world;
    this.weather = weather;
    this.counter = counter;
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
      String key = counter.newKey("take");
      takes.put(key, take(key));
    }
    counter.ask(origin, Counter.CASHIER, takes, outcomes -> note(origin, takes, outcomes));
  }

  private TakePayment take(String key) {
    return new TakePayment(
        pick(accounts),
        Money.ofMinor(1 + random.nextInt(500_000), "RUB"),
        PaymentMethod.values()[random.nextInt(PaymentMethod.values().length)],
        key);
  }

  private void note(BranchCode origin, Map<String, TakePayment> takes, List<Outcome<Payment>> all) {
    int i = 0;
    for (Map.Entry<String, TakePayment> take : takes.entrySet()) {
      note(origin, take.getKey(), take.getValue(), all.get(i++));
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
          world.agenda.in(after, () -> cancel(origin, payment));
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

  private void cancel(BranchCode origin, Payment payment) {
    CancelPayment asked = new CancelPayment(payment.id(), "customer changed their mind");
    counter.ask(
        origin,
        Counter.CASHIER,
        Map.of(counter.newKey("cancel"), asked),
        outcomes -> {
          world.note(() -> "%s cancels %s: %s".formatted(origin, payment.id(), said(outcomes)));
          if (random.nextInt(4) == 0) {
            world.agenda.in(random.nextInt(8_000), () -> cancel(origin, payment));
          }
        });
  }

  /** The same key with another sum: must be refused, and nothing done. */
  private void askForSomethingElse(BranchCode origin, String key) {
    TakePayment other =
        new TakePayment(pick(accounts), Money.ofMinor(77, "RUB"), PaymentMethod.CASH, key + "x");
    Optional<List<Outcome<Payment>>> outcomes =
        counter.once(origin, Counter.CASHIER, Map.of(key, other));
    outcomes.ifPresent(all ->
        Violation.unless(
            all.getFirst() instanceof Outcome.Refused<Payment>(var refusal)
                && refusal.code().equals(RefusalCode.IDEMPOTENCY_CONFLICT),
            "I2",
            "%s takes two payments under %s",
            origin,
            key));
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
