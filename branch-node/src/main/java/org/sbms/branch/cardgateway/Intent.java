package org.sbms.branch.cardgateway;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * A payment by card, as this branch knows it.
 *
 * @param reason code of what put it aside or declined it; may be empty
 * @param detail the same in words
 * @param page where the payer pays; empty until known
 * @param reference the acquirer's own number; may be empty
 * @param captured what the acquirer has taken from the card
 * @param held whether the captured money lies on the account of what is set aside
 * @param creditTo whose balance it is for: the account asked for, or another by decision
 * @param creditAttempt how often somebody decided to credit it after it was set aside
 * @param payment that was taken for it
 * @param asks how often the acquirer was asked since the last change
 */
public record Intent(
    UUID id,
    String number,
    String gateway,
    AccountNumber account,
    Money amount,
    IntentState state,
    String reason,
    String detail,
    String page,
    String reference,
    String returnUrl,
    @Nullable Money captured,
    boolean held,
    AccountNumber creditTo,
    int creditAttempt,
    @Nullable UUID payment,
    Instant madeAt,
    String madeBy,
    Instant changedAt,
    Instant expiresAt,
    int asks) {

  static Intent fresh(
      UUID id,
      String number,
      StartCardPayment asked,
      String gateway,
      String by,
      Instant now,
      Instant expiresAt) {
    return new Intent(
        id,
        number,
        gateway,
        asked.account(),
        asked.amount(),
        IntentState.CREATED,
        "",
        "",
        "",
        "",
        asked.returnUrl(),
        null,
        false,
        asked.account(),
        0,
        null,
        now,
        by,
        now,
        expiresAt,
        0);
  }

  Intent to(IntentState newState, String newReason, String newDetail, Instant now) {
    return new Intent(
        id,
        number,
        gateway,
        account,
        amount,
        newState,
        newReason,
        newDetail,
        page,
        reference,
        returnUrl,
        captured,
        held,
        creditTo,
        creditAttempt,
        payment,
        madeAt,
        madeBy,
        now,
        expiresAt,
        0);
  }

  /** Keeps what the acquirer said beside its state. */
  Intent told(Statement statement) {
    return with(
        statement.page().isEmpty() ? page : statement.page(),
        statement.reference().isEmpty() ? reference : statement.reference(),
        captured,
        held,
        creditTo,
        creditAttempt,
        payment);
  }

  Intent withCaptured(Money money) {
    return with(page, reference, money, held, creditTo, creditAttempt, payment);
  }

  Intent holding(boolean nowHeld) {
    return with(page, reference, captured, nowHeld, creditTo, creditAttempt, payment);
  }

  /** For another try under another key: the refusal of the last one is kept for good. */
  Intent creditedAgain(AccountNumber to) {
    return with(page, reference, captured, held, to, creditAttempt + 1, null);
  }

  Intent paidBy(UUID newPayment) {
    return with(page, reference, captured, held, creditTo, creditAttempt, newPayment);
  }

  Money capturedMoney() {
    if (captured == null) {
      throw new IllegalStateException(number + " is " + state + " and captured nothing");
    }
    return captured;
  }

  /** Under which its payment is taken once. */
  String creditKey() {
    return creditAttempt == 0 ? id.toString() : id + "-" + creditAttempt;
  }

  private Intent with(
      String newPage,
      String newReference,
      @Nullable Money newCaptured,
      boolean newHeld,
      AccountNumber newCreditTo,
      int newAttempt,
      @Nullable UUID newPayment) {
    return new Intent(
        id,
        number,
        gateway,
        account,
        amount,
        state,
        reason,
        detail,
        newPage,
        newReference,
        returnUrl,
        newCaptured,
        newHeld,
        newCreditTo,
        newAttempt,
        newPayment,
        madeAt,
        madeBy,
        changedAt,
        expiresAt,
        asks);
  }
}
