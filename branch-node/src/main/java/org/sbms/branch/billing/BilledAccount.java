package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.pricing.Cycle;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * All that a bill is made of, as it stood under the account's lock.
 *
 * @param served the days on which fees are due
 * @param charged fees that were charged before, on a bill or not; only those that may be compared
 * @param open charges that are on no bill yet, in the order in which they were made
 * @param attributes by which prices may differ
 * @param payer the account on whose bill all this goes; itself for most
 */
record BilledAccount(
    String number,
    UUID customer,
    LocalDate since,
    Currency currency,
    long balanceMinor,
    Terms terms,
    List<Item> items,
    List<Period> served,
    List<Charged> charged,
    List<OpenCharge> open,
    Map<String, String> attributes,
    String payer) {

  /** How the account is billed, and how far it is. */
  record Terms(
      BillingMode mode,
      Cycle cycle,
      LocalDate cycleSince,
      Optional<LocalDate> billedUntil,
      Optional<LocalDate> recheckFrom,
      long creditLimitMinor,
      String taxArea,
      Language language,
      Optional<LocalDate> stoppedSince) {}

  /**
   * What the subscriber has, or had.
   *
   * @param days the last of an item without an end is {@link #ENDLESS}
   * @param monthlyPrice this customer's own
   */
  record Item(
      OfferKey offer,
      int version,
      Period days,
      Optional<Money> monthlyPrice,
      Optional<String> promotion,
      Optional<LocalDate> promotionUntil) {}

  /** A fee that was charged; what matters is whose days it was for. */
  record Charged(OfferKey offer, ChargeKind kind, String product, Period days, long amountMinor) {}

  /**
   * A charge that waits for a bill.
   *
   * @param subscriber whose it is, where that is not whose bill it goes on
   */
  record OpenCharge(
      UUID id,
      Optional<String> subscriber,
      ChargeKind kind,
      Optional<OfferKey> offer,
      String product,
      String text,
      Period days,
      LocalDate chargedOn,
      long quantity,
      String unit,
      Money amount,
      boolean booked) {}

  static final LocalDate ENDLESS = LocalDate.of(9999, 12, 31);

  /** The first day that no bill covers. */
  LocalDate billedFrom() {
    return terms.billedUntil().orElse(since);
  }

  /** The same with more that waits for a bill. */
  BilledAccount with(List<OpenCharge> more) {
    return more.isEmpty()
        ? this
        : new BilledAccount(
            number,
            customer,
            since,
            currency,
            balanceMinor,
            terms,
            items,
            served,
            charged,
            Stream.concat(open.stream(), more.stream()).toList(),
            attributes,
            payer);
  }

  boolean isPaidByAnother() {
    return !payer.equals(number);
  }

  boolean isFirstBill() {
    return terms.billedUntil().isEmpty();
  }
}
