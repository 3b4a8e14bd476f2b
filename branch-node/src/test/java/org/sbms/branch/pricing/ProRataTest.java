package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.Money;

/** Each row worked out by hand from the rule in {@link ProRata}. */
final class ProRataTest {

  @ParameterizedTest(name = "{0} for {1} until {2}: {3} until {4} costs {5}")
  @CsvSource({
    "300.00, 2026-11-01, 2026-12-01, 2026-11-01, 2026-12-01, 300.00",
    // 15 of 30 days
    "300.00, 2026-11-01, 2026-12-01, 2026-11-16, 2026-12-01, 150.00",
    // 1 of 31: 9.677
    "300.00, 2026-10-01, 2026-11-01, 2026-10-31, 2026-11-01, 9.68",
    // the other 30 of 31 take the remainder: 300 - 9.68
    "300.00, 2026-10-01, 2026-11-01, 2026-10-01, 2026-10-31, 290.32",
    // February, 28 and 29 days: 100 / 28 = 3.571, 100 / 29 = 3.448
    "100.00, 2027-02-01, 2027-03-01, 2027-02-28, 2027-03-01, 3.57",
    "100.00, 2028-02-01, 2028-03-01, 2028-02-29, 2028-03-01, 3.45",
    // half a kopeck: who starts in the middle pays 14.985 up; the first half is 29.97 - 14.99
    "29.97, 2026-11-01, 2026-12-01, 2026-11-16, 2026-12-01, 14.99",
    "29.97, 2026-11-01, 2026-12-01, 2026-11-01, 2026-11-16, 14.98",
    // a part in the middle, 10 of 31: left of the 11th 21/31 = 67.74, of the 21st 11/31 = 35.48
    "100.00, 2026-10-01, 2026-11-01, 2026-10-11, 2026-10-21, 32.26",
    // thirds: 33.333, what is left of two is 66.67
    "100.00, 2026-11-01, 2026-12-01, 2026-11-01, 2026-11-11, 33.33",
    "100.00, 2026-11-01, 2026-12-01, 2026-11-11, 2026-11-21, 33.34",
    "100.00, 2026-11-01, 2026-12-01, 2026-11-21, 2026-12-01, 33.33",
    // a month that begins on 31 January has 28 days
    "280.00, 2026-01-31, 2026-02-28, 2026-02-18, 2026-02-28, 100.00",
    // a quarter, 92 days from 1 November: 46 of them
    "900.00, 2026-11-01, 2027-02-01, 2026-11-01, 2026-12-17, 450.00",
    // a year that has 29 February: 366 of 366, 1 of 366 = 3.2787
    "1200.00, 2027-03-01, 2028-03-01, 2028-02-29, 2028-03-01, 3.28",
    // days outside count for nothing
    "300.00, 2026-11-01, 2026-12-01, 2026-10-01, 2026-11-16, 150.00",
    "300.00, 2026-11-01, 2026-12-01, 2026-12-01, 2027-01-01, 0.00",
    "300.00, 2026-11-01, 2026-12-01, 2026-01-01, 2027-01-01, 300.00",
    // what is given back is rounded by the same rule, away from zero
    "-29.97, 2026-11-01, 2026-12-01, 2026-11-16, 2026-12-01, -14.99",
  })
  void aPartCostsItsShareOfTheDays(
      String fee, LocalDate from, LocalDate until, LocalDate since, LocalDate to, String cost) {
    assertThat(ProRata.share(rub(fee), new Period(from, until), new Period(since, to)))
        .isEqualTo(rub(cost));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void partsThatTileTheWholeSumToTheFee(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Money fee = Money.ofMinor(random.nextLong(-1_000_000, 1_000_000), "RUB");
      LocalDate from = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2000));
      Period whole = new Period(from, from.plusDays(1 + random.nextInt(366)));
      Money sum = Money.zero(fee.currency());
      LocalDate day = from;
      while (day.isBefore(whole.until())) {
        LocalDate cut = day.plusDays(1 + random.nextInt(40));
        LocalDate next = cut.isBefore(whole.until()) ? cut : whole.until();
        sum = sum.plus(ProRata.share(fee, whole, new Period(day, next)));
        day = next;
      }
      assertThat(sum).isEqualTo(fee);
    }
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
