package org.sbms.bankfiles.pain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Money;

/**
 * What the bank is to pay.
 *
 * @param payments ordered; those of one payer and currency go as one group
 */
public record PaymentInstruction(
    String messageId,
    Instant createdAt,
    LocalDate payOn,
    String initiator,
    List<Payment> payments) {

  /**
   * @param endToEndId at most 35 characters; the bank's statement names the payment by it
   */
  public record Payment(
      String endToEndId, BankAccount from, BankAccount to, Money amount, String purpose) {}

  public PaymentInstruction {
    payments = List.copyOf(payments);
  }
}
