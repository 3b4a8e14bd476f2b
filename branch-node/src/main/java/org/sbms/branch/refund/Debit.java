package org.sbms.branch.refund;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.DebitReply;
import org.sbms.contract.payment.DebitState;

/** What home keeps, for years, of a refund that another branch asked for: each id happens once. */
public record Debit(
    Id id,
    AccountNumber account,
    Money amount,
    DebitState state,
    long originNumber,
    long homeNumber,
    LocalDate settlementDay,
    Instant at,
    String problem,
    String detail,
    String reason,
    String requestedBy) {

  public record Id(BranchCode origin, UUID refundId) {}

  DebitReply reply() {
    return new DebitReply(state, homeNumber, settlementDay, at, problem, detail);
  }

  Debit numbered(long number) {
    return new Debit(
        id,
        account,
        amount,
        state,
        originNumber,
        number,
        settlementDay,
        at,
        problem,
        detail,
        reason,
        requestedBy);
  }

  Debit returned(long cancelledBy, LocalDate day, Instant now) {
    return new Debit(
        id,
        account,
        amount,
        DebitState.RETURNED,
        cancelledBy,
        homeNumber,
        day,
        now,
        "",
        "",
        reason,
        requestedBy);
  }
}
