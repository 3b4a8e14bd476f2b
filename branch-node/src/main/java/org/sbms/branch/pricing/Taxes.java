package org.sbms.branch.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sbms.branch.pricing.Taxed.TaxAmount;
import org.sbms.contract.Money;

/**
 * Taxes in layers on one line of a bill.
 *
 * <p>The amount contains its inclusive layers: with shares {@code s} of the net (the percentage, or
 * for a compound layer the percentage of the net and the inclusive taxes below it), each tax is
 * {@code amount * s / (1 + sum of s)}, for one layer of 20 % the familiar {@code amount * 20 /
 * 120}, and the net is the amount less those taxes. Layers on top are then a percentage of the net,
 * or of the net and all taxes below them if compound.
 *
 * <p>Rounding: each layer of each line to the nearest minor unit, a half away from zero. The net
 * takes the remainder of the inclusive layers; nothing is rounded afterwards, so net and taxes sum
 * to the gross, and lines to a bill.
 */
public final class Taxes {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Comparator<TaxLayer> LOWER_FIRST =
      Comparator.comparingInt(TaxLayer::layer).thenComparing(TaxLayer::code);

  private Taxes() {}

  public static Taxed of(Money amount, List<TaxLayer> layers) {
    List<TaxLayer> lowerFirst = layers.stream().sorted(LOWER_FIRST).toList();
    List<TaxAmount> taxes = new ArrayList<>(inclusive(amount, lowerFirst));
    Money net = amount;
    for (TaxAmount contained : taxes) {
      net = net.minus(contained.tax());
    }
    taxes.addAll(onTop(net, lowerFirst, taxes));
    Money gross = net;
    for (TaxAmount each : taxes) {
      gross = gross.plus(each.tax());
    }
    taxes.sort(Comparator.comparing(TaxAmount::layer, LOWER_FIRST));
    return new Taxed(net, gross, taxes);
  }

  private static List<TaxAmount> inclusive(Money amount, List<TaxLayer> lowerFirst) {
    List<TaxLayer> layers = lowerFirst.stream().filter(TaxLayer::inclusive).toList();
    List<BigDecimal> shares = sharesOfNet(layers);
    BigDecimal whole = BigDecimal.ONE.add(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    List<Money> taxes = new ArrayList<>();
    Money net = amount;
    for (BigDecimal share : shares) {
      Money tax = Rounding.share(amount, share, whole);
      taxes.add(tax);
      net = net.minus(tax);
    }
    List<TaxAmount> amounts = new ArrayList<>();
    Money withLower = net;
    for (int i = 0; i < layers.size(); i++) {
      Money base = layers.get(i).compound() ? withLower : net;
      amounts.add(new TaxAmount(layers.get(i), base, taxes.get(i)));
      withLower = withLower.plus(taxes.get(i));
    }
    return amounts;
  }

  private static List<BigDecimal> sharesOfNet(List<TaxLayer> layers) {
    List<BigDecimal> shares = new ArrayList<>();
    BigDecimal withLower = BigDecimal.ONE;
    for (TaxLayer layer : layers) {
      BigDecimal rate = layer.percent().divide(HUNDRED);
      BigDecimal share = layer.compound() ? rate.multiply(withLower) : rate;
      shares.add(share);
      withLower = withLower.add(share);
    }
    return shares;
  }

  private static List<TaxAmount> onTop(
      Money net, List<TaxLayer> lowerFirst, List<TaxAmount> contained) {
    List<TaxAmount> amounts = new ArrayList<>();
    Money withLower = net;
    for (TaxLayer layer : lowerFirst) {
      Money tax;
      if (layer.inclusive()) {
        tax = taxOf(layer, contained);
      } else {
        Money base = layer.compound() ? withLower : net;
        tax = Rounding.share(base, layer.percent(), HUNDRED);
        amounts.add(new TaxAmount(layer, base, tax));
      }
      withLower = withLower.plus(tax);
    }
    return amounts;
  }

  private static Money taxOf(TaxLayer layer, List<TaxAmount> amounts) {
    return amounts.stream()
        .filter(amount -> amount.layer().equals(layer))
        .findFirst()
        .orElseThrow()
        .tax();
  }
}
