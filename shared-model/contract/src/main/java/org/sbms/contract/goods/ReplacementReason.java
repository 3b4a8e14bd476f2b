package org.sbms.contract.goods;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an item is replaced: decides what becomes of the old one. */
public enum ReplacementReason {
  FAULTY,
  UPGRADE,
  /** The old one may turn up in anybody's hands, so nobody may use it again. */
  LOST,
  STOLEN;

  public boolean blacklistsTheOld() {
    return this == LOST || this == STOLEN;
  }

  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static ReplacementReason parse(String text) {
    for (ReplacementReason reason : values()) {
      if (reason.wire().equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("must be faulty, upgrade, lost or stolen");
  }
}
