package org.sbms.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Central asks the origin what its desk gave for a payment, a refund or goods, to follow a line of
 * settlement to where it began.
 *
 * @param paymentId of the transaction, whatever it was
 */
public record AskReceipt(BranchCode branch, UUID paymentId)
    implements Operation<AskReceipt.Answer> {
  public static final String NAME = "ask-receipt";

  /**
   * What was given to the customer.
   *
   * @param acceptedBy the login of whoever took the money
   * @param reference what the payment system gave with it; empty where it gave nothing
   * @param state of it now, as the branch names it
   * @param method absent for refunds and goods
   * @param matter what the paper is for; absent from a branch that knows payments only
   * @param item what was handed out; absent where money was
   */
  public record Receipt(
      String number,
      AccountNumber account,
      Money amount,
      @Nullable PaymentMethod method,
      String reference,
      Instant acceptedAt,
      String acceptedBy,
      String state,
      JournalKind.@Nullable Matter matter,
      @Nullable String item) {

    /** For a payment, as it was given before there were others. */
    public Receipt(
        String number,
        AccountNumber account,
        Money amount,
        PaymentMethod method,
        String reference,
        Instant acceptedAt,
        String acceptedBy,
        String state) {
      this(
          number,
          account,
          amount,
          method,
          reference,
          acceptedAt,
          acceptedBy,
          state,
          JournalKind.Matter.PAYMENT,
          null);
    }

    public JournalKind.Matter what() {
      return matter == null ? JournalKind.Matter.PAYMENT : matter;
    }
  }

  /**
   * @param receipt absent where the branch took no such payment
   */
  public record Answer(Optional<Receipt> receipt) {}
}
