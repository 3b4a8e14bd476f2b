package org.sbms.branch.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinTemplateTest {
  /** The first is the example of ISO/IEC 7812-1; the others were added up by hand. */
  @ParameterizedTest(name = "the check of {0} is {1}")
  @CsvSource({
    "7992739871, 3", // 2+7+7+9+6+7+4+9+9+7 = 67, from the right
    "000000000,  0",
    "123456789,  7", // 9+8+5+6+1+4+6+2+2 = 43, from the right
    "999999999,  9", // a nine counts nine, doubled too: 81
  })
  void digitsAreCheckedByLuhn(String body, char check) {
    assertThat(PinTemplate.check(body, "0123456789")).isEqualTo(check);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9999-9999-9999-9999", "AAAA-AAAA-AAAA", "9999999999", "AAAAA AAAAA AAAAA"})
  void whatIsMadeLooksLikeTheTemplateAndEverySingleSlipIsNoticed(String text) {
    Random random = new Random(7);
    PinTemplate template = new PinTemplate(text);
    for (int i = 0; i < 300; i++) {
      String pin = template.next(random);
      assertThat(pin).matches(text.replace("9", "[0-9]").replace("A", "[2-9A-HJ-NP-Z]"));
      String plain = PinTemplate.plain(pin.toLowerCase(java.util.Locale.ROOT)).orElseThrow();
      int at = random.nextInt(plain.length());
      char other = plain.charAt(at) == '7' ? '6' : '7';
      String slip = plain.substring(0, at) + other + plain.substring(at + 1);
      assertThat(PinTemplate.plain(slip)).as("%s for %s", slip, plain).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "999-999",
        "9A9A-9A9A-9A9A",
        "####-####-####",
        " 9999999999",
        "99999999999999999999999999"
      })
  void whatIsNoTemplateSaysSo(String text) {
    assertThatThrownBy(() -> new PinTemplate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @Test
  void tenDigitsHideAThousandVouchersAndNotAMillion() {
    // Nine of ten digits are free: 10^9 PINs, a million for each of a thousand vouchers.
    assertThat(new PinTemplate("9999999999").hides(1_000)).isTrue();
    assertThat(new PinTemplate("9999999999").hides(1_001)).isFalse();
  }
}
