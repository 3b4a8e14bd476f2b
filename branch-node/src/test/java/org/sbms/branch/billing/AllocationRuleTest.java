package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.billing.AllocationRule.First;
import org.sbms.branch.billing.AllocationRule.Kind;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** What a payment pays first; each row is worked out by hand. */
final class AllocationRuleTest {
  private static final Map<String, Kind> LETTERS =
      Map.of(
          "T", Kind.TAX,
          "P", Kind.PENALTY,
          "R", Kind.RECURRING,
          "U", Kind.USAGE,
          "O", Kind.ONE_TIME,
          "G", Kind.GOODS,
          "A", Kind.ADJUSTMENT);
  private static BillingHouse house;
  private static int invoices;

  @BeforeAll
  static void open() {
    house = new BillingHouse(day("2026-04-01"));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  /**
   * An invoice is its parts in roubles, by the letters of kinds, {@code T} its taxes and {@code X}
   * what no line explains; invoices stand oldest first. What is expected is what of each is open.
   */
  @ParameterizedTest(name = "{0} {1}: {2} paid by {3} leaves {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AGE  | TPRUOGA | R100 P50, R100 T20         | 0   | 150 120
          AGE  | TPRUOGA | R100 P50, R100 T20         | 120 | 30 120
          AGE  | TPRUOGA | R100 P50, R100 T20         | 170 | 0 100
          KIND | TPRUOGA | R100 P50, R100 T20         | 20  | 150 100
          KIND | TPRUOGA | R100 P50, R100 T20         | 70  | 100 100
          KIND | TPRUOGA | R100 P50, R100 T20         | 120 | 50 100
          KIND | TPRUOGA | R100 P50, R100 T20         | 171 | 0 99
          KIND | RTPUOGA | R100 P50, R100 T20         | 150 | 50 70
          KIND | GOURAPT | R10 G5, U7 G5, O3          | 10  | 10 7 3
          KIND | GOURAPT | R10 G5, U7 G5, O3          | 13  | 10 7 0
          KIND | GOURAPT | R10 G5, U7 G5, O3          | 21  | 9 0 0
          KIND | TPRUOGA | R100 T20 P1, R100 T20 P1   | 41  | 100 101
          KIND | TPRUOGA | R100 T20 P1, R100 T20 P1   | 42  | 100 100
          KIND | TPRUOGA | R100 T20 P1, R100 T20 P1   | 999 | 0 0
          KIND | TPRUOGA | R100 A-30, P10             | 80  | 0 0
          KIND | TPRUOGA | R100 A-30, P10             | 40  | 40 0
          KIND | TPRUOGA | T20 R100 A-110, P10        | 10  | 0 10
          KIND | TPRUOGA | T20 R100 A-110, P10        | 20  | 0 0
          KIND | TPRUOGA | T20 R100 A-110, T5 R1      | 12  | 0 4
          KIND | TPRUOGA | R100 X7, R100              | 150 | 7 50
          KIND | TPRUOGA | X7, R100                   | 100 | 7 0
          KIND | TPRUOGA | X7, R100                   | 103 | 4 0
          """)
  void theMostUrgentPartsArePaidFirstToTheLastKopeck(
      First first, String order, String bills, int paid, String open) {
    rule(first, order);
    String account = house.subscriber("START", day("2026-04-01"));
    long owed = 0;
    LocalDate due = day("2026-02-10");
    for (String bill : bills.split(",")) {
      owed += invoice(account, bill.strip(), due);
      due = due.plusMonths(1);
    }
    balance(account, paid * 100L - owed);
    allocate(account);
    assertThat(openOf(account)).isEqualTo(open);
    assertThat(allocated(account))
        .as("not a kopeck more or less than was paid")
        .isEqualTo(Math.min(owed, paid * 100L));
    List<String> before = rows(account);
    allocate(account);
    assertThat(rows(account)).as("once more changes nothing").isEqualTo(before);
  }

  @Test
  void whatAPersonGaveAnInvoicePaysItsMostUrgentPartsAndTheRuleGoesOnFromThere() {
    rule(First.KIND, "TPRUOGA");
    String account = house.subscriber("START", day("2026-04-01"));
    UUID old = UUID.randomUUID();
    invoice(account, "T20 R100", day("2026-02-10"), old);
    invoice(account, "T20 R100", day("2026-03-10"));
    balance(account, -240_00);
    house.pay(account, rub("60.00"));
    house.database.run(
        """
        insert into allocation (invoice_id, credit_source, credit_id, amount_minor, allocated_at, by_hand)
        select $1, 'payment', payment_id::text, 3000, at, true from credit where account = $2
        """,
        old,
        account);
    allocate(account);
    // 30 by hand: the old one's tax and 10 of its fee. Of 30 left, 20 are the new one's tax.
    assertThat(openOf(account)).isEqualTo("80 100");
  }

  @Test
  void aChangedRuleIsWorkedOutAnewByTheClockAndABadOneIsRefused() {
    rule(First.AGE, "TPRUOGA");
    String account = house.subscriber("START", day("2026-04-01"));
    invoice(account, "R100", day("2026-02-10"));
    invoice(account, "T20", day("2026-03-10"));
    balance(account, -120_00);
    house.pay(account, rub("20.00"));
    Allocations job = new Allocations(house.clock);
    job.follow(house.database);
    assertThat(openOf(account)).isEqualTo("80 20");
    rule(First.KIND, "TPRUOGA");
    job.follow(house.database);
    assertThat(openOf(account)).isEqualTo("100 0");
    assertThat(
            AllocationRules.problems(
                new AllocationRule(First.AGE, List.of(Kind.TAX, Kind.TAX, Kind.GOODS))))
        .hasSize(1);
    assertThat(AllocationRules.rule(house.database).kinds()).hasSize(Kind.values().length);
  }

  private static void rule(First first, String order) {
    List<Kind> kinds =
        Arrays.stream(order.split(""))
            .map(letter -> java.util.Objects.requireNonNull(LETTERS.get(letter)))
            .toList();
    AllocationRule rule = new AllocationRule(first, kinds);
    assertThat(AllocationRules.problems(rule)).isEmpty();
    NodeId self = NodeId.of(BillingHouse.NW);
    Caller olga = new Caller(new Actor(self, "olga", "manager"), self, java.util.Set.of());
    house.database.inTransaction(tx ->
        new AllocationRules(house.clock)
            .save(
                new Command<>(olga, UUID.randomUUID().toString(), new AllocationRule.Save(rule)),
                tx));
  }

  private static long invoice(String account, String parts, LocalDate due) {
    return invoice(account, parts, due, UUID.randomUUID());
  }

  /** What it comes to, in kopecks. */
  private static long invoice(String account, String parts, LocalDate due, UUID id) {
    long total = 0;
    long tax = 0;
    int line = 0;
    for (String part : parts.split(" ")) {
      long minor = Long.parseLong(part.substring(1)) * 100;
      total += minor;
      String letter = part.substring(0, 1);
      tax += letter.equals("T") ? minor : 0;
      if (!letter.equals("X")) {
        boolean isTax = letter.equals("T");
        house.database.run(
            """
            insert into charge (id, account, kind, product, text, period_from, period_until,
              charged_on, amount_minor, net_minor, tax_minor, gross_minor, currency, booked,
              invoice_id, line)
            values ($1, $2, $3, 'x', 'x', $4, $4::date + 1, $4, $5, $6, $7, $5, 'RUB', true, $8, $9)
            """,
            UUID.randomUUID(),
            account,
            isTax ? "RECURRING" : java.util.Objects.requireNonNull(LETTERS.get(letter)).name(),
            due,
            minor,
            isTax ? 0L : minor,
            isTax ? minor : 0L,
            id,
            ++line);
      }
    }
    house.test.asSuperuser(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, language,
          issued_by)
        select '%s', 'NW-2026-%08d', 'INVOICE', number, customer_id, '2026-01-01', '2026-02-01',
          '2026-01-05', '%s', 'RUB', %d, %d, %d, %d, 'EN', 'system'
        from account where number = '%s'
        """
            .formatted(id, 5_000 + ++invoices, due, total - tax, tax, total, total, account));
    return total;
  }

  private static void balance(String account, long minor) {
    house.database.run("update account set balance_minor = $2 where number = $1", account, minor);
    // The books must know of it, for the clock looks there.
    Money amount = rub("1.00");
    house.database.inTransaction(tx -> {
      house.ledger.post(
          tx,
          house.clock.instant(),
          house.today(),
          List.of(
              new Posting(
                  UUID.randomUUID(),
                  "test",
                  Chart.SUBSCRIBERS,
                  Chart.dueFrom(new BranchCode("SO")),
                  amount,
                  account)));
      return true;
    });
  }

  private static void allocate(String account) {
    house.database.inTransaction(tx -> {
      new Allocations(house.clock).allocate(tx, List.of(account));
      return true;
    });
  }

  private static String openOf(String account) {
    return house
        .database
        .list(
            row -> Long.toString(row.getLong(0) / 100),
            "select open_minor from invoice where account = $1 order by due_on",
            account)
        .stream()
        .collect(Collectors.joining(" "));
  }

  private static long allocated(String account) {
    return house
        .database
        .one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor), 0)::bigint from allocation
            where invoice_id in (select id from invoice where account = $1)
            """,
            account)
        .orElseThrow();
  }

  private static List<String> rows(String account) {
    return house.database.list(
        row -> row.getUUID(0) + " " + row.getString(1) + " " + row.getLong(2),
        """
        select invoice_id, credit_source, amount_minor from allocation
        where invoice_id in (select id from invoice where account = $1) order by 1, 2, 3
        """,
        account);
  }
}
