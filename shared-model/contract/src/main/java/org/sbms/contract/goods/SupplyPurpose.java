package org.sbms.contract.goods;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an item is handed out. */
public enum SupplyPurpose {
  /** It takes the place of an item that the subscriber has. */
  REPLACEMENT,
  /** The subscriber has it in addition. */
  SALE;

  /** {@code replacement}: as in reference data and the API. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static SupplyPurpose parse(String text) {
    for (SupplyPurpose purpose : values()) {
      if (purpose.wire().equals(text)) {
        return purpose;
      }
    }
    throw new IllegalArgumentException("must be replacement or sale");
  }
}
