package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.OneBranch;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/**
 * Bills by the whole way: what a desk does, the runs, the invoices. Each row was worked out by hand
 * from {@code docs/billing.md}, not by this code: {@code fee * days / days of the whole}, where
 * what is left is rounded, and a part is what is left at its beginning less what is left at its
 * end.
 *
 * <p>Plans a month: BASE 310.00, TOP 620.00, DUO 310.00 and 200.00, MIX 310.00 and 3650.00 a year.
 * Services: NEWS 62.00 a month, ENTRY 31.00 and 500.00 once, BYPLAN 100.00 and 50.00 beside TOP,
 * YEAR 3660.00 a year and QUARTER 93.00 a quarter in advance, LATER 93.00 a quarter and AFTER
 * 365.00 a year in arrears. OFF takes 100.00 off DUO, FOR makes it 400.00. The script of {@link
 * BillingDesk#play} says what happens; the totals are of the bills in their order, and {@code -}
 * where a run makes none.
 */
final class WholeBillsTest {
  private static BillingDesk desk;

  @BeforeAll
  static void open() {
    desk = new BillingDesk();
  }

  @BeforeEach
  void forget() {
    desk.forget();
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void aCycleChangesOnceWhatChangedInBilledDaysIsBilled() {
    desk.play("2027-01-01 open BASE; bill; 2027-01-11 suspend; 2027-01-21 resume");
    assertThat(OneBranch.refused(desk.branch.run(desk.anna(), desk.order(1, 15))).code())
        .isEqualTo(RefusalCode.STATE_CONFLICT);
    // 14 of the 28 days of [15 February, 15 March).
    assertThat(desk.play("2027-02-01 bill; terms 1 15; 2027-03-01 bill"))
        .containsExactly("210.00", "155.00");
  }

  @Test
  void aCreditNoteOfWhatWasGivenBackAloneIsRefused() {
    desk.play("2027-01-01 open BASE; bill; 2027-01-21 suspend; 2027-01-31 resume; 2027-02-01 bill");
    Refusal refusal =
        OneBranch.refused(
            desk.branch.run(
                desk.anna(), new IssueCreditNote(desk.lastInvoice(), List.of(1), "no")));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("lines");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # [31 January, 28 February) is a whole period, and so is [28 February, 31 March).
          a month from the 31st, changed on the 31st | 2027-01-31 open BASE; terms 1 31; bill; 2027-02-28 bill; 2027-03-31 plan TOP; bill | 310.00, 310.00, 620.00
          # 1 of 29 days: 10.6897 back and 21.3793 due
          changed on 29 February | 2028-02-01 open BASE; bill; 2028-02-29 plan TOP; 2028-03-01 bill | 310.00, 630.69
          # [30 January, 28 February) has 29 days, 13 are left: 138.9655 back and 277.9310 due
          changed in a period from the 30th | 2027-01-30 open BASE; terms 1 30; bill; 2027-02-15 plan TOP; 2027-02-28 bill | 310.00, 758.96
          # April from the 30th is [30 April, 31 May); 1 of [31 March, 30 April)'s 30 days: 10.33 back, 20.67 due
          two months from the 31st, changed on the last day | 2026-12-31 open BASE; terms 2 31; bill; 2027-02-28 bill; 2027-04-29 plan TOP; 2027-04-30 bill | 620.00, 620.00, 1250.34
          a quarter, half a year, a year from the 29th | 2027-11-29 open BASE; terms 3 29; bill; 2028-02-29 bill; 2028-05-29 bill | 930.00, 930.00, 930.00
          half a year from the 29th | 2027-08-29 open BASE; terms 6 29; bill; 2028-02-28 bill; 2028-02-29 bill | 1860.00, -, 1860.00
          a year from 29 February | 2028-02-29 open BASE; terms 12 29; bill; 2029-02-28 bill | 3720.00, 3720.00
          # nothing is taken for a day on which nothing was had, and the plan goes on
          there and back on one day | 2027-01-01 open BASE; bill; 2027-01-16 plan TOP; plan BASE; 2027-02-01 bill | 310.00, 310.00
          # 23:30 on the 31st in Moscow, and 00:30 on the 1st: the day of the branch counts
          before midnight | 2027-01-01 open BASE; bill; 2027-01-31T20:30:00Z plan TOP; 2027-02-01 bill | 310.00, 630.00
          after midnight | 2027-01-01 open BASE; bill; 2027-01-31T21:30:00Z plan TOP; 2027-02-01 bill | 310.00, 620.00
          # 16 of 31 days of January, charged twice over at once in the wrong order of things: 160.00 each
          a plan of the past under a change of today | 2027-01-01 open BASE; bill; 2027-01-16 plan TOP; 2027-01-20 correct PLAN TOP 2027-01-11; 2027-02-01 bill | 310.00, 830.00
          """)
  void changes_of_plan(String name, String script, String totals) {
    requireBills(script, totals, null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # January's 11 days back, no February yet; then 18 of 28 days: 199.2857, and March
          over the end of a month | 2027-01-01 open BASE; bill; 2027-01-21 suspend; 2027-02-01 bill; 2027-02-11 resume; 2027-03-01 bill | 310.00, -110.00, 509.29
          suspended and resumed on one day | 2027-01-01 open BASE; bill; 2027-01-21 suspend; resume; 2027-02-01 bill | 310.00, 310.00
          from the 31st to the 1st | 2027-01-01 open BASE; bill; 2027-01-31 suspend; 2027-02-01 resume; bill | 310.00, 300.00
          # in a plan and out of it: [1, 11) of BASE 100.00, [16, 1) of TOP 320.00; charged 310.00, then 160.00 at once
          changed while suspended | 2027-01-01 open BASE; bill; 2027-01-11 suspend; 2027-01-14 plan TOP; 2027-01-16 resume; 2027-02-01 bill | 310.00, 730.00
          a whole month | 2027-01-01 open BASE; bill; suspend; 2027-02-01 resume; bill | 310.00, 0.00
          closed on the 31st | 2027-01-01 open BASE; bill; 2027-01-31 close; 2027-02-01 bill; 2027-03-01 bill | 310.00, -10.00, -
          closed while suspended | 2027-01-01 open BASE; bill; 2027-01-11 suspend; 2027-01-21 close; 2027-02-01 bill | 310.00, -210.00
          # noted in February: 2 days of January, all of February, from BASE to TOP
          a plan told late | 2027-01-01 open BASE; bill; 2027-02-01 bill; 2027-02-10 correct PLAN TOP 2027-01-30; 2027-03-01 bill | 310.00, 310.00, 950.00
          # 16 days of January 32.00, February and March 62.00 each
          a service told late | 2027-01-01 open BASE; bill; 2027-02-01 bill; 2027-02-10 correct SERVICE_ADDED NEWS 2027-01-16; 2027-03-01 bill | 310.00, 310.00, 466.00
          # and told otherwise again: once more nothing of it
          told late and taken back | 2027-01-01 open BASE; bill; 2027-02-10 correct SERVICE_ADDED NEWS 2027-01-16; 2027-02-11 correct SERVICE_REMOVED NEWS 2027-01-16; 2027-02-12 bill | 310.00, 310.00
          told late, billed, and taken back | 2027-01-01 open BASE; bill; 2027-02-10 correct SERVICE_ADDED NEWS 2027-01-16; bill; 2027-02-11 correct SERVICE_REMOVED NEWS 2027-01-16; 2027-03-01 bill | 310.00, 404.00, 216.00
          """)
  void days_without_service_and_days_told_late(String name, String script, String totals) {
    requireBills(script, totals, null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # March is not billed when it begins; 302 of the 365 days from 1 January: 3028.2740
          a year's fee begins in days not billed yet | 2027-01-01 open BASE; bill; 2027-02-01 bill; 2027-03-05 add YEAR; 2027-03-10 bill; 2027-04-01 bill | 310.00, 310.00, 3338.27, 310.00
          # 10 of 31 days of BASE; of YEAR 611.67 and 2948.05 are due, 100.28 come back
          suspended in days not billed yet | 2027-01-01 open BASE YEAR; bill; 2027-02-01 bill; 2027-03-03 suspend; 2027-03-13 resume; 2027-03-15 bill; 2027-04-01 bill | 3970.00, 310.00, 109.72, 310.00
          # 4 days of March 40.00; 302 days of the year back
          a year's fee, closed in days not billed yet | 2027-01-01 open BASE YEAR; bill; 2027-02-01 bill; 2027-03-05 close; 2027-03-10 bill | 3970.00, 310.00, -2988.27
          # every two months, and a fee of three: [1 April, 1 July) is due in March; 10 of its 91 days back
          a fee that reaches over its bill | 2027-01-01 open BASE QUARTER; terms 2 1; bill; 2027-03-01 bill; 2027-05-10 suspend; 2027-05-20 resume; 2027-05-25 bill; 2027-07-01 bill | 713.00, 713.00, 509.78, 713.00
          # 21 of March's 31 days back; 69 of the quarter's 90 days are due in April: 71.30
          a fee in arrears, closed | 2027-01-01 open BASE LATER; bill; 2027-02-01 bill; 2027-03-01 bill; 2027-03-11 close; 2027-04-01 bill; 2027-05-01 bill | 310.00, 310.00, 310.00, -138.70, -
          # its year ends long after the account: 31 of 365 days
          a year's fee in arrears, closed | 2027-01-01 open BASE AFTER; bill; 2027-02-01 close; bill; 2027-03-01 bill; 2028-01-01 bill | 310.00, 0.00, -, 31.00
          # February by days is BASE 44.29 and TOP 531.43; the bill of the 1st is made on the 5th
          a run of a day that is past | 2027-01-01 open BASE; bill; 2027-02-05 plan TOP; bill 2027-02-01; 2027-03-01 bill | 310.00, 310.00, 885.72
          # February and March are billed after the change of 5 March: 27 of its 31 days, 270.00 back and 540.00 due,
          # were charged at once and wait for April's bill
          runs of two months that are past | 2027-01-01 open BASE; bill; 2027-03-05 plan TOP; bill 2027-02-01; bill 2027-03-01; 2027-04-01 bill | 310.00, 310.00, 310.00, 890.00
          # 310.00 a month and 3650.00 a year in one plan; 10 of 28 days 110.72 and of 365 days 100.00 back
          fees of a month and of a year in one offer | 2027-01-01 open MIX; bill; 2027-02-01 bill; 2027-02-10 suspend; 2027-02-20 resume; 2027-03-01 bill | 3960.00, 310.00, 99.28
          # 14 of [15 January, 15 February)'s 31 days
          another cycle from the next bill on | 2027-01-01 open BASE; bill; 2027-01-20 terms 1 15; 2027-02-01 bill; 2027-02-15 bill | 310.00, 140.00, 310.00
          """)
  void cycles_and_fees_of_different_lengths(String name, String script, String totals) {
    requireBills(script, totals, null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 19 of 28 days 21.04, 500.00 once, March; then 5 days more of February, and not once again
          once, and its first day told otherwise | 2027-02-01 open BASE; bill; 2027-02-10 add ENTRY; 2027-03-01 bill; 2027-03-10 correct SERVICE_ADDED ENTRY 2027-02-05; 2027-04-01 bill | 310.00, 862.04, 346.53
          once, and never had | 2027-02-01 open BASE; bill; 2027-02-10 add ENTRY; 2027-03-01 bill; 2027-03-10 correct SERVICE_REMOVED ENTRY 2027-02-10; 2027-04-01 bill | 310.00, 862.04, -242.04
          # removed later, it was had: what is due once stays. 31 * 16 / 31 back
          once, and removed | 2027-02-01 open BASE ENTRY; bill; 2027-03-01 bill; 2027-03-16 remove ENTRY; 2027-04-01 bill | 841.00, 341.00, 294.00
          # 15 days at 100.00 are 48.39, 16 at 50.00 are 25.81; 25.80 come back
          a price that depends on the plan | 2027-01-01 open BASE BYPLAN; bill; 2027-01-16 plan TOP; 2027-02-01 bill; 2027-03-01 bill | 410.00, 804.20, 670.00
          an amount off an offer of two fees | 2027-01-01 open DUO; promotion OFF; bill; 2027-02-01 bill | 410.00, 410.00
          a price instead of two fees | 2027-01-01 open DUO; promotion FOR; bill | 400.00
          # 15 days 150.00 and 96.77; 16 days of 210.00 and 200.00: 108.39 and 103.23
          an amount off from the middle on | 2027-01-01 open DUO; bill; 2027-01-16 promotion OFF; 2027-02-01 bill | 510.00, 358.39
          # 15 days of 62.00 are 30.00, 16 of 31.00 are 16.00
          an own price from the middle on | 2027-01-01 open BASE NEWS; bill; 2027-01-16 price NEWS 31.00; 2027-02-01 bill | 372.00, 325.00
          # noted in February for the 16th: 16.00 of January and 31.00 of February back
          an own price for days that are billed | 2027-01-01 open BASE NEWS; bill; 2027-02-01 bill; 2027-02-10 price NEWS 31.00 2027-01-16; 2027-03-01 bill | 372.00, 372.00, 294.00
          """)
  void prices_of_offers(String name, String script, String totals) {
    requireBills(script, totals, null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 20 % inside to the end of January 2027, 22 % from then on: 51.67; 55.90
          another rate | 2027-01-01 open BASE; bill; 2027-02-01 bill | 310.00, 310.00 | 51.67, 55.90
          # 3.33 and 6.67 of January by 20 %, 55.90 and 111.80 of February and 111.80 of March by 22 %
          a correction takes the rate of its days | 2027-01-01 open BASE; bill; 2027-02-01 bill; 2027-02-10 correct PLAN TOP 2027-01-30; 2027-03-01 bill | 310.00, 310.00, 950.00 | 51.67, 55.90, 171.04
          # 5 % on top, 9.5 % of 325.50: 15.50 and 30.92
          tax on tax | 2027-01-01 open BASE; area QC; bill | 356.42 | 46.42
          # -10.00, 5 % of it -0.50, 9.5 % of -10.50 is -0.9975
          tax on tax, given back | 2027-01-01 open BASE; area QC; bill; 2027-01-31 close; 2027-02-01 bill | 356.42, -11.50 | 46.42, -1.50
          # contained, and another on top of both: 310 * 20/120 is 51.67, 5 % of 310.00 is 15.50
          contained and on top | 2027-01-01 open BASE; area MX; bill | 325.50 | 67.17
          # 32.00 of January with 5.33 inside; 62.00 and 310.00 of later with 20 % on top
          the same rate inside and on top on one bill | 2027-01-01 open BASE; area XX; bill; 2027-02-01 bill; 2027-02-10 correct SERVICE_ADDED NEWS 2027-01-16; 2027-03-01 bill | 310.00, 372.00, 552.80 | 51.67, 62.00, 92.13
          # and all of it back by a credit note
          such a bill given back | 2027-01-01 open BASE; area XX; bill; 2027-02-01 bill; 2027-02-10 correct SERVICE_ADDED NEWS 2027-01-16; 2027-03-01 bill; credit | 310.00, 372.00, 552.80, -552.80 | 51.67, 62.00, 92.13, -92.13
          # what a credit note gave back is not charged again
          given back, and changed afterwards | 2027-01-01 open BASE; bill; credit; 2027-01-16 plan TOP; 2027-02-01 bill | 310.00, -310.00, 780.00 | 51.67, -51.67, 138.46
          """)
  void taxes(String name, String script, String totals, String tax) {
    requireBills(script, totals, tax);
  }

  /** Whatever happens, and whenever runs are made, somebody who has left has paid the same. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_life_costs_the_same_however_often_it_is_billed(long seed) {
    long often = cost(seed, 4);
    desk.forget();
    assertThat(cost(seed, 37)).isEqualTo(often);
  }

  /**
   * @param every how many days lie between two runs
   */
  private static long cost(long seed, int every) {
    Random dice = new Random(seed);
    LocalDate first = LocalDate.of(2027, 10, 1).plusDays(dice.nextInt(40));
    desk.play(
        first
            + " open BASE; terms "
            + pick(dice, "1", "1", "2", "3", "6", "12")
            + " "
            + (1 + dice.nextInt(31)));
    for (int i = 1; i < 220; i++) {
      LocalDate today = first.plusDays(i);
      if (dice.nextInt(5) == 0) {
        desk.attempt(today + " " + something(dice, today.minusDays(dice.nextInt(40))));
      }
      if (i % every == 0) {
        desk.play(today + " bill");
      }
    }
    desk.play(first.plusDays(220) + " close");
    for (int month = 1; month < 15; month++) {
      desk.play(first.plusDays(220).plusMonths(month) + " bill");
    }
    desk.requireBooks();
    return desk.branch.balance(desk.account()).minor();
  }

  private static String something(Random dice, LocalDate past) {
    String service = pick(dice, "NEWS", "ENTRY", "BYPLAN", "YEAR", "QUARTER", "LATER");
    return switch (dice.nextInt(9)) {
      case 0 -> "plan " + pick(dice, "BASE", "TOP", "DUO");
      case 1, 2 -> "add " + service;
      case 3 -> "remove " + service;
      case 4 -> "suspend";
      case 5 -> "resume";
      case 6 -> "promotion " + pick(dice, "OFF", "FOR");
      case 7 -> "price " + service + " " + (1 + dice.nextInt(90)) + ".00 " + past;
      default ->
          "correct "
              + pick(
                  dice,
                  "PLAN TOP ",
                  "PLAN DUO ",
                  "SERVICE_ADDED " + service + " ",
                  "SERVICE_REMOVED " + service + " ",
                  "SUSPENDED - ",
                  "RESUMED - ")
              + past;
    };
  }

  private static String pick(Random dice, String... any) {
    return any[dice.nextInt(any.length)];
  }

  private static void requireBills(String script, String totals, @Nullable String taxes) {
    assertThat(String.join(", ", desk.play(script))).isEqualTo(totals);
    if (taxes != null) {
      assertThat(String.join(", ", desk.taxes())).isEqualTo(taxes);
    }
    desk.requireBooks();
    assertThat(desk.play("bill")).as("once more").containsExactly("-");
  }
}
