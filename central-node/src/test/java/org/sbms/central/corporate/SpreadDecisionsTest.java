package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.central.corporate.SpreadDecisions.Facts;
import org.sbms.central.corporate.SpreadDecisions.Rest;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

class SpreadDecisionsTest {
  private static final BranchCode NW = new BranchCode("NW");

  /** Balances of three accounts, their fees, the sum and the rule; then what each gets. */
  @ParameterizedTest
  @CsvSource({
    // enough for every debt, and the rest stays
    "-100 -50 20, 30 30 30, 200, LEAVE, 100 50 0",
    // exactly enough
    "-100 -50 20, 30 30 30, 150, LEAVE, 100 50 0",
    // too little: in proportion to the debts
    "-100 -50 20, 30 30 30, 90, LEAVE, 60 30 0",
    // too little and uneven: the odd units go to the largest fractions
    "-100 -100 -100, 30 30 30, 100, LEAVE, 34 33 33",
    "-1 -2 -3, 30 30 30, 5, LEAVE, 1 2 2",
    // one unit for three equal debts goes to the lowest number
    "-7 -7 -7, 30 30 30, 1, LEAVE, 1 0 0",
    // the rest goes by fees
    "-100 -50 20, 10 20 70, 250, BY_FEE, 110 70 70",
    "0 0 0, 1 1 1, 100, BY_FEE, 34 33 33",
    // nothing in debt and nothing to go by
    "5 5 5, 0 0 0, 100, BY_FEE, 0 0 0",
    "5 5 5, 1 1 1, 100, LEAVE, 0 0 0",
    // a fee of nothing gets nothing of the rest
    "-10 0 0, 0 5 0, 100, BY_FEE, 10 90 0"
  })
  void debtsFirstAndTheRestByTheRule(
      String balances, String fees, long sum, Rest rest, String expected) {
    List<Facts> facts = facts(numbers(balances), numbers(fees));
    Map<AccountNumber, Money> parts = SpreadDecisions.byDebt(rub(sum), facts, rest);
    assertThat(
            facts.stream().map(each -> parts.getOrDefault(each.account(), rub(0)).minor()).toList())
        .isEqualTo(numbers(expected));
    assertThat(parts.values()).allMatch(Money::isPositive);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void nothingIsLostAndNothingIsMade(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int count = 1 + random.nextInt(60);
      List<Long> balances = new ArrayList<>();
      List<Long> fees = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        balances.add(random.nextLong(-1_000_000, 500_000));
        fees.add(random.nextLong(0, 200_000));
      }
      fees.set(0, 1L);
      long sum = random.nextLong(1, 40_000_000);
      long owed = balances.stream().filter(balance -> balance < 0).mapToLong(b -> -b).sum();
      List<Facts> facts = facts(balances, fees);

      long leaving = total(SpreadDecisions.byDebt(rub(sum), facts, Rest.LEAVE));
      assertThat(leaving).isEqualTo(Math.min(sum, owed));
      assertThat(total(SpreadDecisions.byDebt(rub(sum), facts, Rest.BY_FEE))).isEqualTo(sum);
    }
  }

  @Test
  void noDebtorGetsMoreThanItsDebtWhenThereIsTooLittle() {
    Random random = new Random(42);
    List<Long> balances =
        IntStream.range(0, 300).mapToObj(i -> -random.nextLong(1, 90_000)).toList();
    List<Facts> facts = facts(balances, balances.stream().map(_ -> 0L).toList());
    Map<AccountNumber, Money> parts = SpreadDecisions.byDebt(rub(7_654_321), facts, Rest.LEAVE);
    facts.forEach(each ->
        assertThat(parts.getOrDefault(each.account(), rub(0)).minor())
            .isLessThanOrEqualTo(each.debt().minor()));
  }

  private static List<Facts> facts(List<Long> balances, List<Long> fees) {
    return IntStream.range(0, balances.size())
        .mapToObj(
            i -> new Facts(AccountNumber.of(NW, i + 1), rub(balances.get(i)), rub(fees.get(i))))
        .toList();
  }

  private static long total(Map<AccountNumber, Money> parts) {
    return parts.values().stream().mapToLong(Money::minor).sum();
  }

  private static List<Long> numbers(String text) {
    return java.util.Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }

  private static Money rub(long minor) {
    return Money.ofMinor(minor, "RUB");
  }
}
