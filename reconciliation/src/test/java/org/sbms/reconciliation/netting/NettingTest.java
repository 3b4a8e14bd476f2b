package org.sbms.reconciliation.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

class NettingTest {
  private static final List<String> BRANCHES = List.of("NW", "SO", "UR", "FE", "CE");

  @Test
  void whoCollectedForAnotherOwesItAndReversalsTakeItBack() {
    List<Obligation> obligations =
        List.of(
            owes("NW", "SO", 500_00, "RUB"),
            owes("SO", "NW", 120_00, "RUB"),
            owes("NW", "SO", -100_00, "RUB"),
            owes("UR", "SO", 30_00, "RUB"),
            owes("UR", "SO", 7_00, "USD"));
    assertThat(Netting.bilateral(obligations))
        .extracting(Object::toString)
        .containsExactly(
            new BilateralPosition(branch("NW"), branch("SO"), rub(280_00)).toString(),
            new BilateralPosition(branch("UR"), branch("SO"), rub(30_00)).toString(),
            new BilateralPosition(branch("UR"), branch("SO"), Money.ofMinor(7_00, "USD"))
                .toString());
    assertThat(Netting.multilateral(obligations))
        .contains(
            new Position(branch("NW"), rub(400_00), rub(120_00), rub(-280_00)),
            new Position(branch("SO"), rub(120_00), rub(430_00), rub(310_00)),
            new Position(branch("UR"), rub(30_00), rub(0), rub(-30_00)))
        .hasSize(5);
  }

  @Test
  void aBranchOwesNothingToItself() {
    List<Obligation> own = List.of(owes("NW", "NW", 500_00, "RUB"));
    assertThat(Netting.bilateral(own)).isEmpty();
    assertThat(Netting.multilateral(own)).isEmpty();
  }

  @Test
  void positionsThatDoNotSumToZeroAreRefused() {
    assertThatThrownBy(() ->
            Netting.requireZeroSum(List.of(new Position(branch("NW"), rub(1), rub(0), rub(-1)))))
        .hasMessageContaining("-0.01 RUB");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void bilateralAndMultilateralPositionsTellTheSameSums(long seed) {
    Random random = new Random(seed);
    List<Obligation> obligations = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      obligations.add(
          owes(
              BRANCHES.get(random.nextInt(5)),
              BRANCHES.get(random.nextInt(5)),
              random.nextInt(100_000) - 10_000,
              random.nextBoolean() ? "RUB" : "USD"));
    }
    for (Position position : Netting.multilateral(obligations)) {
      long expected = 0;
      for (BilateralPosition pair : Netting.bilateral(obligations)) {
        if (pair.amount().currency().equals(position.net().currency())) {
          expected += pair.creditor().equals(position.branch()) ? pair.amount().minor() : 0;
          expected -= pair.debtor().equals(position.branch()) ? pair.amount().minor() : 0;
        }
      }
      assertThat(position.net().minor()).as("%s", position).isEqualTo(expected);
    }
  }

  private static Obligation owes(String debtor, String creditor, long minor, String currency) {
    return new Obligation(branch(debtor), branch(creditor), Money.ofMinor(minor, currency));
  }

  private static Money rub(long minor) {
    return Money.ofMinor(minor, "RUB");
  }

  private static BranchCode branch(String code) {
    return new BranchCode(code);
  }
}
