package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Money;

class RoundingTest {
  @Test
  void aShareInWholeNumbersIsTheShareOfBigDecimal() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      Money fee = Money.ofMinor(random.nextLong() >> random.nextInt(64), "RUB");
      int whole = random.nextInt(1, 400);
      int days = random.nextInt(0, whole + 1);
      assertThat(Rounding.share(fee, days, whole))
          .as("%s for %s of %s days", fee, days, whole)
          .isEqualTo(Rounding.share(fee, BigDecimal.valueOf(days), BigDecimal.valueOf(whole)));
    }
  }

  @Test
  void aHalfGoesAwayFromZero() {
    assertThat(Rounding.share(Money.ofMinor(1, "RUB"), 1, 2)).isEqualTo(Money.ofMinor(1, "RUB"));
    assertThat(Rounding.share(Money.ofMinor(-1, "RUB"), 1, 2)).isEqualTo(Money.ofMinor(-1, "RUB"));
    assertThat(Rounding.share(Money.ofMinor(-5, "RUB"), 1, 4)).isEqualTo(Money.ofMinor(-1, "RUB"));
    assertThat(Rounding.share(Money.ofMinor(100, "RUB"), 1, 3)).isEqualTo(Money.ofMinor(33, "RUB"));
  }
}
