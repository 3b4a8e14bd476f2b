package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.pricing.Taxed.TaxAmount;
import org.sbms.contract.Money;

/**
 * Each row worked out by hand from the rule in {@link Taxes}. Layers are written {@code percent},
 * then {@code i} for inclusive, {@code c} for compound.
 *
 * <p>The share of a tax that a price contains, {@code rate / (100 + rate)}, is that of article
 * 164(4) of the Russian tax code (20/120, from 2026 22/122; 10/110); a tax on the price with
 * another tax in it is how Quebec took its sales tax of 9.5 % on the price with 5 % GST until 2012.
 */
final class TaxesTest {

  @ParameterizedTest(name = "{0} with {1}: net {2}, taxes {3}, gross {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // none
        "100.00 | '' | 100.00 | '' | 100.00",
        // on top
        "100.00 | 20 | 100.00 | 20.00 | 120.00",
        // 0.2 * 0.03 = 0.006
        "0.03 | 20 | 0.03 | 0.01 | 0.04",
        // half a kopeck up: 10.25 * 0.02 = 0.205
        "10.25 | 2 | 10.25 | 0.21 | 10.46",
        // inclusive: 120 * 20 / 120; 100 * 22 / 122 = 18.0327; 100 * 10 / 110 = 9.0909
        "120.00 | 20i | 100.00 | 20.00 | 120.00",
        "100.00 | 22i | 81.97 | 18.03 | 100.00",
        "100.00 | 10i | 90.91 | 9.09 | 100.00",
        // 300 * 20 / 120
        "300.00 | 20i | 250.00 | 50.00 | 300.00",
        // two on top, side by side: 5 and 9.5
        "100.00 | 5 9.5 | 100.00 | 5.00 9.50 | 114.50",
        // the second on the first: 105 * 0.095 = 9.975
        "100.00 | 5 9.5c | 100.00 | 5.00 9.98 | 114.98",
        // three, each on all below: 10; 110 * 0.1 = 11; 121 * 0.1 = 12.10
        "100.00 | 10 10c 10c | 100.00 | 10.00 11.00 12.10 | 133.10",
        // compound alone has nothing below it
        "100.00 | 20c | 100.00 | 20.00 | 120.00",
        // two inclusive side by side: shares 0.2 and 0.05 of 1.25
        "125.00 | 20i 5i | 100.00 | 20.00 5.00 | 125.00",
        // inclusive and compound: 1 + 0.1 + 0.11 = 1.21
        "121.00 | 10i 10ic | 100.00 | 10.00 11.00 | 121.00",
        // rounding: 100 * 0.1 / 1.21 = 8.2645, 100 * 0.11 / 1.21 = 9.0909, the net takes the rest
        "100.00 | 10i 10ic | 82.65 | 8.26 9.09 | 100.00",
        // one contained, one on top of the net: net 100, 5 % of it
        "120.00 | 20i 5 | 100.00 | 20.00 5.00 | 125.00",
        // on top of the net and the contained tax: 5 % of 120
        "120.00 | 20i 5c | 100.00 | 20.00 6.00 | 126.00",
        // the contained one above, the one on top below it: 5 % of the net either way
        "120.00 | 5 20i | 100.00 | 5.00 20.00 | 125.00",
        // a credit is taxed like its charge
        "-100.00 | 22i | -81.97 | -18.03 | -100.00",
        "-10.25 | 2 | -10.25 | -0.21 | -10.46",
        "0.00 | 20i 5c | 0.00 | 0.00 0.00 | 0.00",
        "100.00 | 0 | 100.00 | 0.00 | 100.00",
      })
  void layersAddUp(String amount, String layers, String net, String taxes, String gross) {
    Taxed taxed = Taxes.of(rub(amount), layers(layers));
    assertThat(taxed.net()).isEqualTo(rub(net));
    assertThat(taxed.taxes().stream().map(TaxAmount::tax)).isEqualTo(amounts(taxes));
    assertThat(taxed.gross()).isEqualTo(rub(gross));
  }

  @ParameterizedTest(name = "{0} with {1} is taken of {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "100.00 | 5 9.5c | 100.00 105.00",
        "121.00 | 10i 10ic | 100.00 110.00",
        "120.00 | 20i 5 | 100.00 100.00",
        "120.00 | 20i 5c | 100.00 120.00",
      })
  void eachLayerSaysWhatItWasTakenOf(String amount, String layers, String bases) {
    assertThat(Taxes.of(rub(amount), layers(layers)).taxes().stream().map(TaxAmount::base))
        .isEqualTo(amounts(bases));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void netAndTaxesSumToTheGrossInWhateverOrderLayersCome(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      Money amount = Money.ofMinor(random.nextLong(-10_000_000, 10_000_000), "RUB");
      List<TaxLayer> layers = new ArrayList<>();
      for (int layer = 1; layer <= random.nextInt(5); layer++) {
        BigDecimal percent = BigDecimal.valueOf(random.nextInt(4000), 2);
        layers.add(
            new TaxLayer(layer, "T" + layer, percent, random.nextBoolean(), random.nextBoolean()));
      }
      Taxed taxed = Taxes.of(amount, layers);
      Money sum = taxed.net();
      Money contained = taxed.net();
      for (TaxAmount tax : taxed.taxes()) {
        sum = sum.plus(tax.tax());
        contained = tax.layer().inclusive() ? contained.plus(tax.tax()) : contained;
      }
      assertThat(sum).isEqualTo(taxed.gross());
      assertThat(contained).isEqualTo(amount);
      Collections.shuffle(layers, random);
      assertThat(Taxes.of(amount, layers)).isEqualTo(taxed);
    }
  }

  private static List<TaxLayer> layers(String text) {
    List<TaxLayer> layers = new ArrayList<>();
    for (String each : words(text)) {
      layers.add(
          new TaxLayer(
              layers.size() + 1,
              "T" + (layers.size() + 1),
              new BigDecimal(each.replaceAll("[ic]", "")),
              each.contains("i"),
              each.contains("c")));
    }
    return layers;
  }

  private static List<Money> amounts(String text) {
    return words(text).stream().map(TaxesTest::rub).toList();
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.strip().split(" ", -1));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
