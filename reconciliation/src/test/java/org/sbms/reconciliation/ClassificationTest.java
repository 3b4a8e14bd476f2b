package org.sbms.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.MismatchKind;

class ClassificationTest {

  /**
   * Origin rows, home rows, what differs, the verdict over journals, the verdict over registers.
   */
  @ParameterizedTest(name = "{0}:{1} {2} -> {3}, {4}")
  @CsvSource({
    "1, 1, '',                                MATCHED,           MATCHED",
    "1, 0, '',                                MISSING_AT_HOME,   MISSING_AT_HOME",
    "0, 1, '',                                MISSING_AT_ORIGIN, MISSING_AT_ORIGIN",
    "1, 1, AMOUNT CURRENCY ACCOUNT,           AMOUNT_DIFFERS,    AMOUNT_DIFFERS",
    "1, 1, CURRENCY ACCOUNT STATUS,           CURRENCY_DIFFERS,  CURRENCY_DIFFERS",
    "1, 1, ACCOUNT STATUS DAY BRANCH,         ACCOUNT_DIFFERS,   ACCOUNT_DIFFERS",
    "1, 1, STATUS DAY BRANCH,                 STATUS_DIFFERS,    STATUS_DIFFERS",
    "1, 1, DAY BRANCH,                        DAY_DIFFERS,       DAY_DIFFERS",
    "1, 1, BRANCH,                            BRANCH_DIFFERS,    BRANCH_DIFFERS",
    "2, 1, '',                                DUPLICATE,         DUPLICATE",
    "1, 2, DAY BRANCH,                        DUPLICATE,         DUPLICATE",
    "1, 2, AMOUNT,                            AMOUNT_DIFFERS,    DUPLICATE",
    "2, 0, '',                                MISSING_AT_HOME,   DUPLICATE",
    "0, 3, '',                                MISSING_AT_ORIGIN, DUPLICATE",
  })
  void theFirstKindThatFitsIsTheVerdict(
      int origins, int homes, String differs, String overJournals, String overRegisters) {
    Comparison pair = new Stated(origins, homes, words(differs));
    assertThat(Classification.ofJournals(pair)).isEqualTo(kind(overJournals));
    assertThat(Classification.ofRegisters(pair)).isEqualTo(kind(overRegisters));
  }

  private static Set<Field> words(String text) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty())
        .map(Field::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Field.class)));
  }

  private static Optional<MismatchKind> kind(String name) {
    return name.equals("MATCHED") ? Optional.empty() : Optional.of(MismatchKind.valueOf(name));
  }

  private enum Field {
    AMOUNT,
    CURRENCY,
    ACCOUNT,
    STATUS,
    DAY,
    BRANCH
  }

  private record Stated(int originCount, int homeCount, Set<Field> differs) implements Comparison {
    @Override
    public boolean amountsAgree() {
      return !differs.contains(Field.AMOUNT);
    }

    @Override
    public boolean currenciesAgree() {
      return !differs.contains(Field.CURRENCY);
    }

    @Override
    public boolean accountsAgree() {
      return !differs.contains(Field.ACCOUNT);
    }

    @Override
    public boolean statusesAgree() {
      return !differs.contains(Field.STATUS);
    }

    @Override
    public boolean daysAgree() {
      return !differs.contains(Field.DAY);
    }

    @Override
    public boolean branchesAgree() {
      return !differs.contains(Field.BRANCH);
    }
  }
}
