package org.sbms.branch.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.kit.text.Language;

/**
 * A text as its customer reads it. It is made when it is needed and kept nowhere.
 *
 * @param mailAddress empty when the customer has none
 */
public record Letter(
    Language language,
    String customer,
    String address,
    String mailAddress,
    String seller,
    String sellerDetails,
    String subject,
    String body) {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@\"]+@[\\w.-]+");

  @Override
  public String toString() {
    return "(a letter)";
  }

  /** Servers like to repeat whom they do not know; what they say is kept, the address is not. */
  static String withoutAddresses(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(masked(found.group())));
  }

  /** Enough to recognise an address, not enough to write to it. */
  static String masked(String mailAddress) {
    int at = mailAddress.lastIndexOf('@');
    return at < 1 ? "" : mailAddress.charAt(0) + "•••" + mailAddress.substring(at);
  }
}
