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

  private final Rates rates;
  private final Map<AreaDay, Layers> known = new HashMap<>();
  private final Layers untaxed = new Layers(List.of());

  TaxBook(Rates rates) {
    this.rates = rates;
  }

  Taxed of(Money amount, String area, LocalDate day) {
    return known
        .computeIfAbsent(
            new AreaDay(area, day), where -> new Layers(rates.of(where.area(), where.day())))
        .of(amount);
  }

  Taxed untaxed(Money amount) {
    return untaxed.of(amount);
  }

  /** What amounts come to with these layers on them. */
  private static final class Layers {
    private final List<TaxLayer> layers;
    private final Map<Money, Taxed> taxed = new HashMap<>();

    Layers(List<TaxLayer> layers) {
      this.layers = layers;
    }

    Taxed of(Money amount) {
      return taxed.computeIfAbsent(amount, same -> Taxes.of(same, layers));
    }
  }
}
