package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Supply;
import org.sbms.branch.supply.SupplyState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsState;

/** Looks at every commit that concerns goods: each item is in one place, and paid for once. */
final class GoodsWatch {
  private final World world;
  private final Map<String, Set<UUID>> out = new HashMap<>();
  private final Map<String, AccountNumber> installed = new HashMap<>();
  private final Set<String> touched = new HashSet<>();

  GoodsWatch(World world) {
    this.world = world;
  }

  /** The origin's word never says more than home has committed. */
  void look(SimulatedBranch origin, Optional<Supply> before, Supply now) {
    String serial = now.item().serial();
    Set<UUID> holders = out.computeIfAbsent(serial, _ -> new HashSet<>());
    if (isOut(now)) {
      holders.add(now.id());
    } else {
      holders.remove(now.id());
    }
    touched.add(serial);
    if (now.home().equals(origin.code)) {
      return;
    }
    Optional<Charge> charge = atHome(world, origin, now);
    Optional<GoodsState> atHome = charge.map(Charge::state);
    boolean agrees =
        switch (now.state()) {
          case ISSUED -> before.isEmpty();
          case CANCELLING -> true;
          case CONFIRMED -> atHome.equals(Optional.of(GoodsState.CHARGED));
          case REJECTED -> atHome.equals(Optional.of(GoodsState.REFUSED));
          case REVERSED ->
              atHome.equals(Optional.of(GoodsState.REVERSED))
                  || atHome.equals(Optional.of(GoodsState.VOIDED));
        };
    Violation.unless(
        agrees, "I3", "%s says %s of %s, home %s", origin.code, now.state(), now.id(), atHome);
    boolean isRefused =
        before.filter(known -> known.state() == SupplyState.CANCELLING).isPresent()
            && now.state() == SupplyState.CONFIRMED;
    Violation.unless(
        !isRefused || charge.filter(it -> !it.reason().isEmpty()).isPresent(),
        "I3",
        "%s did not write down that it refuses to take %s back",
        now.home(),
        now.id());
  }

  /** Home charges only what was handed out, and gives back only what is being cancelled. */
  void look(SimulatedBranch home, Optional<Charge> before, Charge now) {
    Optional<Supply> supply = world.branch(now.id().origin()).supplies.find(now.id().goodsId());
    Violation.unless(
        supply.filter(it -> order(it).equals(now.order())).isPresent(),
        "I2",
        "%s charges what nobody handed out: %s",
        home.code,
        now.id());
    boolean isFinal =
        before
            .map(Charge::state)
            .filter(state -> state != GoodsState.CHARGED && state != now.state())
            .isPresent();
    Violation.unless(!isFinal, "I3", "%s changes a final charge: %s", home.code, now.id());
    boolean isUndone = now.state() == GoodsState.REVERSED || now.state() == GoodsState.VOIDED;
    boolean isNew = before.filter(known -> known.state() == now.state()).isEmpty();
    Violation.unless(
        !isUndone || !isNew || supply.orElseThrow().state() == SupplyState.CANCELLING,
        "I3",
        "%s undoes %s, which is not being cancelled",
        home.code,
        now.id());
  }

  void look(SimulatedBranch branch, StockState from, StockItem now) {
    touched.add(now.item().serial());
    Violation.unless(
        now.state() != StockState.ISSUED || from == StockState.IN_STOCK,
        "I2",
        "%s hands out %s, which is %s",
        branch.code,
        now.item().serial(),
        from);
  }

  /** An item is at one subscriber of the whole federation at most. */
  void look(MemoryInstallations.Installed what, boolean isThere) {
    String serial = what.item().serial();
    if (isThere) {
      AccountNumber other = installed.put(serial, what.account());
      Violation.unless(
          other == null, "I2", "%s and %s both have %s", String.valueOf(other), what, serial);
    } else {
      installed.remove(serial);
    }
  }

  /** After a commit. */
  void check(SimulatedBranch branch) {
    for (String serial : touched) {
      Set<UUID> holders = out.getOrDefault(serial, Set.of());
      Optional<StockState> state = branch.stock.find(serial).map(StockItem::state);
      boolean isHandedOut = state.equals(Optional.of(StockState.ISSUED));
      boolean mayBe = state.equals(Optional.of(StockState.BLACKLISTED));
      Violation.unless(
          holders.size() <= 1 && (mayBe || holders.isEmpty() != isHandedOut),
          "I2",
          "%s of %s is %s and handed out %d times",
          serial,
          branch.code,
          state,
          holders.size());
    }
    touched.clear();
  }

  static Optional<Charge> atHome(World world, SimulatedBranch origin, Supply supply) {
    return world.branch(supply.home()).charges.find(new Charge.Id(origin.code, supply.id()));
  }

  static GoodsOrder order(Supply supply) {
    return new GoodsOrder(
        supply.account().orElseThrow(), supply.item(), supply.replacement(), supply.price());
  }

  /** Whether somebody has it, or should still bring it back. */
  private static boolean isOut(Supply supply) {
    return switch (supply.state()) {
      case ISSUED, CONFIRMED, CANCELLING -> true;
      case REJECTED, REVERSED -> supply.awaitsItem();
    };
  }
}
