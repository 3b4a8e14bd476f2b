package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.supply.CancelSupply;
import org.sbms.branch.supply.SellGoods;
import org.sbms.branch.supply.Supply;
import org.sbms.branch.supply.SupplyGoods;
import org.sbms.branch.supply.TakeBackItem;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.payment.PaymentMethod;

/** Customers who buy or replace what lies in a branch's warehouse, and bring some of it back. */
final class GoodsDesk {
  private static final int MAX_VISITS = 6;

  /** What a customer went away with. */
  record Handed(BranchCode origin, String serial, Supply supply) {}

  private final World world;
  private final Counter counter;
  private final RandomGenerator random;
  private final List<AccountNumber> accounts;
  private final Map<String, Handed> handed = new TreeMap<>();

  GoodsDesk(World world, Counter counter, RandomGenerator random, List<AccountNumber> accounts) {
    this.world = world;
    this.counter = counter;
    this.random = random;
    this.accounts = accounts;
  }

  Map<String, Handed> handed() {
    return handed;
  }

  void serve() {
    SimulatedBranch origin = world.any();
    String serial = serial(origin);
    String key = counter.newKey("goods");
    Operation<Supply> asked =
        random.nextInt(8) == 0
            ? new SellGoods(serial, PaymentMethod.CASH, Optional.empty())
            : supply(serial);
    counter.ask(
        origin.code,
        Counter.CASHIER,
        Map.of(key, asked),
        outcomes -> note(origin.code, key, serial, outcomes.getFirst()));
  }

  private SupplyGoods supply(String serial) {
    AccountNumber account = accounts.get(random.nextInt(accounts.size()));
    List<String> has =
        world.branch(account.home()).installations.all().stream()
            .filter(installed -> installed.account().equals(account))
            .map(installed -> installed.item().serial())
            .toList();
    Optional<Replacement> replacement =
        has.isEmpty() || random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(
                new Replacement(
                    has.get(random.nextInt(has.size())),
                    ReplacementReason.values()[random.nextInt(ReplacementReason.values().length)]));
    return new SupplyGoods(account, serial, replacement, Optional.empty());
  }

  private void note(BranchCode origin, String key, String serial, Outcome<Supply> outcome) {
    switch (outcome) {
      case Outcome.Done<Supply>(Supply supply) -> {
        world.note(() -> "%s hands out %s %s".formatted(origin, serial, supply.receipt()));
        Handed before = handed.put(key, new Handed(origin, serial, supply));
        Violation.unless(
            before == null || before.supply().id().equals(supply.id()),
            "I2",
            "%s answers %s in two ways",
            origin,
            key);
        if (before == null && random.nextInt(2) == 0) {
          long after = random.nextInt(random.nextBoolean() ? 400 : 15_000);
          world.agenda.in(after, () -> cancel(origin, supply.id()));
        }
        if (before == null && random.nextBoolean()) {
          supply.replacement().ifPresent(gone -> regret(gone.serial()));
        }
        if (before == null) {
          world.agenda.in(random.nextInt(20_000), () -> bringBack(origin, supply.id(), 1));
        }
      }
      case Outcome.Refused<Supply>(var refusal) ->
          world.note(() -> "%s refuses %s: %s".formatted(origin, key, refusal.code().code()));
      case Outcome.Unknown<Supply>(String why) -> throw new Violation("R4", why);
    }
  }

  /** What was replaced is to be undone all the same: home must refuse that. */
  private void regret(String serial) {
    for (Handed earlier : handed.values()) {
      if (earlier.serial().equals(serial)) {
        world.agenda.in(
            random.nextInt(12_000), () -> cancel(earlier.origin(), earlier.supply().id()));
      }
    }
  }

  private void cancel(BranchCode origin, UUID id) {
    counter.ask(
        origin,
        Counter.CASHIER,
        Map.of(counter.newKey("cancel"), new CancelSupply(id, "does not fit")),
        outcomes -> world.note(() -> origin + " cancels " + id));
  }

  /**
   * The desk looks whether it is due back; the customer comes again when it is not, a few times.
   */
  private void bringBack(BranchCode origin, UUID id, int visit) {
    TakeBackItem.Condition condition =
        random.nextInt(3) > 0
            ? TakeBackItem.Condition.UNUSED
            : TakeBackItem.Condition.values()[
                random.nextInt(TakeBackItem.Condition.values().length)];
    counter.ask(
        origin,
        Counter.CASHIER,
        Map.of(counter.newKey("back"), new TakeBackItem(id, condition)),
        outcomes -> {
          if (outcomes.getFirst() instanceof Outcome.Refused<Supply> && visit < MAX_VISITS) {
            world.agenda.in(1_000 + random.nextInt(15_000), () -> bringBack(origin, id, visit + 1));
          }
        });
  }

  /** Mostly what lies there; two clerks may grasp for the same. */
  private String serial(SimulatedBranch origin) {
    List<StockItem> all = List.copyOf(origin.stock.all());
    List<StockItem> there =
        all.stream().filter(item -> item.state() == StockState.IN_STOCK).toList();
    List<StockItem> from = there.isEmpty() || random.nextInt(5) == 0 ? all : there;
    return from.get(random.nextInt(from.size())).item().serial();
  }
}
