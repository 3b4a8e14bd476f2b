package org.sbms.branch.party;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "4111111111111111, true",
    "card 5555-5555-5555-4444 of a friend, true",
    "2200 0000 0000 0053, true",
    "4111111111111112, false",
    "79180000000, false",
    "Invoice 12 of 2026-11-22, false",
    "41111111111111114111, false",
    "4111 1111 1111 1111 12/27, true",
    "5 4111111111111111, true",
    "40702810900000012345, false",
    "1234 5678 9012 3456 7890, false",
  })
  void are_known_by_range_length_and_check_digit(String text, boolean isCard) {
    assertThat(CardNumbers.areIn(text)).isEqualTo(isCard);
  }
}
