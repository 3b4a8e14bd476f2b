package org.sbms.branch.directdebit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.bankfiles.pain.Ibans;

class ReturnDecisionsTest {
  /** Meanings by ISO 20022, external status reason codes. */
  @ParameterizedTest(name = "{0} ({4}) of attempt {1}: again {2}, suspends {3}")
  @CsvSource({
    "AM04, 1, true,  false, insufficient funds",
    "AM04, 2, false, false, insufficient funds",
    "MS03, 1, true,  false, no reason given",
    "AC01, 1, false, true,  incorrect account",
    "AC04, 1, false, true,  closed account",
    "AC04, 2, false, true,  closed account",
    "MD01, 1, false, true,  no mandate",
    "MD06, 1, false, false, refund asked by the debtor",
    "MD07, 1, false, true,  debtor deceased",
    "XX99, 1, false, false, unknown",
    "'',   1, false, false, none",
  })
  void aReturnIsPresentedOnceMoreOnlyWhereAnotherDayMayHelp(
      String reason, int attempt, boolean again, boolean suspends, String meaning) {
    assertThat(ReturnDecisions.of(reason, attempt))
        .as(meaning)
        .isEqualTo(new ReturnDecisions.Consequence(again, suspends));
  }

  /** The first two are the examples of ISO 13616 and the European registry. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "GB82WEST12345698765432,   true",
    "DE89370400440532013000,   true",
    "DE89370400440532013001,   false",
    "DE98370400440532013000,   false",
    "DE8937040044,             false",
    "de89370400440532013000,   false",
    "'',                       false",
  })
  void anIbanIsCheckedByItsTwoDigits(String iban, boolean valid) {
    assertThat(Ibans.isValid(iban)).isEqualTo(valid);
  }
}
