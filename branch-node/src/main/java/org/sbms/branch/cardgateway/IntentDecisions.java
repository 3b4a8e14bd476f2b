package org.sbms.branch.cardgateway;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * What follows from what an acquirer says. It may say it twice, late and in any order; silence
 * decides nothing.
 */
final class IntentDecisions {
  static final String AMOUNT_DIFFERS = "AMOUNT_DIFFERS";
  static final String CAPTURED_AFTER_DECLINE = "CAPTURED_AFTER_DECLINE";
  static final String NOT_TAKEN = "NOT_TAKEN";
  static final String REFUND_DECLINED = "REFUND_DECLINED";
  static final String REFUNDED_ELSEWHERE = "REFUNDED_ELSEWHERE";

  private static final RefusalCode NOT_ASIDE =
      new RefusalCode("card-payment-not-set-aside", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NOT_CANCELLED =
      new RefusalCode("payment-not-cancelled", RefusalCode.Category.CONFLICT);

  private IntentDecisions() {}

  sealed interface Step {
    /**
     * @param due what the acquirer owes more (or less) from now on
     */
    record Move(Intent intent, List<Posting> postings, Money due) implements Step {}

    /** Nothing new, or nothing that could still be true. */
    record Stay() implements Step {}

    /** The acquirer never heard of it: tell it again under the same id. */
    record TellAgain() implements Step {}

    /** It cannot be listened to just now; whoever says it must say it again. */
    record Later() implements Step {}

    record Refuse(Refusal refusal) implements Step {}
  }

  static Step on(Statement statement, Intent intent, Instant now) {
    Intent told = intent.told(statement);
    return switch (statement.said()) {
      case PENDING -> pending(told, !told.page().equals(intent.page()), now);
      case CAPTURED ->
          statement
              .captured()
              .map(captured -> captured(captured, told, now))
              .orElseGet(Step.Stay::new);
      case DECLINED -> ended(told, IntentState.DECLINED, statement.detail(), now);
      case EXPIRED -> ended(told, IntentState.EXPIRED, statement.detail(), now);
      case NOT_KNOWN -> notKnown(intent, now);
      case REFUNDED -> refunded(told, now);
      case REFUND_DECLINED -> refundDeclined(told, statement.detail(), now);
      case REFUND_PENDING -> new Step.Stay();
    };
  }

  /** It was asked, and did not say anything. */
  static Step onSilence(Intent intent, Instant now) {
    return intent.state() == IntentState.CREATED
        ? move(intent.to(IntentState.UNKNOWN, "", "", now))
        : new Step.Stay();
  }

  /** A payment was taken for it. */
  static Step onCredited(Intent intent, UUID payment, Instant now) {
    return intent.state() == IntentState.CAPTURED
        ? move(intent.to(IntentState.CREDITED, "", "", now).paidBy(payment))
        : new Step.Stay();
  }

  /** No payment can be taken for it, such as when the account was closed meanwhile. */
  static Step onNotTaken(Intent intent, Refusal refusal, Instant now) {
    return intent.state() == IntentState.CAPTURED
        ? new Step.Move(
            intent
                .to(
                    IntentState.SET_ASIDE,
                    NOT_TAKEN,
                    refusal.code().code() + ": " + refusal.detail(),
                    now)
                .holding(true),
            List.of(putAside(intent)),
            nothing(intent))
        : new Step.Stay();
  }

  /** Its payment is cancelled for good: the card gets the money back. */
  static Step onPaymentReversed(Intent intent, Instant now) {
    return intent.state() == IntentState.CREDITED
        ? move(intent.to(IntentState.REFUNDING, "", "", now))
        : new Step.Stay();
  }

  /** Somebody decided to credit what was set aside, as much as was captured. */
  static Step credit(Intent intent, AccountNumber to, String comment, Instant now) {
    if (!isHeldAside(intent)) {
      return notAside();
    }
    return new Step.Move(
        intent.to(IntentState.CAPTURED, "", comment, now).holding(false).creditedAgain(to),
        List.of(takeFromAside(intent)),
        nothing(intent));
  }

  /** Somebody decided to give what was set aside back to the card. */
  static Step giveBack(Intent intent, String comment, Instant now) {
    return isHeldAside(intent)
        ? move(intent.to(IntentState.REFUNDING, "", comment, now))
        : notAside();
  }

  /**
   * Somebody has dealt with what the acquirer refunded unasked.
   *
   * @param reversed whether the payment that was taken for it is cancelled
   */
  static Step close(Intent intent, boolean reversed, String comment, Instant now) {
    if (intent.state() != IntentState.SET_ASIDE || !intent.reason().equals(REFUNDED_ELSEWHERE)) {
      return notAside();
    }
    return reversed
        ? move(intent.to(IntentState.REFUNDED, REFUNDED_ELSEWHERE, comment, now))
        : new Step.Refuse(
            Refusal.of(
                NOT_CANCELLED,
                "The acquirer gave the money back: first cancel the payment that was taken."));
  }

  private static Step pending(Intent intent, boolean newPage, Instant now) {
    return switch (intent.state()) {
      case CREATED, UNKNOWN -> move(intent.to(IntentState.PENDING, "", "", now));
      case PENDING -> newPage ? move(intent.to(IntentState.PENDING, "", "", now)) : new Step.Stay();
      case CAPTURED, CREDITED, DECLINED, EXPIRED, SET_ASIDE, REFUNDING, REFUNDED -> new Step.Stay();
    };
  }

  /** The acquirer has money of ours, whatever it said before. */
  private static Step captured(Money captured, Intent intent, Instant now) {
    return switch (intent.state()) {
      case CREATED, PENDING, UNKNOWN, EXPIRED ->
          captured.equals(intent.amount())
              ? new Step.Move(
                  intent.to(IntentState.CAPTURED, "", "", now).withCaptured(captured),
                  List.of(),
                  captured)
              : aside(intent, captured, AMOUNT_DIFFERS, now);
      case DECLINED -> aside(intent, captured, CAPTURED_AFTER_DECLINE, now);
      case CAPTURED, CREDITED, SET_ASIDE, REFUNDING, REFUNDED -> new Step.Stay();
    };
  }

  private static Step aside(Intent intent, Money captured, String reason, Instant now) {
    Intent moved =
        intent
            .to(IntentState.SET_ASIDE, reason, "captured " + captured, now)
            .withCaptured(captured)
            .holding(true);
    return new Step.Move(moved, List.of(putAside(moved)), captured);
  }

  private static Step ended(Intent intent, IntentState end, String detail, Instant now) {
    return intent.state().isOpen() ? move(intent.to(end, "", detail, now)) : new Step.Stay();
  }

  /** It takes none after the expiry that it is told, so what it does not know then cannot come. */
  private static Step notKnown(Intent intent, Instant now) {
    if (!intent.state().isOpen()) {
      return new Step.Stay();
    }
    return now.isBefore(intent.expiresAt())
        ? new Step.TellAgain()
        : move(intent.to(IntentState.EXPIRED, "", "", now));
  }

  private static Step refunded(Intent intent, Instant now) {
    return switch (intent.state()) {
      case REFUNDING -> refundedHere(intent, now);
      case SET_ASIDE -> intent.held() ? refundedHere(intent, now) : new Step.Stay();
      case CREDITED ->
          new Step.Move(
              intent.to(IntentState.SET_ASIDE, REFUNDED_ELSEWHERE, "", now),
              List.of(),
              intent.capturedMoney().negated());
      // Its payment is being taken at this moment.
      case CAPTURED -> new Step.Later();
      // It came and went before we heard of it.
      case CREATED, PENDING, UNKNOWN ->
          move(intent.to(IntentState.DECLINED, REFUNDED_ELSEWHERE, "", now));
      case DECLINED, EXPIRED, REFUNDED -> new Step.Stay();
    };
  }

  private static Step refundedHere(Intent intent, Instant now) {
    return new Step.Move(
        intent.to(IntentState.REFUNDED, "", "", now).holding(false),
        intent.held() ? List.of(takeFromAside(intent)) : List.of(),
        intent.capturedMoney().negated());
  }

  /** The money stays with us, and is nobody's balance any more. */
  private static Step refundDeclined(Intent intent, String detail, Instant now) {
    if (intent.state() != IntentState.REFUNDING) {
      return new Step.Stay();
    }
    return new Step.Move(
        intent.to(IntentState.SET_ASIDE, REFUND_DECLINED, detail, now).holding(true),
        intent.held() ? List.of() : List.of(putAside(intent)),
        nothing(intent));
  }

  private static boolean isHeldAside(Intent intent) {
    return intent.state() == IntentState.SET_ASIDE && intent.held();
  }

  private static Step notAside() {
    return new Step.Refuse(Refusal.of(NOT_ASIDE, "This payment by card is not set aside so."));
  }

  private static Posting putAside(Intent intent) {
    return posting(intent, "card-set-aside", Chart.CARDS, Chart.CARDS_ASIDE);
  }

  private static Posting takeFromAside(Intent intent) {
    return posting(intent, "card-taken-from-aside", Chart.CARDS_ASIDE, Chart.CARDS);
  }

  private static Posting posting(
      Intent intent, String kind, LedgerAccount debit, LedgerAccount credit) {
    return new Posting(
        intent.id(), kind, debit, credit, intent.capturedMoney(), intent.account().value());
  }

  private static Step move(Intent intent) {
    return new Step.Move(intent, List.of(), nothing(intent));
  }

  private static Money nothing(Intent intent) {
    return Money.zero(intent.amount().currency());
  }
}
