package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;

/** Each row worked out by hand: {@code 10%}, {@code -50} off, {@code =99} instead, in order. */
final class DiscountsTest {

  @ParameterizedTest(name = "{0} with {1} is {2}")
  @CsvSource({
    "300.00, '', 300.00",
    "300.00, 10%, 270.00",
    "300.00, 100%, 0.00",
    "300.00, 0%, 300.00",
    // 33.33 * 0.5 = 16.665, the discount is rounded up
    "33.33, 50%, 16.66",
    "300.00, -50, 250.00",
    "30.00, -50, 0.00",
    "300.00, =99, 99.00",
    // a promotion never makes dearer
    "90.00, =99, 90.00",
    // order matters: (300 - 50) * 0.9, 300 * 0.9 - 50
    "300.00, -50 10%, 225.00",
    "300.00, 10% -50, 220.00",
    // one after the other, not summed: 300 * 0.9 * 0.9
    "300.00, 10% 10%, 243.00",
    "300.00, =99 10%, 89.10",
    "10.00, -50 =99, 0.00",
    // what gives money back is left alone
    "-100.00, 10%, -100.00",
    "0.00, -50, 0.00",
  })
  void discountsLowerAFeeInTheirOrder(String fee, String discounts, String left) {
    assertThat(Discounts.apply(rub(fee), discounts(discounts))).isEqualTo(rub(left));
  }

  @ParameterizedTest
  @CsvSource({"-1%", "101%", "--1", "=-1"})
  void thereAreNoDiscountsThatRaise(String discount) {
    assertThatThrownBy(() -> discounts(discount)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Discount> discounts(String text) {
    List<Discount> discounts = new ArrayList<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      discounts.add(discount(each));
    }
    return discounts;
  }

  private static Discount discount(String text) {
    if (text.endsWith("%")) {
      return new Discount.Percent(new BigDecimal(text.substring(0, text.length() - 1)));
    }
    return text.startsWith("-")
        ? new Discount.Fixed(rub(text.substring(1)))
        : new Discount.Instead(rub(text.substring(1)));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
