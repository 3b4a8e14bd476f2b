package org.sbms.branch.cheque;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * A cheque.
 *
 * @param dated the day on it: it may be a day to come
 * @param held whether its amount lies on the account of cheques that no balance has
 * @param creditTo whose balance it is for: the account asked for, or another by decision
 * @param creditAttempt how often somebody decided for whom it is
 * @param payment that was taken for it
 * @param reason why it bounced, was returned or could not be credited; may be empty
 * @param fee what a bounce cost the subscriber; zero unless charged
 */
public record Cheque(
    UUID id,
    String number,
    String bank,
    String drawer,
    LocalDate dated,
    AccountNumber account,
    Money amount,
    ChequeState state,
    CreditState credit,
    boolean held,
    AccountNumber creditTo,
    int creditAttempt,
    @Nullable UUID payment,
    @Nullable UUID slip,
    String reason,
    Money fee,
    Instant receivedAt,
    String receivedBy,
    Instant changedAt,
    String changedBy) {

  Cheque to(ChequeState newState, String newReason, String by, Instant now) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        newState,
        credit,
        held,
        creditTo,
        creditAttempt,
        payment,
        slip,
        newReason,
        fee,
        receivedAt,
        receivedBy,
        now,
        by);
  }

  Cheque onSlip(UUID newSlip) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        state,
        credit,
        held,
        creditTo,
        creditAttempt,
        payment,
        newSlip,
        reason,
        fee,
        receivedAt,
        receivedBy,
        changedAt,
        changedBy);
  }

  Cheque credited(CreditState newCredit, boolean nowHeld) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        state,
        newCredit,
        nowHeld,
        creditTo,
        creditAttempt,
        payment,
        slip,
        reason,
        fee,
        receivedAt,
        receivedBy,
        changedAt,
        changedBy);
  }

  Cheque paidBy(UUID newPayment) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        state,
        credit,
        held,
        creditTo,
        creditAttempt,
        newPayment,
        slip,
        reason,
        fee,
        receivedAt,
        receivedBy,
        changedAt,
        changedBy);
  }

  /** For another try under another key: the refusal of the last one is kept for good. */
  Cheque creditedAgain(AccountNumber to) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        state,
        credit,
        held,
        to,
        creditAttempt + 1,
        null,
        slip,
        "",
        fee,
        receivedAt,
        receivedBy,
        changedAt,
        changedBy);
  }

  Cheque charged(Money newFee) {
    return new Cheque(
        id,
        number,
        bank,
        drawer,
        dated,
        account,
        amount,
        state,
        credit,
        held,
        creditTo,
        creditAttempt,
        payment,
        slip,
        reason,
        newFee,
        receivedAt,
        receivedBy,
        changedAt,
        changedBy);
  }

  /** Under which its payment is taken once. */
  String creditKey() {
    return creditAttempt == 0 ? id.toString() : id + "-" + creditAttempt;
  }

  String reversalKey() {
    return "bounced-" + id;
  }
}
