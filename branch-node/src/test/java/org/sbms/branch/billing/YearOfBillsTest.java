package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.ledger.Chart;

/** A year of a small branch, by seeds: people come, change, stop for a while, leave, and pay. */
final class YearOfBillsTest {
  private static final LocalDate FIRST = day("2027-11-30");
  private static final int DAYS = 400; // over the end of February of a leap year

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void billsAreTheSameHoweverOftenTheyRunAndTheBooksBalance(long seed) {
    try (BillingHouse often = new BillingHouse(FIRST);
        BillingHouse seldom = new BillingHouse(FIRST)) {
      List<String> oftenBilled = live(often, seed, 5);
      List<String> seldomBilled = live(seldom, seed, 23);
      settle(often);
      settle(seldom);
      assertThat(often.wrongs()).isZero();
      assertThat(seldom.wrongs()).isZero();
      assertThat(balanced(often)).isTrue();
      for (int i = 0; i < oftenBilled.size(); i++) {
        assertThat(often.balance(oftenBilled.get(i)))
            .isEqualTo(seldom.balance(seldomBilled.get(i)));
      }
      assertThat(often.run(often.today()).invoices()).isZero();
    }
  }

  /**
   * @param every how many days pass between two runs
   */
  private static List<String> live(BillingHouse house, long seed, int every) {
    Random dice = new Random(seed);
    List<String> people = new ArrayList<>();
    int[] cycles = {1, 1, 2, 3, 6, 12};
    for (int i = 0; i < DAYS; i++) {
      LocalDate today = FIRST.plusDays(i);
      house.turnTo(today);
      if (people.size() < 12 && dice.nextInt(4) == 0) {
        String account = house.subscriber(dice.nextBoolean() ? "START" : "FAMILY", today);
        house.terms(
            account,
            BillingMode.POSTPAID,
            cycles[dice.nextInt(cycles.length)],
            1 + dice.nextInt(31));
        people.add(account);
      }
      if (!people.isEmpty()) {
        happen(house, dice, people.get(dice.nextInt(people.size())), today);
      }
      if (i % every == 0 || i == DAYS - 1) {
        house.run(today);
      }
    }
    return people;
  }

  /** Everybody leaves, and what changed since their last bills is billed with the next. */
  private static void settle(BillingHouse house) {
    house.database.run(
        "delete from subscription_item where since >= $1 and until is null", house.today());
    house.database.run(
        "update subscription_item set until = $1 where until is null", house.today());
    house.turnTo(house.today().plusMonths(13));
    house.run(house.today());
  }

  private static void happen(BillingHouse house, Random dice, String account, LocalDate today) {
    boolean sport =
        house
            .database
            .one(
                row -> row.getBoolean(0),
                """
                select exists (select from subscription_item
                  where account = $1 and code = 'SPORT' and (until is null or until > $2))
                """,
                account,
                today)
            .orElseThrow();
    boolean calm =
        house
            .database
            .one(
                row -> row.getBoolean(0),
                """
                select not exists (select from account_state_period
                  where account = $1 and since >= $2)
                """,
                account,
                today.minusDays(1))
            .orElseThrow();
    switch (dice.nextInt(12)) {
      case 0 -> {
        if (!sport) {
          house.item(account, "SERVICE", "SPORT", today, null);
        }
      }
      case 1 ->
          house.database.run(
              """
              update subscription_item set until = $2
              where account = $1 and code = 'SPORT' and until is null and since < $2
              """,
              account,
              today);
      case 2 -> {
        int length = 1 + dice.nextInt(20);
        if (calm) {
          house.suspend(account, today, today.plusDays(length));
        }
      }
      case 3 -> house.pay(account, rub((100 + dice.nextInt(900)) + ".00"));
      default -> {}
    }
  }

  private static boolean balanced(BillingHouse house) {
    var lines =
        house.ledger.trialBalance(house.database, house.clock.instant().plusSeconds(86_400));
    assertThat(lines).anyMatch(line -> line.code().equals(Chart.taxPayable("vat").code()));
    return lines.stream().mapToLong(line -> line.debitMinor() - line.creditMinor()).sum() == 0;
  }
}
