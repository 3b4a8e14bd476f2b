package org.sbms.branch.delivery;

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

  @Override
  public String toString() {
    return "(a letter)";
  }

  /** Enough to recognise an address, not enough to write to it. */
  static String masked(String mailAddress) {
    int at = mailAddress.lastIndexOf('@');
    return at < 1 ? "" : mailAddress.charAt(0) + "•••" + mailAddress.substring(at);
  }
}
