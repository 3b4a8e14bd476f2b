package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.pricing.Tiers.Kind;
import org.sbms.branch.pricing.Tiers.Tier;

/** Each row worked out by hand: up to 100 for 2.00, up to 300 for 1.50, beyond for 1.00. */
final class TiersTest {

  @ParameterizedTest(name = "{0}: {2} units after {1} cost {3}")
  @CsvSource({
    "GRADUATED, 0, 0, 0",
    "GRADUATED, 0, 1, 2.00",
    // the bound belongs to its tier
    "GRADUATED, 0, 100, 200.00",
    "GRADUATED, 0, 101, 201.50",
    "GRADUATED, 99, 2, 3.50",
    "GRADUATED, 100, 1, 1.50",
    "GRADUATED, 0, 300, 500.00",
    "GRADUATED, 0, 301, 501.00",
    // 50 * 2 + 200 * 1.5 + 50 * 1 in one step over two bounds
    "GRADUATED, 50, 300, 450.00",
    "GRADUATED, 1000, 10, 10.00",
    "VOLUME, 0, 1, 2.00",
    "VOLUME, 0, 100, 200.00",
    // all 101 for 1.50
    "VOLUME, 0, 101, 151.50",
    "VOLUME, 0, 301, 301.00",
    // the step that reaches the cheaper tier gives back: 151.50 - 200
    "VOLUME, 100, 1, -48.50",
    "VOLUME, 101, 1, 1.50",
    "VOLUME, 300, 0, 0",
  })
  void unitsCostWhatTheirTierSays(Kind kind, long before, long units, BigDecimal cost) {
    Tiers tiers =
        new Tiers(kind, List.of(tier(100, "2.00"), tier(300, "1.50"), tier(Long.MAX_VALUE, "1")));
    assertThat(tiers.amount(before, units)).isEqualByComparingTo(cost);
  }

  /** A minute for 1.20 in seconds, by started minutes, the first 10 minutes of a cycle free. */
  @ParameterizedTest(name = "a call of {1} s after {0} s costs {2}")
  @CsvSource({
    "0, 61, 0",
    // 660 counted, 600 of them free
    "0, 601, 1.20",
    // the last free minute and one that is paid
    "540, 61, 1.20",
    "540, 60, 0",
    "600, 1, 1.20",
    "600, 60, 1.20",
    "600, 0, 0",
    "6000, 150, 3.60",
  })
  void stepsAreStartedAndTheAllowanceIsFree(long before, long seconds, BigDecimal cost) {
    Price.PerUnit price =
        new Price.PerUnit(Unit.SECOND, 60, Tiers.flat(new BigDecimal("0.02")), 600);
    assertThat(price.amount(before, seconds)).isEqualByComparingTo(cost);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void usageCutAnywhereCostsAsMuchAsInOnePiece(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Tiers tiers = randomTiers(random);
      long step = 1 + random.nextInt(60);
      Price.PerUnit price =
          new Price.PerUnit(Unit.SECOND, step, tiers, random.nextInt(5) * random.nextInt(500));
      BigDecimal sum = BigDecimal.ZERO;
      long used = 0;
      for (int piece = 0; piece < 20; piece++) {
        long quantity = random.nextInt(300);
        sum = sum.add(price.amount(used, quantity));
        used += price.counted(quantity);
      }
      assertThat(sum).isEqualByComparingTo(price.amount(0, used));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"100,300", "100,100," + Long.MAX_VALUE, "-1," + Long.MAX_VALUE, "''"})
  void boundsRiseToTheOneThatIsOpen(String bounds) {
    List<Tier> tiers = new ArrayList<>();
    for (String bound : bounds.isEmpty() ? new String[0] : bounds.split(",", -1)) {
      tiers.add(tier(Long.parseLong(bound), "1"));
    }
    assertThatThrownBy(() -> new Tiers(Kind.GRADUATED, tiers))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-0.01", "0.000000001"})
  void aUnitsPriceIsNotNegativeAndHasEightPlaces(String price) {
    assertThatThrownBy(() -> tier(1, price)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} {1} is {2} minor units")
  @CsvSource({
    "0.005, RUB, 1",
    "0.00499999, RUB, 0",
    "-0.005, RUB, -1",
    "12.345, RUB, 1235",
    "12.5, JPY, 13",
    "1.2345, KWD, 1235",
  })
  void anExactAmountBecomesMoneyOnce(BigDecimal amount, String currency, long minor) {
    assertThat(Rounding.toMoney(amount, Currency.getInstance(currency)).minor()).isEqualTo(minor);
  }

  private static Tiers randomTiers(Random random) {
    List<Tier> tiers = new ArrayList<>();
    long bound = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      bound += 1 + random.nextInt(1000);
      tiers.add(new Tier(bound, BigDecimal.valueOf(random.nextInt(100_000), 5)));
    }
    tiers.add(new Tier(Long.MAX_VALUE, BigDecimal.valueOf(random.nextInt(100_000), 5)));
    return new Tiers(random.nextBoolean() ? Kind.GRADUATED : Kind.VOLUME, tiers);
  }

  private static Tier tier(long upTo, String price) {
    return new Tier(upTo, new BigDecimal(price));
  }
}
