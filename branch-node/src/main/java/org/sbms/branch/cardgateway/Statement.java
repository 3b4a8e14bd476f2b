package org.sbms.branch.cardgateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.Money;

/**
 * What an acquirer says of one payment, by a webhook or as an answer. Its words are cut to a line,
 * and one that holds the number of a card is not kept at all.
 *
 * @param captured what it captured; empty unless it says that it did
 * @param page where the payer pays; empty when it does not say
 * @param reference its own number of the payment; may be empty
 * @param detail why, in its words; may be empty
 */
record Statement(
    Said said, Optional<Money> captured, String page, String reference, String detail) {
  private static final int MAX_TEXT = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /** On the wire in lower case with hyphens: {@code refund-pending}. */
  enum Said {
    PENDING,
    CAPTURED,
    DECLINED,
    EXPIRED,
    /** It never heard of it. */
    NOT_KNOWN,
    REFUND_PENDING,
    REFUNDED,
    REFUND_DECLINED;

    static Optional<Said> of(String text) {
      return Arrays.stream(values()).filter(said -> said.wire().equals(text)).findFirst();
    }

    private String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Statement {
    reference = harmless(reference);
    detail = harmless(detail);
  }

  static Statement of(Said said) {
    return new Statement(said, Optional.empty(), "", "", "");
  }

  private static String harmless(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    String kept = line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line;
    return FreeText.unfit("text", line).isEmpty() ? kept : "(removed)";
  }
}
