package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.equipment.StockDecisions;
import org.sbms.branch.equipment.StockItem;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Posting;

/**
 * What the origin of goods does next. Pure: no clock, no randomness, no I/O. The rules are those of
 * payments, see docs/protocol.md.
 */
public class IssueDecisions {
  static final RefusalCode CANNOT_CANCEL =
      new RefusalCode("cannot-cancel-goods", RefusalCode.Category.CONFLICT);
  static final RefusalCode NOT_AWAITED =
      new RefusalCode("item-not-awaited", RefusalCode.Category.CONFLICT);

  private final BranchCode self;

  public IssueDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one event. */
  public sealed interface Step {

    /**
     * The supply moves on.
     *
     * @param message what home must be told
     * @param effect what changes at an own subscriber
     */
    record Move(
        Supply supply,
        List<Posting> postings,
        Optional<JournalDraft> journal,
        Message message,
        HomeEffect effect)
        implements Step {}

    /** A late or repeated event: nothing changes and nothing is left to do about it. */
    record Ignore() implements Step {}

    /** The reply settles nothing: the message stays in the outbox and is sent again. */
    record AskAgain(String why) implements Step {}

    /** The request is refused; nothing changes. */
    record Refuse(Refusal refusal) implements Step {}
  }

  /** What the outbox must do along with a step. */
  public enum Message {
    NONE,
    SEND_CHARGE,
    /** Sends CANCEL in place of the charge, which a tombstone makes void wherever it is. */
    SEND_CANCEL
  }

  /**
   * The customer gets the item.
   *
   * @param ownFacts of the subscriber, when it is one of this branch
   */
  public Step issue(
      UUID id,
      String receipt,
      GoodsOrder order,
      Actor clerk,
      Optional<StockItem> item,
      Optional<HomeFacts> ownFacts,
      LocalDate openDay,
      Instant now) {
    Optional<Refusal> obstacle =
        StockDecisions.obstacleToIssue(order.item().serial(), item)
            .or(() -> ownFacts.flatMap(facts -> ChargeDecisions.obstacleToCharge(order, facts)));
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    boolean own = ownFacts.isPresent();
    Supply supply =
        new Supply(
            id,
            receipt,
            Optional.of(order.account()),
            order.account().home(),
            order.item(),
            order.replacement(),
            order.price(),
            Optional.empty(),
            now,
            clerk.login(),
            0,
            own ? Supply.Standing.paid(now, openDay) : Supply.Standing.issued(now));
    return own
        ? local(supply, SupplyPostings.charged(supply), HomeEffect.INSTALL)
        : new Step.Move(
            supply,
            SupplyPostings.issued(supply),
            Optional.of(journal(supply, JournalKind.GOODS_ISSUED, now)),
            Message.SEND_CHARGE,
            HomeEffect.NOTHING);
  }

  /** The customer pays at the counter and takes the item along. */
  public Step sell(
      UUID id,
      String receipt,
      String serial,
      GoodsPrice price,
      PaymentMethod method,
      Actor seller,
      Optional<StockItem> item,
      LocalDate openDay,
      Instant now) {
    Optional<Refusal> obstacle = StockDecisions.obstacleToIssue(serial, item);
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    Supply supply =
        new Supply(
            id,
            receipt,
            Optional.empty(),
            self,
            item.orElseThrow().item(),
            Optional.empty(),
            price,
            Optional.of(method),
            now,
            seller.login(),
            0,
            Supply.Standing.paid(now, openDay));
    return local(supply, SupplyPostings.sold(supply, method), HomeEffect.NOTHING);
  }

  /** Home answered the charge. While cancelling it is not listened to. */
  public Step onChargeReply(Supply supply, GoodsReply reply, Instant now) {
    if (supply.state() != SupplyState.ISSUED) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case CHARGED -> confirm(supply, reply, now);
      case REFUSED -> reject(supply, reply, now);
      // Only our own CANCEL makes these, and we sent none: somebody must look at it.
      case VOIDED, REVERSED ->
          new Step.AskAgain("home says " + reply.state() + " though nobody cancelled here");
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  /**
   * The desk wants it undone.
   *
   * @param ownFacts of the subscriber, when it is one of this branch
   */
  public Step cancel(Supply supply, String reason, Optional<HomeFacts> ownFacts, Instant now) {
    return switch (supply.state()) {
      case ISSUED, CONFIRMED -> {
        if (supply.isCounterSale()) {
          yield local(
              supply.standing(supply.standing().changed(SupplyState.REVERSED, now, reason, "")),
              SupplyPostings.unsold(supply, supply.method().orElseThrow()),
              HomeEffect.NOTHING);
        }
        yield ownFacts
            .map(facts -> reverseOwn(supply, reason, facts, now))
            .orElseGet(() -> requestCancel(supply, reason, now));
      }
      case REJECTED ->
          refuse(CANNOT_CANCEL, "Home did not charge it: only the item must come back.");
      case CANCELLING -> refuse(CANNOT_CANCEL, "It is being cancelled already.");
      case REVERSED -> refuse(CANNOT_CANCEL, "It is cancelled already.");
    };
  }

  /** Home answered CANCEL: the only thing that ends CANCELLING. */
  public Step onCancelReply(Supply supply, GoodsReply reply, Instant now) {
    if (supply.state() != SupplyState.CANCELLING) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case REVERSED, VOIDED -> reversed(supply, reply, now);
      case CHARGED -> keepAfterAll(supply, reply, now);
      case REFUSED -> reject(supply, reply, now);
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  /** The item lies on the counter again, or is known never to come. */
  public Step takeBack(Supply supply, Instant now) {
    return supply.awaitsItem()
        ? local(supply.standing(supply.standing().withItemBack(now)), List.of(), HomeEffect.NOTHING)
        : refuse(NOT_AWAITED, "This item is not expected back.");
  }

  private Step confirm(Supply supply, GoodsReply reply, Instant now) {
    Supply confirmed = charged(supply, reply, "", "", now);
    return move(confirmed, JournalKind.GOODS_CONFIRMED, now, SupplyPostings.confirmed(confirmed));
  }

  private Step reject(Supply supply, GoodsReply reply, Instant now) {
    Supply rejected =
        supply.standing(
            supply
                .standing()
                .changed(SupplyState.REJECTED, now, reply.reason(), reply.detail())
                .answered(reply));
    return move(rejected, JournalKind.GOODS_REJECTED, now, SupplyPostings.notCharged(rejected));
  }

  private Step requestCancel(Supply supply, String reason, Instant now) {
    Supply cancelling =
        supply.standing(supply.standing().changed(SupplyState.CANCELLING, now, reason, ""));
    return new Step.Move(
        cancelling,
        List.of(),
        Optional.of(journal(cancelling, JournalKind.GOODS_CANCEL_REQUESTED, now)),
        Message.SEND_CANCEL,
        HomeEffect.NOTHING);
  }

  private Step reversed(Supply supply, GoodsReply reply, Instant now) {
    Supply reversed =
        supply.standing(
            supply
                .standing()
                .changed(SupplyState.REVERSED, now, supply.standing().reason(), "")
                .answered(reply));
    return move(
        reversed,
        JournalKind.GOODS_REVERSED,
        now,
        supply.standing().confirmed()
            ? SupplyPostings.unconfirmed(reversed)
            : SupplyPostings.notCharged(reversed));
  }

  /** Home had charged and refuses to undo it: the supply stands. */
  private Step keepAfterAll(Supply supply, GoodsReply reply, Instant now) {
    Supply kept = charged(supply, reply, reply.reason(), reply.detail(), now);
    return move(
        kept,
        JournalKind.GOODS_CANCEL_REFUSED,
        now,
        supply.standing().confirmed() ? List.of() : SupplyPostings.confirmed(kept));
  }

  private static Supply charged(
      Supply supply, GoodsReply reply, String reason, String detail, Instant now) {
    return supply.standing(
        supply
            .standing()
            .changed(SupplyState.CONFIRMED, now, reason, detail)
            .answered(reply)
            .withChargeKnown());
  }

  private static Step reverseOwn(Supply supply, String reason, HomeFacts facts, Instant now) {
    Optional<Refusal> obstacle = ChargeDecisions.obstacleToUndo(supply.order(), facts);
    return obstacle
        .<Step>map(Step.Refuse::new)
        .orElseGet(() ->
            local(
                supply.standing(supply.standing().changed(SupplyState.REVERSED, now, reason, "")),
                SupplyPostings.unchargedOwn(supply),
                HomeEffect.UNDO));
  }

  private Step move(Supply supply, JournalKind kind, Instant now, List<Posting> postings) {
    return new Step.Move(
        supply,
        postings,
        Optional.of(journal(supply, kind, now)),
        Message.NONE,
        HomeEffect.NOTHING);
  }

  /** What concerns this branch alone is in no journal. */
  private static Step local(Supply supply, List<Posting> postings, HomeEffect effect) {
    return new Step.Move(supply, postings, Optional.empty(), Message.NONE, effect);
  }

  private JournalDraft journal(Supply supply, JournalKind kind, Instant now) {
    return new JournalDraft(
        kind,
        supply.id(),
        self,
        supply.home(),
        supply.standing().homeNumber(),
        supply.account().orElseThrow().value(),
        supply.price().originShare(),
        now,
        supply.standing().settlementDay());
  }

  private static Step refuse(RefusalCode code, String detail) {
    return new Step.Refuse(Refusal.of(code, detail));
  }
}
