package org.sbms.central.corporate;

import java.util.List;
import org.sbms.kit.text.Texts;

/** What the codes of movements are called; one that a newer branch uses shows itself. */
public final class MovementKinds {
  private static final List<String> OF_A_BRANCH =
      List.of(
          "payment-from-",
          "reversal-from-",
          "correction-from-",
          "goods-from-",
          "goods-reversal-from-",
          "refund-from-",
          "refund-return-from-");

  private MovementKinds() {}

  public static String said(Texts texts, String kind) {
    for (String prefix : OF_A_BRANCH) {
      if (kind.startsWith(prefix)) {
        return texts.t(
            "movement." + prefix.substring(0, prefix.length() - 1),
            kind.substring(prefix.length()));
      }
    }
    String key = "movement." + kind;
    return texts.has(key) ? texts.t(key) : kind;
  }
}
