package org.sbms.branch.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.PaymentMethod;

/**
 * A payment as its origin has it. The API shows it as it stands here.
 *
 * @param confirmed whether the origin has learned that home credited
 * @param originNumber of the origin's journal entry; 0 for an own subscriber's, which is in no
 *     journal
 * @param homeNumber of home's journal entry; 0 until known
 * @param reason code of a rejection or of a refused cancellation; otherwise what the cashier gave
 *     as the reason to cancel, or empty
 */
public record Payment(
    UUID id,
    String receipt,
    AccountNumber account,
    BranchCode homeBranch,
    Money amount,
    PaymentMethod method,
    String reference,
    PaymentState state,
    boolean confirmed,
    Instant acceptedAt,
    String acceptedBy,
    Instant changedAt,
    long originNumber,
    long homeNumber,
    @Nullable LocalDate settlementDay,
    String reason,
    String detail) {

  Payment changed(PaymentState newState, Instant now, String newReason, String newDetail) {
    return with(
        newState, confirmed, now, originNumber, homeNumber, settlementDay, newReason, newDetail);
  }

  /** Keeps where home wrote down what it answered. */
  Payment answered(CreditReply reply) {
    return with(
        state,
        confirmed,
        changedAt,
        originNumber,
        reply.homeNumber(),
        reply.settlementDay(),
        reason,
        detail);
  }

  Payment withCreditKnown() {
    return with(state, true, changedAt, originNumber, homeNumber, settlementDay, reason, detail);
  }

  /** Home's settlement day, taken over after the origin had it otherwise. */
  public Payment onDay(LocalDate day) {
    return with(state, confirmed, changedAt, originNumber, homeNumber, day, reason, detail);
  }

  Payment numbered(long number) {
    return with(state, confirmed, changedAt, number, homeNumber, settlementDay, reason, detail);
  }

  private Payment with(
      PaymentState newState,
      boolean newConfirmed,
      Instant newChangedAt,
      long newOriginNumber,
      long newHomeNumber,
      @Nullable LocalDate newSettlementDay,
      String newReason,
      String newDetail) {
    return new Payment(
        id,
        receipt,
        account,
        homeBranch,
        amount,
        method,
        reference,
        newState,
        newConfirmed,
        acceptedAt,
        acceptedBy,
        newChangedAt,
        newOriginNumber,
        newHomeNumber,
        newSettlementDay,
        newReason,
        newDetail);
  }
}
