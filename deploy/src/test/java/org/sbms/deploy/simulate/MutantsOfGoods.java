package org.sbms.deploy.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.ChargeDecisions;
import org.sbms.branch.supply.HomeFacts;
import org.sbms.branch.supply.IssueDecisions;
import org.sbms.branch.supply.Supply;
import org.sbms.branch.supply.SupplyState;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.contract.goods.GoodsState;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.kit.db.Tx;

/** Both sides of goods, and the warehouse, with a rule broken. */
final class MutantsOfGoods {
  private MutantsOfGoods() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R1", "home charges repeated goods again", home(ChargesAgain::new)),
        new Mutant("R5", "goods after their tombstone are charged", home(ChargesTheVoid::new)),
        new Mutant("R7", "home gives the price of goods back twice", home(ReversesAgain::new)),
        new Mutant("R5", "goods are taken back before home has answered", origin(EndsHere::new)),
        new Mutant("R6", "in CANCELLING, a charge confirms goods", origin(Confirms::new)),
        new Mutant("goods", "goods that home refuses count as sold", origin(SoldAnyway::new)),
        new Mutant("goods", "an item that is out is handed out again", new EndlessStock()));
  }

  private interface Homes {
    ChargeDecisions of(BranchCode self);
  }

  private interface Origins {
    IssueDecisions of(BranchCode self);
  }

  private static Protocol home(Homes decisions) {
    return new Protocol() {
      @Override
      ChargeDecisions charge(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static Protocol origin(Origins decisions) {
    return new Protocol() {
      @Override
      IssueDecisions issue(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static final class ChargesAgain extends ChargeDecisions {
    ChargesAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step charge(
        Charge.Id id,
        Optional<Charge> known,
        ChargeGoods message,
        HomeFacts facts,
        LocalDate openDay,
        Instant now) {
      boolean isRepeat = known.filter(it -> it.state() == GoodsState.CHARGED).isPresent();
      HomeFacts free = new HomeFacts(facts.account(), false, false, facts.old(), facts.oldInUse());
      return isRepeat
          ? super.charge(id, Optional.empty(), message, free, openDay, now)
          : super.charge(id, known, message, facts, openDay, now);
    }
  }

  private static final class ChargesTheVoid extends ChargeDecisions {
    ChargesTheVoid(BranchCode self) {
      super(self);
    }

    @Override
    public Step charge(
        Charge.Id id,
        Optional<Charge> known,
        ChargeGoods message,
        HomeFacts facts,
        LocalDate openDay,
        Instant now) {
      return super.charge(
          id,
          known.filter(charge -> charge.state() != GoodsState.VOIDED),
          message,
          facts,
          openDay,
          now);
    }
  }

  private static final class ReversesAgain extends ChargeDecisions {
    ReversesAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Charge.Id id,
        Optional<Charge> known,
        CancelGoods message,
        HomeFacts facts,
        LocalDate openDay,
        Instant now) {
      boolean isRepeat = known.filter(it -> it.state() == GoodsState.REVERSED).isPresent();
      HomeFacts there = new HomeFacts(facts.account(), true, true, facts.old(), false);
      return isRepeat
          ? super.cancel(id, known.map(ReversesAgain::charged), message, there, openDay, now)
          : super.cancel(id, known, message, facts, openDay, now);
    }

    private static Charge charged(Charge charge) {
      return new Charge(
          charge.id(),
          charge.order(),
          GoodsState.CHARGED,
          charge.originNumber(),
          charge.homeNumber(),
          charge.settlementDay(),
          charge.at(),
          "",
          "",
          charge.issuedBy());
    }
  }

  private static final class EndsHere extends IssueDecisions {
    EndsHere(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(Supply supply, String reason, Optional<HomeFacts> ownFacts, Instant now) {
      Step step = super.cancel(supply, reason, ownFacts, now);
      return step instanceof Step.Move move && move.message() == Message.SEND_CANCEL
          ? onCancelReply(
              move.supply(),
              new GoodsReply(
                  GoodsState.VOIDED, 0, LocalDate.ofInstant(now, ZoneOffset.UTC), now, "", ""),
              now)
          : step;
    }
  }

  private static final class Confirms extends IssueDecisions {
    Confirms(BranchCode self) {
      super(self);
    }

    @Override
    public Step onChargeReply(Supply supply, GoodsReply reply, Instant now) {
      return super.onChargeReply(
          supply.state() == SupplyState.CANCELLING && !supply.standing().confirmed()
              ? issued(supply)
              : supply,
          reply,
          now);
    }

    private static Supply issued(Supply supply) {
      Supply.Standing standing = supply.standing();
      return new Supply(
          supply.id(),
          supply.receipt(),
          supply.account(),
          supply.home(),
          supply.item(),
          supply.replacement(),
          supply.price(),
          supply.method(),
          supply.issuedAt(),
          supply.issuedBy(),
          supply.originNumber(),
          new Supply.Standing(
              SupplyState.ISSUED,
              standing.confirmed(),
              standing.itemBack(),
              standing.changedAt(),
              standing.homeNumber(),
              standing.settlementDay(),
              standing.reason(),
              standing.detail()));
    }
  }

  private static final class SoldAnyway extends IssueDecisions {
    SoldAnyway(BranchCode self) {
      super(self);
    }

    @Override
    public Step onChargeReply(Supply supply, GoodsReply reply, Instant now) {
      GoodsState said = reply.state() == GoodsState.REFUSED ? GoodsState.CHARGED : reply.state();
      return super.onChargeReply(
          supply,
          new GoodsReply(
              said,
              reply.homeNumber(),
              reply.settlementDay(),
              reply.at(),
              reply.reason(),
              reply.detail()),
          now);
    }
  }

  private static final class EndlessStock extends Protocol {
    @Override
    MemoryStock stock() {
      return new MemoryStock() {
        @Override
        public Optional<StockItem> lock(Tx tx, String serial) {
          return super.lock(tx, serial)
              .map(item ->
                  new StockItem(
                      item.item(), StockState.IN_STOCK, item.receivedAt(), item.changedAt()));
        }
      };
    }
  }
}
