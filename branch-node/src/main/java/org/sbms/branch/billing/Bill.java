package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.contract.Money;

/**
 * A bill as it was worked out; lines sum to it exactly.
 *
 * @param debit what still has to leave the balance: the sum less what has left it already
 */
record Bill(
    Period period,
    List<Line> lines,
    List<Tax> taxes,
    Money net,
    Money tax,
    Money gross,
    Money debit) {

  /**
   * A line.
   *
   * @param openCharge the charge that has waited for this bill; absent for one that it makes
   * @param amount as priced: with inclusive taxes, without those on top
   * @param revenueAccount of the ledger
   */
  record Line(
      Optional<UUID> openCharge,
      ChargeKind kind,
      Optional<OfferKey> offer,
      String product,
      String text,
      Period days,
      LocalDate chargedOn,
      long quantity,
      String unit,
      Money amount,
      Money net,
      Money gross,
      boolean booked,
      String revenueAccount) {

    Money tax() {
      return gross.minus(net);
    }

    /** What the balance has lost, or got, for it before. */
    Money bookedAmount() {
      return booked ? amount : Money.zero(amount.currency());
    }
  }

  /** A tax layer's sum over the lines. */
  record Tax(TaxLayer layer, Money base, Money tax) {}

  Bill {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }

  /** Money to give back is no invoice. */
  boolean isCreditNote() {
    return gross.isNegative();
  }
}
