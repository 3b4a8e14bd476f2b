package org.sbms.contract.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How the money came in. On the wire in lower case with hyphens: {@code bank-transfer}. */
public enum PaymentMethod {
  CASH,
  CARD,
  CHEQUE,
  BANK_TRANSFER,
  TERMINAL,
  ONLINE;

  /**
   * @throws IllegalArgumentException with a sentence fit for a user
   */
  @JsonCreator
  public static PaymentMethod parse(String text) {
    return Arrays.stream(values())
        .filter(method -> method.wire().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of cash, card, cheque, bank-transfer, terminal, online"));
  }

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
