package org.sbms.branch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;

class GoodsTariffsTest {

  /** Amount, per cent, fixed, at least, at most, and what the tariff takes of it. */
  @ParameterizedTest(name = "{1} % and {2} of {0}, from {3} to {4}: {5}")
  @CsvSource({
    "2400.00, 5,    0.00,  '',   '',     120.00",
    "2400.00, 5,    10.00, '',   '',     130.00",
    "300.00,  0,    15.00, '',   '',     15.00",
    "0.00,    5,    10.00, '',   '',     0.00",
    "8.00,    0,    15.00, '',   '',     8.00",
    "0.10,    5,    0.00,  '',   '',     0.01",
    "0.09,    5,    0.00,  '',   '',     0.00",
    "10.00,   1,    0.00,  1.00, '',     1.00",
    "9000.00, 10,   0.00,  1.00, 500.00, 500.00",
    "0.50,    1,    0.00,  1.00, '',     0.50",
    "33.33,   33.3333, 0.00, '', '',     11.11",
  })
  void theTariffsPart(
      String amount, String percent, String fixed, String min, String max, String part) {
    InterBranchTariffs.Tariff tariff =
        new InterBranchTariffs.Tariff(
            new BigDecimal(percent), rub(fixed), optional(min), optional(max));
    assertThat(tariff.of(rub(amount))).isEqualTo(rub(part));
  }

  private static Optional<Money> optional(String amount) {
    return amount.isEmpty() ? Optional.empty() : Optional.of(rub(amount));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
