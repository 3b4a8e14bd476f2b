package org.sbms.branch.refund;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.DebitReply;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * What the origin of a refund does next: nothing is paid out before home has debited. Pure, like
 * the decisions of payments.
 */
public class RefundOriginDecisions {
  private static final RefusalCode CANNOT_CANCEL =
      new RefusalCode("cannot-cancel", RefusalCode.Category.CONFLICT);

  private final BranchCode self;

  public RefundOriginDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one event. */
  public sealed interface Step {

    /**
     * The refund moves on.
     *
     * @param message what home must be told
     * @param balanceDeltaMinor by how much an own subscriber's balance changes; 0 for others'
     */
    record Move(
        Refund refund,
        List<Posting> postings,
        Optional<JournalDraft> journal,
        Message message,
        long balanceDeltaMinor)
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
    SEND_DEBIT,
    /** Sends CANCEL in place of the debit, which a tombstone makes void wherever it is. */
    SEND_CANCEL
  }

  /** A customer asks for money back. An own subscriber's is debited and paid out at once. */
  public Step request(
      UUID id,
      String slip,
      RefundSubscriber asked,
      Actor cashier,
      Optional<Accounts.Facts> ownAccount,
      LocalDate openDay,
      Instant now) {
    BranchCode home = asked.account().home();
    boolean own = home.equals(self);
    if (own) {
      Optional<Refusal> obstacle = RefundHomeDecisions.obstacle(ownAccount, asked.amount());
      if (obstacle.isPresent()) {
        return new Step.Refuse(obstacle.get());
      }
    }
    Refund refund =
        new Refund(
            id,
            slip,
            asked.account(),
            home,
            asked.amount(),
            asked.reason(),
            asked.comment(),
            own ? RefundState.PAID : RefundState.REQUESTED,
            now,
            cashier.login(),
            now,
            0,
            0,
            own ? openDay : null,
            "",
            "");
    return own
        ? new Step.Move(
            refund,
            List.of(posting(refund, "refund", Chart.SUBSCRIBERS, Chart.CASH)),
            Optional.empty(),
            Message.NONE,
            -asked.amount().minor())
        : new Step.Move(
            refund,
            List.of(),
            Optional.of(journal(refund, JournalKind.REFUND_REQUESTED, now)),
            Message.SEND_DEBIT,
            0);
  }

  /** Home answered the debit. While cancelling it is not listened to. */
  public Step onDebitReply(Refund refund, DebitReply reply, Instant now) {
    if (refund.state() != RefundState.REQUESTED) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case GRANTED -> pay(refund, reply, now);
      case DECLINED ->
          move(
              refund
                  .changed(RefundState.REFUSED, now, reply.reason(), reply.detail())
                  .answered(reply),
              JournalKind.REFUND_REFUSED,
              now,
              List.of());
      // Only our own CANCEL makes these, and we sent none: somebody must look at it.
      case VOIDED, RETURNED ->
          new Step.AskAgain("home says " + reply.state() + " though nobody cancelled here");
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  /** The customer does not wait, or the desk was wrong. */
  public Step cancel(Refund refund, String reason, Instant now) {
    return switch (refund.state()) {
      case REQUESTED -> {
        Refund cancelling = refund.changed(RefundState.CANCELLING, now, reason, "");
        yield new Step.Move(
            cancelling,
            List.of(),
            Optional.of(journal(cancelling, JournalKind.REFUND_CANCEL_REQUESTED, now)),
            Message.SEND_CANCEL,
            0);
      }
      case PAID -> refuse("It is paid out: take the money as a payment if it comes back.");
      case REFUSED -> refuse("The home branch refused it already.");
      case CANCELLING -> refuse("It is being cancelled already.");
      case CANCELLED -> refuse("It is cancelled already.");
    };
  }

  /** Home answered CANCEL: the only thing that ends CANCELLING. */
  public Step onCancelReply(Refund refund, DebitReply reply, Instant now) {
    if (refund.state() != RefundState.CANCELLING) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case RETURNED, VOIDED, DECLINED ->
          move(
              refund
                  .changed(RefundState.CANCELLED, now, refund.problem(), reply.detail())
                  .answered(reply),
              JournalKind.REFUND_CANCELLED,
              now,
              List.of());
      case GRANTED -> new Step.AskAgain("home keeps the debit though it was cancelled");
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  private Step pay(Refund refund, DebitReply reply, Instant now) {
    Refund paid = refund.changed(RefundState.PAID, now, "", "").answered(reply);
    return move(
        paid,
        JournalKind.REFUND_PAID,
        now,
        List.of(posting(paid, "refund-paid", Chart.dueTo(paid.homeBranch()), Chart.CASH)));
  }

  private Step move(Refund refund, JournalKind kind, Instant now, List<Posting> postings) {
    return new Step.Move(
        refund, postings, Optional.of(journal(refund, kind, now)), Message.NONE, 0);
  }

  private JournalDraft journal(Refund refund, JournalKind kind, Instant now) {
    @Nullable LocalDate day = refund.settlementDay();
    return new JournalDraft(
        kind,
        refund.id(),
        self,
        refund.homeBranch(),
        refund.homeNumber(),
        refund.account().value(),
        refund.amount(),
        now,
        day);
  }

  private static Posting posting(
      Refund refund, String kind, LedgerAccount debit, LedgerAccount credit) {
    return new Posting(refund.id(), kind, debit, credit, refund.amount(), refund.account().value());
  }

  private static Step refuse(String detail) {
    return new Step.Refuse(Refusal.of(CANNOT_CANCEL, detail));
  }
}
