package org.sbms.bankfiles.camt;

import java.time.LocalDate;
import org.sbms.contract.Money;

/**
 * @param amount below zero where the account is overdrawn
 */
public record CamtBalance(Type type, Money amount, LocalDate day) {

  /** The balances that entries lead from and to; a bank states others beside them. */
  public enum Type {
    OPENING,
    PREVIOUSLY_CLOSED,
    CLOSING,
    OTHER;

    static Type ofCode(String code) {
      return switch (code) {
        case "OPBD" -> OPENING;
        case "PRCD" -> PREVIOUSLY_CLOSED;
        case "CLBD" -> CLOSING;
        default -> OTHER;
      };
    }
  }
}
