package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.equipment.Installations;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Own subscribers within one transaction: facts for decisions, and what decisions do to them. */
final class SubscriberSide {
  private static final String CANCELLED = "cancelled";

  private final Accounts accounts;
  private final Installations installations;

  SubscriberSide(Accounts accounts, Installations installations) {
    this.accounts = accounts;
    this.installations = installations;
  }

  /**
   * @param account as it was read, under its lock where something is to change
   */
  HomeFacts facts(Sql sql, GoodsOrder order, Optional<Accounts.Facts> account) {
    String serial = order.item().serial();
    Optional<String> old = order.replacement().map(Replacement::serial);
    return new HomeFacts(
        account,
        installations.present(sql, order.account(), serial).isPresent(),
        installations.isInUse(sql, serial),
        old.flatMap(gone -> installations.present(sql, order.account(), gone)),
        old.map(gone -> installations.isInUse(sql, gone)).orElse(false));
  }

  /** What becomes of a subscriber's equipment; the balance is {@link #charge}d together. */
  void apply(
      Tx tx,
      HomeEffect effect,
      GoodsOrder order,
      HomeFacts facts,
      BranchCode suppliedBy,
      String by,
      LocalDate day,
      Instant now) {
    switch (effect) {
      case NOTHING -> {}
      case INSTALL -> {
        order.replacement().ifPresent(gone -> remove(tx, order, facts, gone, by, day, now));
        installations.install(tx, order.account(), order.item(), suppliedBy, day);
      }
      case UNDO -> {
        installations.remove(tx, order.account(), order.item(), CANCELLED, day);
        order
            .replacement()
            .ifPresent(gone -> installations.restore(tx, order.account(), gone.serial()));
      }
    }
  }

  private void remove(
      Tx tx,
      GoodsOrder order,
      HomeFacts facts,
      Replacement gone,
      String by,
      LocalDate day,
      Instant now) {
    String why = gone.reason().wire();
    installations.remove(tx, order.account(), facts.old().orElseThrow(), why, day);
    if (gone.reason().blacklistsTheOld()) {
      installations.blacklist(tx, gone.serial(), by, why, now);
    }
  }

  /** By how much a balance changes. */
  static long delta(HomeEffect effect, GoodsOrder order) {
    return switch (effect) {
      case NOTHING -> 0;
      case INSTALL -> -order.price().total().minor();
      case UNDO -> order.price().total().minor();
    };
  }

  void charge(Tx tx, Map<AccountNumber, Long> deltas) {
    Map<AccountNumber, Long> moving = new HashMap<>(deltas);
    moving.values().removeIf(delta -> delta == 0);
    accounts.change(tx, moving);
  }
}
