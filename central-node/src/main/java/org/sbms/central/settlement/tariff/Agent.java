package org.sbms.central.settlement.tariff;

import java.util.Locale;
import java.util.Optional;

/**
 * Who stood between the customer and the origin of a payment.
 *
 * @param code of the dataset {@code dealers}, or a corporate client's tax id
 */
public record Agent(Kind kind, String code) {

  /** As journals and the dataset {@code settlement-shares} name them. */
  public enum Kind {
    DEALER,
    CORPORATE;

    String inData() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code dealer:svyaz-market}. */
  @Override
  public String toString() {
    return kind.inData() + ":" + code;
  }

  /** A journal may name what this version of central has no tariffs for: empty. */
  public static Optional<Agent> parse(String text) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.inData() + ":";
      if (text.startsWith(prefix) && text.length() > prefix.length()) {
        return Optional.of(new Agent(kind, text.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }
}
