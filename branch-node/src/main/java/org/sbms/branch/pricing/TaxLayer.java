package org.sbms.branch.pricing;

import java.math.BigDecimal;

/**
 * One tax of an area.
 *
 * @param layer its place: lower layers are worked out first
 * @param inclusive whether the prices contain it already; otherwise it comes on top
 * @param compound whether it is taken of the lower layers' taxes too, and not of the net alone
 */
public record TaxLayer(
    int layer, String code, BigDecimal percent, boolean inclusive, boolean compound) {

  public TaxLayer {
    if (percent.signum() < 0) {
      throw new IllegalArgumentException("a tax is not negative");
    }
    // 20 and 20.00 are the same tax.
    BigDecimal stripped = percent.stripTrailingZeros();
    percent = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
