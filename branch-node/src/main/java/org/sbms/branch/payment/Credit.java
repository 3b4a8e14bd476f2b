package org.sbms.branch.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.CreditState;

/** What home keeps, for years, of a payment that another branch took: each id happens once. */
public record Credit(
    Id id,
    AccountNumber account,
    Money amount,
    CreditState state,
    long originNumber,
    long homeNumber,
    LocalDate settlementDay,
    Instant at,
    String reason,
    String detail,
    String takenBy) {

  public record Id(BranchCode origin, UUID paymentId) {}

  public CreditReply reply() {
    return new CreditReply(state, homeNumber, settlementDay, at, reason, detail);
  }

  Credit numbered(long number) {
    return new Credit(
        id,
        account,
        amount,
        state,
        originNumber,
        number,
        settlementDay,
        at,
        reason,
        detail,
        takenBy);
  }
}
