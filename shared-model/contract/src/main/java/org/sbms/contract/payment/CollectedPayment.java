package org.sbms.contract.payment;

import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * A payment that a branch took for central, as it stands there now.
 *
 * @param reason code of a rejection; empty otherwise
 * @param detail the same in a sentence
 */
public record CollectedPayment(
    UUID id,
    String receipt,
    AccountNumber account,
    Money amount,
    State state,
    String reason,
    String detail) {

  /** How far it has come. */
  public enum State {
    /** Taken, and on its way to the account's home. */
    ACCEPTED,
    /** Credited. */
    POSTED,
    /** Home refused it; the money waits at the branch that took it. */
    REJECTED,
    CANCELLING,
    /** Undone: the money is the payer's again. */
    REVERSED
  }
}
