package org.sbms.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Central asks the origin what its desk gave for a payment, to follow a line of settlement to where
 * the money was taken.
 */
public record AskReceipt(BranchCode branch, UUID paymentId)
    implements Operation<AskReceipt.Answer> {
  public static final String NAME = "ask-receipt";

  /**
   * What was given to the customer.
   *
   * @param acceptedBy the login of whoever took the money
   * @param reference what the payment system gave with it; empty where it gave nothing
   * @param state of the payment now, as the branch names it
   */
  public record Receipt(
      String number,
      AccountNumber account,
      Money amount,
      PaymentMethod method,
      String reference,
      Instant acceptedAt,
      String acceptedBy,
      String state) {}

  /**
   * @param receipt absent where the branch took no such payment
   */
  public record Answer(Optional<Receipt> receipt) {}
}
