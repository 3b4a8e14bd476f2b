package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;

/** Each row worked out by hand from the rule in {@link PlanPrice}. */
final class PlanPriceTest {

  @ParameterizedTest(name = "{0} -> {1} on {2} costs {3}")
  @CsvSource({
    // the whole month is left
    "300.00, 450.00, 2026-11-01, 150.00",
    // 15 of 30 days
    "300.00, 450.00, 2026-11-16, 75.00",
    // the last day: 150 / 30
    "300.00, 450.00, 2026-11-30, 5.00",
    // 31 days: 150 * 1 / 31 = 4.8387
    "300.00, 450.00, 2026-10-31, 4.84",
    // February of a leap year: 100 * 1 / 29 = 3.448
    "0.00, 100.00, 2028-02-29, 3.45",
    // each fee is shared by itself: 10.04 - 10.02 (10.015 up), not 0.05 * 15 / 30 = 0.025 up
    "20.03, 20.08, 2026-11-16, 0.02",
    // cheaper gives back: -150 * 15 / 30
    "450.00, 300.00, 2026-11-16, -75.00",
    // half a kopeck is rounded away from zero: 0.01 * 15 / 30
    "0.00, 0.01, 2026-11-16, 0.01",
    "0.01, 0.00, 2026-11-16, -0.01",
    "300.00, 300.00, 2026-11-16, 0.00",
  })
  void aChangeCostsTheDifferenceForTheDaysLeft(
      String oldFee, String newFee, LocalDate day, String cost) {
    assertThat(PlanPrice.costOfChange(rub(oldFee), rub(newFee), day)).isEqualTo(rub(cost));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
