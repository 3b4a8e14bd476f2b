package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.OfferCharge;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;

/** Bill runs over a real database. */
final class BillRunTest {
  private static final String START = "Start · Television package";
  private static final String FAMILY = "Family · Television package";
  private static final String SPORT = "Sport · Television package";

  private BillingHouse house;

  @BeforeEach
  void open() {
    house = new BillingHouse(day("2026-04-01"));
  }

  @AfterEach
  void close() {
    assertThat(house.wrongs()).isZero();
    house.close();
  }

  @Test
  void aStartInTheMiddleOfTheMonthPaysItsDaysAndWholeMonthsFollow() {
    String account = house.subscriber("START", day("2026-04-21"));
    house.turnTo(day("2026-04-21"));
    house.run(day("2026-04-21"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.lines(account))
        .containsExactly(
            START + " [2026-04-21 2026-05-01) 100.00", START + " [2026-05-01 2026-06-01) 300.00");
    assertThat(house.balance(account)).isEqualTo(rub("-400.00"));
  }

  @Test
  void theSameRunAgainBillsNothing() {
    String account = house.subscriber("START", day("2026-04-01"));
    BillRun first = house.run(day("2026-04-01"));
    BillRun second = house.run(day("2026-04-01"));
    assertThat(first.invoices()).isOne();
    assertThat(first.state()).isEqualTo(BillRun.State.DONE);
    assertThat(second.accounts()).isZero();
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00");
  }

  @Test
  void usageOfACycleThatIsOverIsOnTheNextBillOnceAndLateUsageOnTheOneAfter() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.used(account, day("2026-04-01"), 120, 24_000, 0);
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // A call of April that came late: 10 minutes more, 20.00 more.
    house.used(account, day("2026-04-01"), 130, 26_000, 0);
    house.turnTo(day("2026-06-01"));
    house.run(day("2026-06-01"));
    assertThat(house.lines(account))
        .containsExactly(
            START + " [2026-04-01 2026-05-01) 300.00",
            "calls [2026-04-01 2026-05-01) 240.00",
            START + " [2026-05-01 2026-06-01) 300.00",
            "calls [2026-04-01 2026-05-01) 20.00",
            START + " [2026-06-01 2026-07-01) 300.00");
    assertThat(house.balance(account)).isEqualTo(rub("-1160.00"));
  }

  @Test
  void usageThatLeftTheBalanceAlreadyIsShownAndNotTakenAgain() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.used(account, day("2026-04-01"), 50, 10_000, 10_000);
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00", "INVOICE 400.00");
    assertThat(house.balance(account)).isEqualTo(rub("-600.00"));
  }

  @Test
  void aDryRunTakesUsageInAndLeavesItForTheRealOne() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.used(account, day("2026-04-01"), 120, 24_000, 0);
    house.turnTo(day("2026-05-01"));
    BillRun dry = house.run(day("2026-05-01"), true);
    assertThat(dry.gross()).isEqualTo(rub("540.00"));
    assertThat(house.count("select count(*) from charge where kind = 'USAGE'")).isZero();
    BillRun real = house.run(day("2026-05-01"));
    assertThat(real.gross()).isEqualTo(dry.gross());
    assertThat(real.tax()).isEqualTo(dry.tax());
    assertThat(real.lines()).isEqualTo(dry.lines());
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00", "INVOICE 540.00");
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndDoesNothing() {
    String account = house.subscriber("START", day("2026-04-01"));
    BillRun dry = house.run(day("2026-04-01"), true);
    assertThat(dry.invoices()).isOne();
    assertThat(dry.gross()).isEqualTo(rub("300.00"));
    assertThat(house.totals(account)).isEmpty();
    assertThat(house.balance(account)).isEqualTo(rub("0.00"));
    assertThat(house.count("select count(*) from bill_run_sample")).isOne();
    assertThat(house.run(day("2026-04-01")).gross()).isEqualTo(dry.gross());
  }

  @Test
  void aChangeThatWasChargedAtOnceIsShownAndNotChargedAgain() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-04-16"));
    changePlanAtOnce(account, day("2026-04-16"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.lines(account))
        .containsExactly(
            START + " [2026-04-01 2026-05-01) 300.00",
            "Start [2026-04-16 2026-05-01) -150.00",
            "Family [2026-04-16 2026-05-01) 300.00",
            FAMILY + " [2026-05-01 2026-06-01) 600.00");
    assertThat(house.balance(account)).isEqualTo(rub("-1050.00"));
  }

  @Test
  void aChangeOnADayBeforeTheLateRunIsNotChargedTwiceEither() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-05-03"));
    changePlanAtOnce(account, day("2026-05-03"));
    house.turnTo(day("2026-05-05"));
    house.run(day("2026-05-05"));
    // May by days: Start for 2 of 31, Family for 29: 19.35 + 561.29, less nothing twice.
    assertThat(house.balance(account)).isEqualTo(rub("-880.64"));
  }

  @Test
  void aChangeThatNobodyChargedIsPutRightOnTheNextBill() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.item(account, "SERVICE", "SPORT", day("2026-04-01"), null);
    house.run(day("2026-04-01"));
    house.endItem(account, "SPORT", day("2026-04-11"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // Twenty of thirty days of 299.00 come back: 199.33.
    assertThat(house.lines(account))
        .containsExactly(
            START + " [2026-04-01 2026-05-01) 300.00",
            SPORT + " [2026-04-01 2026-05-01) 299.00",
            START + " [2026-05-01 2026-06-01) 300.00",
            SPORT + ", correction [2026-04-01 2026-05-01) -199.33");
  }

  @Test
  void daysOfASuspensionComeBack() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.suspend(account, day("2026-04-11"), day("2026-04-21"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00", "INVOICE 200.00");
  }

  @Test
  void aCorrectionOfAFirstShortPeriodIsFoundByTheNextOne() {
    house.turnTo(day("2026-04-11"));
    String account = house.subscriber("START", day("2026-04-11"));
    house.run(day("2026-04-11"));
    house.suspend(account, day("2026-04-20"), day("2026-04-25"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // Something in April is noted again: what came back before must not come back twice.
    house.database.run(
        "update account_billing set recheck_from = '2026-04-11' where account = $1", account);
    house.turnTo(day("2026-06-01"));
    house.run(day("2026-06-01"));
    assertThat(house.totals(account))
        .containsExactly("INVOICE 200.00", "INVOICE 250.00", "INVOICE 300.00");
  }

  @Test
  void aBaseFromElsewhereIsBilledFromThisMonthOn() {
    String account = house.subscriber("START", day("2024-01-15"));
    house.run(day("2026-04-01"));
    assertThat(house.lines(account)).containsExactly(START + " [2026-04-01 2026-05-01) 300.00");
  }

  @Test
  void moreGivenBackThanDueIsACreditNoteWithANumberOfItsOwnSeries() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.endItem(account, "START", day("2026-04-11"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00", "CREDIT_NOTE -200.00");
    assertThat(house.count("select count(*) from invoice where number = 'NW-2026-C00000001'"))
        .isOne();
    assertThat(house.balance(account)).isEqualTo(rub("-100.00"));
  }

  @Test
  void aBillOfZeroIsAnInvoiceAllTheSame() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.suspend(account, day("2026-04-01"), day("2026-05-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(account)).containsExactly("INVOICE 300.00", "INVOICE 0.00");
  }

  @Test
  void aQuarterFromTheThirtyFirstIsBilledByItsMonths() {
    house.turnTo(day("2026-08-31"));
    String account = house.subscriber("START", day("2026-08-31"));
    house.terms(account, BillingMode.POSTPAID, 3, 31);
    house.run(day("2026-08-31"));
    assertThat(house.lines(account))
        .containsExactly(
            START + " [2026-08-31 2026-09-30) 300.00",
            START + " [2026-09-30 2026-10-31) 300.00",
            START + " [2026-10-31 2026-11-30) 300.00");
    house.turnTo(day("2026-11-30"));
    assertThat(house.run(day("2026-11-29")).accounts()).isZero();
    assertThat(house.run(day("2026-11-30")).lines()).isEqualTo(3);
  }

  @Test
  void aPrepaidAccountIsChargedOnlyWhatItCoversAndNotForDaysWithoutService() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.terms(account, BillingMode.PREPAID, 1, 1);
    house.pay(account, rub("299.99"));
    BillRun short1 = house.run(day("2026-04-01"));
    assertThat(short1.setAside()).isOne();
    assertThat(house.balance(account)).isEqualTo(rub("299.99"));
    house.turnTo(day("2026-04-11"));
    house.run(day("2026-04-11"));
    assertThat(house.lines(account)).containsExactly(START + " [2026-04-11 2026-05-01) 200.00");
    house.turnTo(day("2026-05-01"));
    house.pay(account, rub("200.01"));
    house.run(day("2026-05-01"));
    assertThat(house.balance(account)).isEqualTo(rub("0.00"));
  }

  @Test
  void anAccountThatCannotBeBilledIsSetAsideAndTheOthersAreBilled() {
    String broken = house.subscriber("START", day("2026-04-01"));
    String fine = house.subscriber("START", day("2026-04-01"));
    house.database.run("update subscription_item set version = 9 where account = $1", broken);
    BillRun run = house.run(day("2026-04-01"));
    assertThat(run.setAside()).isOne();
    assertThat(run.invoices()).isOne();
    assertThat(house.totals(fine)).hasSize(1);
    assertThat(BillRuns.setAside(house.database, run.id(), 0, 10))
        .containsExactly(new BillRuns.SetAside(broken, "ERROR", "no version 9 of START"));
  }

  @Test
  void aRunThatWasCutOffGoesOnAndLeavesNoGapInTheNumbers() {
    for (int i = 0; i < 2_300; i++) {
      house.subscriber(i % 2 == 0 ? "START" : "FAMILY", day("2026-04-01"));
    }
    UUID id = house.order(day("2026-04-01"), false);
    int[] parts = {0};
    BillRunner cut =
        house.runner((_, _) -> {
          synchronized (parts) {
            if (++parts[0] > 1) {
              throw new OutOfMemoryError("the process dies here");
            }
          }
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(cut::work).hasMessageContaining("failed");
    assertThat(house.count("select count(*) from invoice")).isEqualTo(1_000);
    house.runner().work();
    BillRun run = BillRuns.find(house.database, id).orElseThrow();
    assertThat(run.state()).isEqualTo(BillRun.State.DONE);
    assertThat(run.invoices()).isEqualTo(2_300);
    assertThat(house.count("select count(distinct account) from invoice")).isEqualTo(2_300);
    assertThat(
            house.count(
                "select count(*) from invoice where substr(number, 9)::int between 1 and 2300"))
        .isEqualTo(2_300);
  }

  @Test
  void aCancelledRunEndsBetweenItsParts() {
    house.subscriber("START", day("2026-04-01"));
    UUID id = house.order(day("2026-04-01"), false);
    house.database.inTransaction(tx -> BillRuns.askToCancel(tx, id));
    house.runner().work();
    assertThat(BillRuns.find(house.database, id).orElseThrow().state())
        .isEqualTo(BillRun.State.CANCELLED);
    assertThat(house.count("select count(*) from invoice")).isZero();
  }

  private void changePlanAtOnce(String account, LocalDate day) {
    AccountNumber number = new AccountNumber(account);
    Period rest = new Period(day, day.withDayOfMonth(1).plusMonths(1));
    Period month = new Period(day.withDayOfMonth(1), rest.until());
    var back = org.sbms.branch.pricing.ProRata.share(rub("300.00"), month, rest).negated();
    var due = org.sbms.branch.pricing.ProRata.share(rub("600.00"), month, rest);
    house.database.inTransaction(tx -> {
      house.accounts.lock(tx, List.of(number));
      house.book.booked(
          tx,
          number,
          List.of(
              new OfferCharge(new OfferKey(OfferKind.PLAN, "START"), rest, back),
              new OfferCharge(new OfferKey(OfferKind.PLAN, "FAMILY"), rest, due)),
          day);
      house.accounts.change(tx, java.util.Map.of(number, -due.plus(back).minor()));
      house.ledger.post(
          tx,
          house.clock.instant(),
          day,
          List.of(
              new org.sbms.kit.ledger.Posting(
                  UUID.randomUUID(),
                  "plan-change",
                  org.sbms.branch.ledger.Chart.SUBSCRIBERS,
                  org.sbms.branch.ledger.Chart.REVENUE,
                  due.plus(back),
                  account)));
      tx.run(
          "update subscription_item set until = $2 where account = $1 and until is null",
          account,
          day);
      tx.run(
          """
          insert into subscription_item (account, offer_kind, code, version, since)
          values ($1, 'PLAN', 'FAMILY', 1, $2)
          """,
          account,
          day);
      return true;
    });
  }
}
