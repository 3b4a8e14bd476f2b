package org.sbms.branch.cardgateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.Money;

/** What an acquirer has paid out. */
public record Payout(
    UUID id,
    String gateway,
    String reference,
    LocalDate paidOn,
    Money gross,
    Money fee,
    Instant bookedAt,
    String bookedBy) {

  /** What came to the bank. */
  public Money net() {
    return gross.minus(fee);
  }
}
