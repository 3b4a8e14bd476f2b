package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * What a subscriber had when, the latest first and a bounded number.
 *
 * @param promotions those of home that may be given to it today without a code
 */
public record Subscribed(
    AccountNumber account,
    LocalDate today,
    List<Item> items,
    List<StatePeriod> states,
    List<PromotionName> promotions) {

  public Subscribed {
    items = List.copyOf(items);
    states = List.copyOf(states);
    promotions = List.copyOf(promotions);
  }

  public enum OfferKind {
    PLAN,
    SERVICE
  }

  /**
   * @param version of the offer
   * @param until the first day on which it is not had any more; absent while it is
   * @param monthlyFee by the version, or its own price
   * @param ownPrice whether the fee was agreed with this customer
   * @param promotion code of what makes it cheaper; absent without
   * @param promotionUntil the first day without the promotion; absent for as long as it is had
   * @param ended why it ended: CHANGED, REMOVED, TERMINATED, NEW_VERSION, NEW_PRICE, CORRECTED
   */
  public record Item(
      OfferKind kind,
      String code,
      String name,
      int version,
      LocalDate since,
      Optional<LocalDate> until,
      Money monthlyFee,
      boolean ownPrice,
      Optional<String> promotion,
      Optional<LocalDate> promotionUntil,
      Optional<String> ended) {}

  public record StatePeriod(SubscriberState state, LocalDate since, Optional<LocalDate> until) {}

  public record PromotionName(String code, String nameEn, String nameRu) {}
}
