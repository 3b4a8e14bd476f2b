package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.pricing.Taxed;
import org.sbms.branch.pricing.Taxes;
import org.sbms.contract.Money;

/**
 * Taxes of many lines: fees repeat, so what was worked out once is kept. For one worker, and one
 * part of a run.
 */
final class TaxBook {

  /** The layers of an area on a day. */
  interface Rates {
    List<TaxLayer> of(String area, LocalDate day);
  }

  private record AreaDay(String area, LocalDate day) {}

  private record Known(List<TaxLayer> layers, long amountMinor, String currency) {}

  private final Rates rates;
  private final Map<AreaDay, List<TaxLayer>> layers = new HashMap<>();
  private final Map<Known, Taxed> taxed = new HashMap<>();

  TaxBook(Rates rates) {
    this.rates = rates;
  }

  Taxed of(Money amount, String area, LocalDate day) {
    return of(amount, layers.computeIfAbsent(new AreaDay(area, day), _ -> rates.of(area, day)));
  }

  Taxed of(Money amount, List<TaxLayer> onIt) {
    return taxed.computeIfAbsent(
        new Known(onIt, amount.minor(), amount.currencyCode()), _ -> Taxes.of(amount, onIt));
  }
}
