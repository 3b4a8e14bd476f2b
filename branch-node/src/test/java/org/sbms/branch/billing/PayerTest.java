package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.OfferCharge;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.kit.ledger.Posting;

/** Accounts that another pays for: whose bill, whose debt, whose balance. */
class PayerTest {
  private BillingHouse house;

  @BeforeEach
  void open() {
    house = new BillingHouse(day("2026-04-01"));
  }

  @AfterEach
  void close() {
    assertThat(house.wrongs()).isZero();
    assertThat(between()).as("what is carried between accounts nets to nothing").isZero();
    house.close();
  }

  @ParameterizedTest
  @CsvSource({
    // Who pays for B and for C below it; the bills of A, B and C. START is 300, FAMILY 600.
    "OWN,    OWN,    300.00, 600.00, 300.00",
    "PARENT, OWN,    900.00, '',     300.00",
    "OWN,    PARENT, 300.00, 900.00, ''",
    "PARENT, PARENT, 1200.00, '',    ''"
  })
  void chargesGoOnTheBillOfWhoPaysInTheEnd(
      String payerOfB, String payerOfC, String billOfA, String billOfB, String billOfC) {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    String c = house.subscriber("START", day("2026-04-01"));
    below(b, a, payerOfB);
    below(c, b, payerOfC);
    house.run(day("2026-04-01"));
    assertThat(List.of(bill(a), bill(b), bill(c))).containsExactly(billOfA, billOfB, billOfC);
    assertThat(house.balance(a)).isEqualTo(owed(billOfA));
    assertThat(house.balance(b)).isEqualTo(owed(billOfB));
    assertThat(house.balance(c)).isEqualTo(owed(billOfC));
    house.run(day("2026-04-01"));
    assertThat(List.of(bill(a), bill(b), bill(c)))
        .as("once more changes nothing")
        .containsExactly(billOfA, billOfB, billOfC);
  }

  @Test
  void theBillHasASectionForEachSubscriberAfterThePayersOwn() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("START", day("2026-04-01"));
    below(b, a, "PARENT");
    house.item(b, "SERVICE", "SPORT", day("2026-04-01"), null);
    house.run(day("2026-04-01"));
    InvoiceDocument bill =
        InvoiceReading.document(house.database, invoice(a), Optional.empty()).orElseThrow();
    // The same plan at both: the subscriber's is not taken for the payer's own.
    assertThat(bill.lines())
        .extracting(line -> line.subscriber().orElse("own") + " " + line.gross().amount())
        .containsExactly("own 300.00", b + " Somebody 300.00", b + " Somebody 299.00");
    assertThat(InvoiceGroups.of(bill))
        .extracting(group -> group.section() + " " + group.gross().amount())
        .containsExactly(" 300.00", b + " Somebody 599.00");
    assertThat(bill.head().total()).isEqualTo(rub("899.00"));
    // 22 % in 899.00, rounded line by line: 54.10 + 54.10 + 53.92.
    assertThat(bill.head().tax()).isEqualTo(rub("162.12"));
  }

  @Test
  void whatLeftTheSubscribersBalanceAtOnceIsCarriedToThePayer() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    below(b, a, "PARENT");
    house.turnTo(day("2026-04-16"));
    // Half a month of SPORT, charged at once: 149.50.
    house.item(b, "SERVICE", "SPORT", day("2026-04-16"), null);
    booked(b, "SPORT", new Period(day("2026-04-16"), day("2026-05-01")), "149.50");
    assertThat(house.balance(b)).isEqualTo(rub("-449.50"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // April's own bill stays the subscriber's debt; what came afterwards is the payer's.
    assertThat(house.balance(b)).isEqualTo(rub("-300.00"));
    assertThat(house.balance(a)).isEqualTo(rub("-1348.50"));
    assertThat(bill(a)).isEqualTo("1048.50");
    assertThat(house.totals(b)).containsExactly("INVOICE 300.00");
  }

  @Test
  void aChangeOfDaysThatThePayerWasBilledForIsPutRightOnThePayersNextBill() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    below(b, a, "PARENT");
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-04-20"));
    house.suspend(b, day("2026-04-16"), day("2026-05-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // 300 + 600 less the half of April that was not served: 300.
    assertThat(house.totals(a)).containsExactly("INVOICE 900.00", "INVOICE 600.00");
    assertThat(house.totals(b)).isEmpty();
  }

  @Test
  void whoPaysForThemselvesAgainIsBilledFromWhereThePayersBillsEnd() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    below(b, a, "PARENT");
    house.run(day("2026-04-01"));
    below(b, a, "OWN");
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(a)).containsExactly("INVOICE 900.00", "INVOICE 300.00");
    assertThat(house.totals(b)).containsExactly("INVOICE 600.00");
  }

  @Test
  void whoIsClosedPaysForNobodyAndWhatWasOnItsWayToItsBillStaysThere() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    String c = house.subscriber("START", day("2026-04-01"));
    below(b, a, "PARENT");
    below(c, b, "PARENT");
    house.run(day("2026-04-01"));
    assertThat(house.totals(a)).containsExactly("INVOICE 1200.00");
    house.turnTo(day("2026-04-30"));
    house.database.run("update account set state = 'TERMINATED' where number = $1", a);
    house.database.run(
        "update account_state_period set until = '2026-05-01' where account = $1 and until is null",
        a);
    house.state(a, "TERMINATED", day("2026-05-01"), null);
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    // May of both is on the bill of B, who is next on the way up; nothing of it waits for A.
    assertThat(house.totals(a)).containsExactly("INVOICE 1200.00");
    assertThat(house.totals(b)).containsExactly("INVOICE 900.00");
    assertThat(house.totals(c)).isEmpty();
    assertThat(house.count("select count(*) from charge where invoice_id is null")).isZero();
  }

  @Test
  void aPayerWithALaterCycleIsBilledForItThen() {
    String a = house.subscriber("START", day("2026-03-15"));
    house.terms(a, BillingMode.POSTPAID, 1, 15);
    house.run(day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    below(b, a, "PARENT");
    house.run(day("2026-04-01"));
    assertThat(house.totals(b)).isEmpty();
    assertThat(house.totals(a)).containsExactly("INVOICE 300.00");
    house.turnTo(day("2026-04-15"));
    house.run(day("2026-04-15"));
    assertThat(house.totals(a)).containsExactly("INVOICE 300.00", "INVOICE 900.00");
  }

  @Test
  void aClosedAccountIsDueForItsLastBillAndThenOnlyWhileSomethingWaits() {
    String a = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-04-16"));
    house.database.run("update account set state = 'TERMINATED' where number = $1", a);
    house.database.run(
        "update account_state_period set until = '2026-04-16' where account = $1", a);
    house.state(a, "TERMINATED", day("2026-04-16"), null);
    house.endItem(a, "START", day("2026-04-16"));
    house.turnTo(day("2026-05-01"));
    assertThat(house.run(day("2026-05-01")).dueAccounts()).isEqualTo(1);
    // Half of April is given back.
    assertThat(house.totals(a)).containsExactly("INVOICE 300.00", "CREDIT_NOTE -150.00");
    house.turnTo(day("2026-06-01"));
    assertThat(house.run(day("2026-06-01")).dueAccounts()).isZero();
    booked(a, "SPORT", new Period(day("2026-04-01"), day("2026-04-16")), "10.00");
    assertThat(house.run(day("2026-06-01")).dueAccounts()).isEqualTo(1);
    assertThat(house.run(day("2026-06-01")).dueAccounts()).isZero();
  }

  @Test
  void aDryRunHasTheSumsOfARealOneAndWritesNothing() {
    String a = house.subscriber("START", day("2026-04-01"));
    String b = house.subscriber("FAMILY", day("2026-04-01"));
    below(b, a, "PARENT");
    BillRun dry = house.run(day("2026-04-01"), true);
    assertThat(house.count("select count(*) from charge")).isZero();
    BillRun real = house.run(day("2026-04-01"));
    assertThat(List.of(dry.gross(), dry.tax(), dry.net()))
        .isEqualTo(List.of(real.gross(), real.tax(), real.net()));
    assertThat(dry.lines()).isEqualTo(real.lines()).isEqualTo(2);
  }

  private void below(String account, String parent, String payer) {
    house.database.run(
        "update account set parent = $2, payer = $3 where number = $1", account, parent, payer);
  }

  private void booked(String account, String service, Period days, String amount) {
    AccountNumber number = new AccountNumber(account);
    LocalDate today = house.today();
    house.database.inTransaction(tx -> {
      house.accounts.lock(tx, List.of(number));
      house.accounts.change(tx, java.util.Map.of(number, -rub(amount).minor()));
      house.ledger.post(
          tx,
          house.clock.instant(),
          today,
          List.of(
              new Posting(
                  UUID.randomUUID(),
                  "service-added",
                  Chart.SUBSCRIBERS,
                  Chart.REVENUE,
                  rub(amount),
                  account)));
      house.book.booked(
          tx,
          number,
          List.of(new OfferCharge(new OfferKey(OfferKind.SERVICE, service), days, rub(amount))),
          today);
      return true;
    });
  }

  private UUID invoice(String account) {
    return house
        .database
        .one(row -> row.getUUID(0), "select id from invoice where account = $1", account)
        .orElseThrow();
  }

  /** The total of the latest bill; empty when there is none. */
  private String bill(String account) {
    List<String> totals = house.totals(account);
    return totals.isEmpty() ? "" : totals.getLast().substring("INVOICE ".length());
  }

  private static org.sbms.contract.Money owed(String bill) {
    return bill.isEmpty() ? rub("0.00") : rub(bill).negated();
  }

  private long between() {
    return house.count(
        """
        select coalesce(sum(case when credit = '2070' then amount_minor else -amount_minor end), 0)
        from ledger_posting where '2070' in (debit, credit)
        """);
  }
}
