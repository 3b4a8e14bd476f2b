package org.sbms.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;

class MoneyTextTest {
  private static final Currency ROUBLE = Currency.getInstance("RUB");

  @ParameterizedTest
  @CsvSource({
    "100.00,               RUB, 10000",
    "0.05,                 RUB, 5",
    "-12.50,               RUB, -1250",
    "-0.00,                RUB, 0",
    "007.10,               RUB, 710",
    "7,                    RUB, 700",
    "7.1,                  RUB, 710",
    "12,                   JPY, 12",
    "1.234,                KWD, 1234",
    "123456789012345.67,   RUB, 12345678901234567",
    "92233720368547758.07, RUB, 9223372036854775807",
    "-92233720368547758.08, RUB, -9223372036854775808",
  })
  void readsADecimal(String text, String currency, long minor) {
    assertThat(Money.parse(text, currency)).isEqualTo(Money.ofMinor(minor, currency));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                   RUB",
    "-.05,                 RUB",
    ".05,                  RUB",
    "5.,                   RUB",
    "--5.00,               RUB",
    "5-5.00,               RUB",
    "1e3,                  RUB",
    "1.000,                RUB",
    "1 000.00,             RUB",
    "٥.00,                 RUB",
    "1.00,                 JPY",
    "1.00,                 XXX",
    "92233720368547758.08, RUB",
    "1000000000000000000000.00, RUB",
  })
  void refusesWhatIsNone(String text, String currency) {
    assertThatThrownBy(() -> Money.parse(text, currency))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsWhatItWritesAndWritesWhatBigDecimalWould() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      long minor = random.nextLong() >> random.nextInt(64);
      Money money = new Money(minor, ROUBLE);
      assertThat(money.amount()).isEqualTo(BigDecimal.valueOf(minor, 2).toPlainString());
      assertThat(Money.parse(money.amount(), ROUBLE)).isEqualTo(money);
    }
  }
}
