package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsState;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Posting;

/**
 * What the home of a subscriber does with goods that another branch handed out. Pure: no clock, no
 * randomness, no I/O.
 */
public class ChargeDecisions {
  static final RefusalCode ACCOUNT_NOT_FOUND =
      new RefusalCode("account-not-found", RefusalCode.Category.NOT_FOUND);
  static final RefusalCode ACCOUNT_CLOSED =
      new RefusalCode("account-closed", RefusalCode.Category.CONFLICT);
  static final RefusalCode CURRENCY_DIFFERS =
      new RefusalCode("currency-differs", RefusalCode.Category.INVALID);
  static final RefusalCode NOT_THEIRS =
      new RefusalCode("equipment-not-theirs", RefusalCode.Category.CONFLICT);
  static final RefusalCode KIND_DIFFERS =
      new RefusalCode("equipment-differs", RefusalCode.Category.INVALID);
  static final RefusalCode SERIAL_IN_USE =
      new RefusalCode("serial-in-use", RefusalCode.Category.CONFLICT);

  private final BranchCode self;

  public ChargeDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one message. */
  public sealed interface Step {

    /** The charge is written for the first time, or changes its state. */
    record Write(Charge charge, JournalDraft journal, List<Posting> postings, HomeEffect effect)
        implements Step {}

    /** The refusal to undo is written down; it is no entry in the journal. */
    record Note(Charge charge) implements Step {}

    /** The same answer as before. */
    record Repeat(Charge charge) implements Step {}

    /** The same id with another body: refused, and an alarm. */
    record Conflict(String detail) implements Step {}
  }

  /** The goods are handed out. */
  public Step charge(
      Charge.Id id,
      Optional<Charge> known,
      ChargeGoods message,
      HomeFacts facts,
      LocalDate openDay,
      Instant now) {
    if (known.isPresent()) {
      return known.get().order().equals(message.order())
          ? new Step.Repeat(known.get())
          : conflict(id);
    }
    Optional<Refusal> obstacle = obstacleToCharge(message.order(), facts);
    Charge charge =
        new Charge(
            id,
            message.order(),
            obstacle.isPresent() ? GoodsState.REFUSED : GoodsState.CHARGED,
            message.originNumber(),
            0,
            openDay,
            now,
            obstacle.map(refusal -> refusal.code().code()).orElse(""),
            obstacle.map(Refusal::detail).orElse(""),
            message.issuedBy().login());
    return obstacle.isPresent()
        ? write(charge, JournalKind.GOODS_REFUSED, List.of(), HomeEffect.NOTHING)
        : write(charge, JournalKind.GOODS_CHARGED, charged(charge), HomeEffect.INSTALL);
  }

  /** The goods come back. */
  public Step cancel(
      Charge.Id id,
      Optional<Charge> known,
      CancelGoods message,
      HomeFacts facts,
      LocalDate openDay,
      Instant now) {
    if (known.isEmpty()) {
      return tombstone(id, message, openDay, now);
    }
    Charge charge = known.get();
    if (!charge.order().equals(message.order())) {
      return conflict(id);
    }
    if (charge.state() != GoodsState.CHARGED || !charge.reason().isEmpty()) {
      return new Step.Repeat(charge);
    }
    Optional<Refusal> obstacle = obstacleToUndo(charge.order(), facts);
    if (obstacle.isPresent()) {
      return new Step.Note(charge.kept(obstacle.get()));
    }
    Charge reversed = charge.reversed(message.originNumber(), openDay, now);
    return write(reversed, JournalKind.GOODS_CHARGE_REVERSED, reversed(reversed), HomeEffect.UNDO);
  }

  /** Why goods cannot be charged, if they cannot; the same for own and others' goods. */
  static Optional<Refusal> obstacleToCharge(GoodsOrder order, HomeFacts facts) {
    if (facts.account().isEmpty()) {
      return refusal(ACCOUNT_NOT_FOUND, "There is no such account.");
    }
    Accounts.Facts account = facts.account().get();
    if (!account.currency().equals(order.price().goods().currency())) {
      return refusal(CURRENCY_DIFFERS, "The account is kept in " + account.currency() + ".");
    }
    if (account.state() == SubscriberState.TERMINATED) {
      return refusal(ACCOUNT_CLOSED, "The account is closed.");
    }
    if (facts.newInUse()) {
      return refusal(SERIAL_IN_USE, "A subscriber has the item " + order.item().serial() + ".");
    }
    return order
        .replacement()
        .flatMap(gone -> obstacleToReplace(order, gone.serial(), facts))
        .or(facts::objection);
  }

  /** Why goods that were charged cannot be taken back, if they cannot. */
  static Optional<Refusal> obstacleToUndo(GoodsOrder order, HomeFacts facts) {
    if (facts.account().isEmpty() || facts.account().get().state() == SubscriberState.TERMINATED) {
      return refusal(ACCOUNT_CLOSED, "The account is closed: nothing can be given back to it.");
    }
    if (!facts.hasNew()) {
      return refusal(
          NOT_THEIRS, "The subscriber does not have the item " + order.item().serial() + " now.");
    }
    return order.replacement().isPresent() && facts.oldInUse()
        ? refusal(
            SERIAL_IN_USE,
            "The item " + order.replacement().get().serial() + " is in use elsewhere.")
        : Optional.empty();
  }

  private static Optional<Refusal> obstacleToReplace(
      GoodsOrder order, String oldSerial, HomeFacts facts) {
    if (facts.old().isEmpty()) {
      return refusal(NOT_THEIRS, "The subscriber does not have the item " + oldSerial + ".");
    }
    return facts.old().get().kind() == order.item().kind()
        ? Optional.empty()
        : refusal(
            KIND_DIFFERS,
            "A " + facts.old().get().kind() + " is not replaced by a " + order.item().kind() + ".");
  }

  /** One line for the subscriber, and our share out of it. */
  private List<Posting> charged(Charge charge) {
    BranchCode origin = charge.id().origin();
    return Postings.of(charge.id().goodsId(), charge.order().account().value())
        .add("goods-from-" + origin, Chart.SUBSCRIBERS, Chart.dueTo(origin), charge.total())
        .add("goods-share", Chart.dueTo(origin), Chart.GOODS_COMMISSION, charge.homeShare())
        .list();
  }

  private List<Posting> reversed(Charge charge) {
    BranchCode origin = charge.id().origin();
    return Postings.of(charge.id().goodsId(), charge.order().account().value())
        .add(
            "goods-reversal-from-" + origin, Chart.dueTo(origin), Chart.SUBSCRIBERS, charge.total())
        .add(
            "goods-share-reversal", Chart.GOODS_COMMISSION, Chart.dueTo(origin), charge.homeShare())
        .list();
  }

  private Step tombstone(Charge.Id id, CancelGoods message, LocalDate openDay, Instant now) {
    Charge voided =
        new Charge(
            id,
            message.order(),
            GoodsState.VOIDED,
            message.originNumber(),
            0,
            openDay,
            now,
            "",
            "",
            message.requestedBy().login());
    return write(voided, JournalKind.GOODS_VOIDED, List.of(), HomeEffect.NOTHING);
  }

  private Step write(Charge charge, JournalKind kind, List<Posting> postings, HomeEffect effect) {
    JournalDraft journal =
        new JournalDraft(
            kind,
            charge.id().goodsId(),
            charge.id().origin(),
            self,
            charge.originNumber(),
            charge.order().account().value(),
            charge.order().price().originShare(),
            charge.at(),
            charge.settlementDay());
    return new Step.Write(charge, journal, postings, effect);
  }

  private static Step conflict(Charge.Id id) {
    return new Step.Conflict(
        "Goods " + id.goodsId() + " of " + id.origin() + " came before with another body.");
  }

  private static Optional<Refusal> refusal(RefusalCode code, String detail) {
    return Optional.of(Refusal.of(code, detail));
  }
}
