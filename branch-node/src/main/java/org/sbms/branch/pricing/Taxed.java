package org.sbms.branch.pricing;

import java.util.List;
import org.sbms.contract.Money;

/** An amount with its taxes: {@code net} and all taxes sum to exactly {@code gross}. */
public record Taxed(Money net, Money gross, List<TaxAmount> taxes) {

  /** One layer: what it was taken of, and what it came to. */
  public record TaxAmount(TaxLayer layer, Money base, Money tax) {}

  public Taxed {
    taxes = List.copyOf(taxes);
  }

  public Money tax() {
    return gross.minus(net);
  }
}
