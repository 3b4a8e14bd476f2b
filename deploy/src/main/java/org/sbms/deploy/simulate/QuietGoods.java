package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Supply;
import org.sbms.branch.supply.SupplyState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsState;

/** What must hold of goods when nothing is under way any more. */
final class QuietGoods {
  private final World world;

  QuietGoods(World world) {
    this.world = world;
  }

  static boolean hasEnded(Supply supply) {
    return supply.state() != SupplyState.ISSUED && supply.state() != SupplyState.CANCELLING;
  }

  /** Whatever has not come to an end waits in the outbox to be asked for again. */
  static void nothingIsForgotten(SimulatedBranch branch) {
    for (Supply supply : branch.supplies.all()) {
      String awaited =
          supply.state() == SupplyState.CANCELLING ? CancelGoods.NAME : ChargeGoods.NAME;
      Violation.unless(
          hasEnded(supply) || branch.outbox.holds(awaited, supply.id().toString()),
          "I2",
          "%s is %s at %s and nothing asks for it any more",
          supply.id(),
          supply.state(),
          branch.code);
    }
  }

  void check() {
    Map<String, AccountNumber> paidFor = new TreeMap<>();
    Map<String, AccountNumber> had = new TreeMap<>();
    for (SimulatedBranch branch : world.branches().values()) {
      branch.supplies.all().forEach(supply -> sidesAgree(branch, supply));
      branch.installations.all().forEach(it -> had.put(it.item().serial(), it.account()));
    }
    Map<String, AccountNumber> replaced = new HashMap<>();
    for (SimulatedBranch branch : world.branches().values()) {
      for (Supply supply : branch.supplies.all()) {
        if (supply.state() == SupplyState.CONFIRMED && supply.account().isPresent()) {
          paidFor.put(supply.item().serial(), supply.account().get());
          supply
              .replacement()
              .map(Replacement::serial)
              .ifPresent(serial -> replaced.put(serial, supply.account().get()));
        }
      }
    }
    replaced.forEach(paidFor::remove);
    Violation.unless(
        paidFor.equals(had), "I2", "paid for is %s, but subscribers have %s", paidFor, had);
    world.goods().handed().values().forEach(this::receiptIsHonoured);
  }

  private void receiptIsHonoured(GoodsDesk.Handed handed) {
    Optional<Supply> kept = world.branch(handed.origin()).supplies.find(handed.supply().id());
    Violation.unless(
        kept.filter(supply ->
                supply.item().serial().equals(handed.serial())
                    && supply.price().equals(handed.supply().price())
                    && supply.receipt().equals(handed.supply().receipt()))
            .isPresent(),
        "I2",
        "the receipt %s is not honoured",
        handed.supply().receipt());
  }

  private void sidesAgree(SimulatedBranch origin, Supply supply) {
    if (supply.home().equals(origin.code)) {
      return;
    }
    Optional<GoodsState> atHome = GoodsWatch.atHome(world, origin, supply).map(Charge::state);
    GoodsState state =
        atHome.orElseThrow(
            () -> new Violation("I2", supply.id() + " never came to " + supply.home()));
    boolean agrees =
        switch (supply.state()) {
          case CONFIRMED -> state == GoodsState.CHARGED;
          case REJECTED -> state == GoodsState.REFUSED;
          case REVERSED -> state == GoodsState.REVERSED || state == GoodsState.VOIDED;
          case ISSUED, CANCELLING -> false;
        };
    Violation.unless(
        agrees,
        "I3",
        "%s is %s at %s and %s at home",
        supply.id(),
        supply.state(),
        origin.code,
        state);
  }
}
