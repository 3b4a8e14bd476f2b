package org.sbms.contract.goods;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a branch has in its warehouse. */
public enum EquipmentKind {
  SIM(true),
  SMART_CARD(true),
  SET_TOP_BOX(true),
  MODEM(false),
  REMOTE(false);

  private final boolean identifies;

  EquipmentKind(boolean identifies) {
    this.identifies = identifies;
  }

  /** Whether a subscriber is found by the serial number of such an item. */
  public boolean identifies() {
    return identifies;
  }

  /** {@code set-top-box}: as in reference data, files and the API. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException with a sentence fit for a user
   */
  @JsonCreator
  public static EquipmentKind parse(String text) {
    for (EquipmentKind kind : values()) {
      if (kind.wire().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "must be one of "
            + Arrays.stream(values()).map(EquipmentKind::wire).collect(Collectors.joining(", ")));
  }
}
