package org.sbms.branch.refund;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.DebitReply;

/**
 * A refund as its origin has it.
 *
 * @param slip number of the slip that the customer signs
 * @param reason code of the reason it is given back for
 * @param originNumber of the origin's journal entry; 0 for an own subscriber's, which is in no
 *     journal
 * @param homeNumber of home's journal entry; 0 until known
 * @param problem code of home's refusal; otherwise why it was cancelled, or empty
 */
public record Refund(
    UUID id,
    String slip,
    AccountNumber account,
    BranchCode homeBranch,
    Money amount,
    String reason,
    String comment,
    RefundState state,
    Instant requestedAt,
    String requestedBy,
    Instant changedAt,
    long originNumber,
    long homeNumber,
    @Nullable LocalDate settlementDay,
    String problem,
    String detail) {

  Refund changed(RefundState newState, Instant now, String newProblem, String newDetail) {
    return with(newState, now, originNumber, homeNumber, settlementDay, newProblem, newDetail);
  }

  /** Keeps where home wrote down what it answered. */
  Refund answered(DebitReply reply) {
    return with(
        state, changedAt, originNumber, reply.homeNumber(), reply.settlementDay(), problem, detail);
  }

  Refund numbered(long number) {
    return with(state, changedAt, number, homeNumber, settlementDay, problem, detail);
  }

  private Refund with(
      RefundState newState,
      Instant newChangedAt,
      long newOriginNumber,
      long newHomeNumber,
      @Nullable LocalDate newSettlementDay,
      String newProblem,
      String newDetail) {
    return new Refund(
        id,
        slip,
        account,
        homeBranch,
        amount,
        reason,
        comment,
        newState,
        requestedAt,
        requestedBy,
        newChangedAt,
        newOriginNumber,
        newHomeNumber,
        newSettlementDay,
        newProblem,
        newDetail);
  }
}
