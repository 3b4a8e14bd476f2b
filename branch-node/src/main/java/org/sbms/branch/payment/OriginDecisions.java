package org.sbms.branch.payment;

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
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * What the origin of a payment does next. Pure: no clock, no randomness, no I/O, so that production
 * and a seeded simulation run the same rules. The rules R1–R11 are in docs/protocol.md.
 */
public class OriginDecisions {
  private static final RefusalCode CANNOT_CANCEL =
      new RefusalCode("cannot-cancel", RefusalCode.Category.CONFLICT);

  private final BranchCode self;

  public OriginDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one event. */
  public sealed interface Step {

    /**
     * The payment moves on.
     *
     * @param message what home must be told
     * @param balanceDeltaMinor by how much an own subscriber's balance changes; 0 for others'
     */
    record Move(
        Payment payment,
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
    SEND_CREDIT,
    /** Sends CANCEL in place of the POST, which a tombstone makes void wherever it is. */
    SEND_CANCEL
  }

  /** The money of a new payment is in the drawer. */
  public Step accept(
      UUID id,
      String receipt,
      TakePayment take,
      Actor cashier,
      Optional<Accounts.Facts> ownAccount,
      LocalDate openDay,
      Instant now) {
    BranchCode home = take.account().home();
    boolean own = home.equals(self);
    if (own) {
      Optional<Refusal> obstacle = HomeDecisions.obstacle(ownAccount, take.amount());
      if (obstacle.isPresent()) {
        return new Step.Refuse(obstacle.get());
      }
    }
    Payment payment =
        new Payment(
            id,
            receipt,
            take.account(),
            home,
            take.amount(),
            take.method(),
            take.reference(),
            own ? PaymentState.POSTED : PaymentState.ACCEPTED,
            own,
            now,
            nameOf(cashier),
            now,
            0,
            0,
            own ? openDay : null,
            "",
            "");
    LedgerAccount drawer = Chart.takenBy(take.method());
    return own
        ? new Step.Move(
            payment,
            List.of(posting(payment, "payment", drawer, Chart.SUBSCRIBERS)),
            Optional.empty(),
            Message.NONE,
            take.amount().minor())
        : new Step.Move(
            payment,
            List.of(posting(payment, "payment-accepted", drawer, Chart.inTransit(home))),
            Optional.of(journal(payment, JournalKind.PAYMENT_ACCEPTED, now)),
            Message.SEND_CREDIT,
            0);
  }

  /** Central's people act here too, and their logins are not ours. */
  String nameOf(Actor cashier) {
    return cashier.node().equals(NodeId.of(self))
        ? cashier.login()
        : cashier.login() + "@" + cashier.node();
  }

  /** Home answered POST. While cancelling it is not listened to (R6). */
  public Step onCreditReply(Payment payment, CreditReply reply, Instant now) {
    if (payment.state() != PaymentState.ACCEPTED) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case POSTED -> confirm(payment, reply, now);
      case REJECTED -> reject(payment, reply, now);
      // Only our own CANCEL makes these, and we sent none: somebody must look at it.
      case VOIDED, REVERSED ->
          new Step.AskAgain("home says " + reply.state() + " though nobody cancelled here");
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  /** The desk wants the payment undone. */
  public Step cancel(
      Payment payment, String reason, Optional<Accounts.Facts> ownAccount, Instant now) {
    return switch (payment.state()) {
      case ACCEPTED, POSTED ->
          payment.homeBranch().equals(self)
              ? reverseOwn(payment, reason, ownAccount, now)
              : requestCancel(payment, reason, now);
      case REJECTED -> refund(payment, reason, now);
      case CANCELLING -> refuse("It is being cancelled already.");
      case REVERSED -> refuse("It is cancelled already.");
    };
  }

  /** Home answered CANCEL: the only thing that ends CANCELLING. */
  public Step onCancelReply(Payment payment, CreditReply reply, Instant now) {
    if (payment.state() != PaymentState.CANCELLING) {
      return new Step.Ignore();
    }
    return switch (reply.state()) {
      case REVERSED, VOIDED -> giveBack(payment, reply, now);
      case POSTED -> keepAfterAll(payment, reply, now);
      case REJECTED -> reject(payment, reply, now);
      case UNKNOWN -> new Step.AskAgain("home does not know it");
    };
  }

  private Step confirm(Payment payment, CreditReply reply, Instant now) {
    Payment posted =
        payment.changed(PaymentState.POSTED, now, "", "").answered(reply).withCreditKnown();
    return move(posted, JournalKind.PAYMENT_CONFIRMED, now, List.of(arrived(posted)));
  }

  private Step reject(Payment payment, CreditReply reply, Instant now) {
    Payment rejected = payment.changed(PaymentState.REJECTED, now, reply.reason(), reply.detail());
    return move(
        rejected.answered(reply),
        JournalKind.PAYMENT_REJECTED,
        now,
        List.of(
            posting(
                payment,
                "payment-rejected",
                Chart.inTransit(payment.homeBranch()),
                Chart.SUSPENSE)));
  }

  private Step requestCancel(Payment payment, String reason, Instant now) {
    Payment cancelling = payment.changed(PaymentState.CANCELLING, now, reason, "");
    return new Step.Move(
        cancelling,
        List.of(),
        Optional.of(journal(cancelling, JournalKind.CANCEL_REQUESTED, now)),
        Message.SEND_CANCEL,
        0);
  }

  private Step giveBack(Payment payment, CreditReply reply, Instant now) {
    LedgerAccount owed =
        payment.confirmed()
            ? Chart.dueTo(payment.homeBranch())
            : Chart.inTransit(payment.homeBranch());
    Payment reversed = payment.changed(PaymentState.REVERSED, now, payment.reason(), "");
    return move(
        reversed.answered(reply),
        JournalKind.PAYMENT_REVERSED,
        now,
        List.of(posting(payment, "payment-reversed", owed, Chart.takenBy(payment.method()))));
  }

  /** Home had credited and refuses to take it back: the payment stands. */
  private Step keepAfterAll(Payment payment, CreditReply reply, Instant now) {
    Payment posted =
        payment
            .changed(PaymentState.POSTED, now, reply.reason(), reply.detail())
            .answered(reply)
            .withCreditKnown();
    return move(
        posted,
        JournalKind.CANCEL_REFUSED,
        now,
        payment.confirmed() ? List.of() : List.of(arrived(posted)));
  }

  private Step reverseOwn(
      Payment payment, String reason, Optional<Accounts.Facts> account, Instant now) {
    if (account.isEmpty() || account.get().state() == SubscriberState.TERMINATED) {
      return refuse("The account is closed, so the payment cannot be taken back from it.");
    }
    return new Step.Move(
        payment.changed(PaymentState.REVERSED, now, reason, ""),
        List.of(
            posting(
                payment, "payment-reversed", Chart.SUBSCRIBERS, Chart.takenBy(payment.method()))),
        Optional.empty(),
        Message.NONE,
        -payment.amount().minor());
  }

  /** Both journals say rejected already; giving the money back concerns this branch alone. */
  private Step refund(Payment payment, String reason, Instant now) {
    return new Step.Move(
        payment.changed(PaymentState.REVERSED, now, reason, payment.detail()),
        List.of(
            posting(payment, "payment-refunded", Chart.SUSPENSE, Chart.takenBy(payment.method()))),
        Optional.empty(),
        Message.NONE,
        0);
  }

  private Posting arrived(Payment payment) {
    return posting(
        payment,
        "payment-confirmed",
        Chart.inTransit(payment.homeBranch()),
        Chart.dueTo(payment.homeBranch()));
  }

  private Step move(Payment payment, JournalKind kind, Instant now, List<Posting> postings) {
    return new Step.Move(
        payment, postings, Optional.of(journal(payment, kind, now)), Message.NONE, 0);
  }

  private JournalDraft journal(Payment payment, JournalKind kind, Instant now) {
    @Nullable LocalDate day = payment.settlementDay();
    return new JournalDraft(
        kind,
        payment.id(),
        self,
        payment.homeBranch(),
        payment.homeNumber(),
        payment.account().value(),
        payment.amount(),
        now,
        day);
  }

  private static Posting posting(
      Payment payment, String kind, LedgerAccount debit, LedgerAccount credit) {
    Money amount = payment.amount();
    return new Posting(payment.id(), kind, debit, credit, amount, payment.account().value());
  }

  private static Step refuse(String detail) {
    return new Step.Refuse(Refusal.of(CANNOT_CANCEL, detail));
  }
}
