package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.CancelRefund;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundState;
import org.sbms.branch.refund.RefundSubscriber;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;

/** Customers who want money of their balance back, more of it now and then than there is. */
final class RefundDesk {

  /** What a desk was told. */
  record Slip(BranchCode origin, RefundSubscriber asked, Refund refund) {}

  private final World world;
  private final Counter counter;
  private final RandomGenerator random;
  private final List<AccountNumber> accounts;
  private final Map<String, Slip> slips = new TreeMap<>();

  RefundDesk(World world, Counter counter, RandomGenerator random, List<AccountNumber> accounts) {
    this.world = world;
    this.counter = counter;
    this.random = random;
    this.accounts = accounts;
  }

  Map<String, Slip> slips() {
    return slips;
  }

  void serve() {
    BranchCode origin = world.any().code;
    AccountNumber account = account();
    RefundSubscriber asked = new RefundSubscriber(account, amount(account), "overpaid", "");
    String key = counter.newKey("refund");
    String role = random.nextInt(12) == 0 ? Counter.TRAINEE : Counter.CASHIER;
    counter.ask(
        origin,
        role,
        Map.of(key, asked),
        outcomes -> note(origin, key, asked, outcomes.getFirst()));
  }

  private void note(
      BranchCode origin, String key, RefundSubscriber asked, Outcome<Refund> outcome) {
    switch (outcome) {
      case Outcome.Done<Refund>(Refund refund) -> {
        world.note(() -> "%s slip %s %s".formatted(origin, refund.slip(), refund.state()));
        Slip before = slips.put(key, new Slip(origin, asked, refund));
        Violation.unless(
            before == null || before.refund().id().equals(refund.id()),
            "I2",
            "%s answers %s in two ways",
            origin,
            key);
        if (before == null && refund.state() == RefundState.REQUESTED && random.nextInt(2) == 0) {
          long after = random.nextInt(random.nextBoolean() ? 400 : 8_000);
          world.agenda.in(after, () -> cancel(origin, refund));
        }
      }
      case Outcome.Refused<Refund>(var refusal) -> {
        world.note(() -> "%s refuses %s: %s".formatted(origin, key, refusal.code().code()));
        Violation.unless(
            asked.account().home().equals(origin),
            "liveness",
            "%s refuses a refund of another branch's: %s",
            origin,
            refusal);
      }
      case Outcome.Unknown<Refund>(String why) -> throw new Violation("R4", why);
    }
  }

  private void cancel(BranchCode origin, Refund refund) {
    counter.ask(
        origin,
        Counter.CASHIER,
        Map.of(counter.newKey("cancel"), new CancelRefund(refund.id(), "went away")),
        outcomes -> world.note(() -> origin + " cancels " + refund.id()));
  }

  /** Mostly somebody who has something. */
  private AccountNumber account() {
    List<AccountNumber> rich =
        accounts.stream().filter(account -> balanceMinor(account) > 0).toList();
    List<AccountNumber> from = rich.isEmpty() || random.nextInt(6) == 0 ? accounts : rich;
    return from.get(random.nextInt(from.size()));
  }

  private Money amount(AccountNumber account) {
    long balance = Math.max(100, balanceMinor(account));
    long minor =
        switch (random.nextInt(4)) {
          case 0 -> balance;
          case 1 -> 1 + random.nextLong(balance * 2);
          default -> 1 + random.nextLong(balance);
        };
    return Money.ofMinor(minor, "RUB");
  }

  private long balanceMinor(AccountNumber account) {
    return world
        .branch(account.home())
        .accounts
        .find(account)
        .map(Accounts.Facts::balance)
        .map(Money::minor)
        .orElse(0L);
  }
}
