package org.sbms.branch.party;

import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberCard.Customer;

/** A card for those who serve a subscriber without needing to know where they live. */
final class Masking {
  private static final String HIDDEN = "•••";
  private static final int SHOWN_DIGITS = 2;

  private Masking() {}

  static SubscriberCard masked(SubscriberCard card) {
    Customer customer = card.customer();
    return new SubscriberCard(
        card.account(),
        card.homeBranch(),
        card.name(),
        new Customer(
            customer.kind(),
            customer.name(),
            customer.address().isEmpty() ? "" : HIDDEN,
            end(customer.phone()),
            customer.email().isEmpty() ? "" : HIDDEN),
        card.state(),
        card.since(),
        card.plan(),
        card.services(),
        card.balance(),
        card.identifiers(),
        card.history(),
        card.asOf());
  }

  /** The last digits are enough to ask "is it still the number that ends in 42?". */
  private static String end(String phone) {
    return phone.length() <= SHOWN_DIGITS
        ? ""
        : HIDDEN + phone.substring(phone.length() - SHOWN_DIGITS);
  }
}
