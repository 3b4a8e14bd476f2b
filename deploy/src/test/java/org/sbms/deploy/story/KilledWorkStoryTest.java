package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.deploy.federation.NodeApi.Answer;

/**
 * Long work of a branch whose node is killed (-9) in the middle of it: NW is cut off, UR does the
 * same undisturbed, and both must come to the same. A row that somebody else holds makes NW wait in
 * its last part, so it is always killed with some parts committed and one under way.
 */
@Tag("story")
class KilledWorkStoryTest {
  private static final String KILLED = "NW";
  private static final String UNDISTURBED = "UR";
  private static final int BILLED = 4_000;
  private static final int FIRST_BILLED = 80_000_000;
  private static final int IMPORTED = 3_000;
  private static final int USERS = 200;
  private static final int RECORDS = 24_000;
  private static final Duration LONG_WORK = Duration.ofMinutes(3);

  private static RunningSample sample;

  @BeforeAll
  static void start() {
    sample = RunningSample.get();
    for (String branch : List.of(KILLED, UNDISTURBED)) {
      sample.sql(
          branch,
          """
          insert into rate_plan (code, name, monthly_fee_minor, currency)
            values ('KILLED', 'Killed', 31000, 'RUB');
          insert into service_offer (code, name, monthly_fee_minor, currency)
            values ('KILLED-1', 'One', 9933, 'RUB'), ('KILLED-2', 'Two', 14999, 'RUB');
          insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
            unit, step_units, tier_kind, tiers, allowance_units, applies_when)
          values ('PLAN', 'KILLED', 1, 2, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
            '[{"upTo": 60, "price": "1.50"}, {"price": "1.00"}]', 10, '{}');
          insert into customer (id, kind, name, address, phone, email, created_at)
            values ('00000000-0000-7000-8000-0000000000ff', 'PERSON', 'Many', '', '', '', now())
          """);
    }
  }

  @Test
  void aKilledBillRunMakesTheBillsOfAnUndisturbedOne() throws Exception {
    giveAccountsToBill(KILLED);
    giveAccountsToBill(UNDISTURBED);
    UUID undisturbed = orderBills(UNDISTURBED);
    awaitDone(UNDISTURBED, "select state from bill_run where id = '" + undisturbed + "'");

    UUID run;
    try (Connection held =
        hold(
            KILLED,
            "select from account where number = '%s' for update"
                .formatted(accountToBill(KILLED, BILLED - 1)))) {
      run = orderBills(KILLED);
      String billed = "select invoices from bill_run where id = '" + run + "'";
      await().atMost(LONG_WORK).until(() -> number(KILLED, billed) > 0);
      assertThat(number(KILLED, billed)).isLessThan(BILLED);
      sample.killNode(KILLED);
      held.rollback();
    }
    sample.startNode(KILLED);
    awaitDone(KILLED, "select state from bill_run where id = '" + run + "'");

    String bills =
        """
        select substr(i.account, 3, 8), i.kind, i.period_from, i.period_until, i.net_minor,
          i.tax_minor, i.total_minor, string_agg(format('%%s %%s %%s %%s', l.text, l.period_from,
            l.net_minor, l.gross_minor), ';' order by l.line)
        from invoice i join invoice_line l on l.invoice_id = i.id
        where i.run_id = '%s' and i.account like '__8%%' group by i.id order by 1, 3
        """;
    List<String> expected = rows(UNDISTURBED, bills.formatted(undisturbed));
    assertThat(expected).hasSize(BILLED);
    assertThat(rows(KILLED, bills.formatted(run))).isEqualTo(expected);
    assertThat(number(KILLED, "select invoices from bill_run where id = '" + run + "'"))
        .isEqualTo(number(KILLED, "select count(*) from invoice where run_id = '" + run + "'"));
    assertThat(
            number(
                KILLED,
                """
                select max(substring(number from '[0-9]+$')::bigint) - count(*)
                from invoice where kind = 'INVOICE'
                """))
        .as("numbers without gaps")
        .isZero();
    booksAreInOrder(KILLED);
  }

  @Test
  void aKilledImportOfABaseEndsWithEachAccountOnce() throws Exception {
    String undisturbed = sendBase(UNDISTURBED);
    startIntake(UNDISTURBED, undisturbed);
    awaitDone(UNDISTURBED, "select state from intake where id = '" + undisturbed + "'");

    String killed = sendBase(KILLED);
    try (Connection held = hold(KILLED, "select from account limit 0")) {
      try (Statement statement = held.createStatement()) {
        statement.execute(
            "insert into identifier (kind, value, account) select 'PHONE', '%s', min(number) from account"
                .formatted(phone(IMPORTED - 1)));
      }
      startIntake(KILLED, killed);
      String loaded = "select loaded from intake where id = '" + killed + "'";
      await().atMost(LONG_WORK).until(() -> number(KILLED, loaded) > 0);
      assertThat(number(KILLED, loaded)).isLessThan(IMPORTED);
      sample.killNode(KILLED);
      held.rollback();
    }
    sample.startNode(KILLED);
    awaitDone(KILLED, "select state from intake where id = '" + killed + "'");

    String base =
        """
        select e.external_id, a.name, a.state, a.since, a.plan, a.balance_minor, i.value
        from intake_account e join account a on a.number = e.account
        left join identifier i on i.account = a.number
        where e.source = 'killed' order by 1, 7
        """;
    assertThat(rows(KILLED, base)).hasSize(IMPORTED).isEqualTo(rows(UNDISTURBED, base));
    assertThat(sendBase(KILLED)).as("the same file again is the same intake").isEqualTo(killed);
    booksAreInOrder(KILLED);
  }

  @Test
  void aKilledUsageFileIsRatedOnceAndTheSameFileAgainAddsNothing() throws Exception {
    giveUsers(KILLED);
    giveUsers(UNDISTURBED);
    // So that the counter of the last user is there before the file that is cut off.
    String first = record("first", USERS, 60);
    rateFile(UNDISTURBED, "first", first);
    rateFile(KILLED, "first", first);
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      int user = i < RECORDS - 100 ? 1 + i % (USERS - 1) : USERS;
      records.append(record("r" + i, user, 1 + i * 37 % 600));
    }
    rateFile(UNDISTURBED, "usage", records.toString());

    String id;
    try (Connection held =
        hold(
            KILLED,
            "select from usage_counter where account = 'NW7%08d' for update".formatted(USERS))) {
      id = sendUsage(KILLED, "usage", records.toString()).json().path("id").asText();
      String rated = "select rated from usage_file where id = '" + id + "'";
      await().atMost(LONG_WORK).until(() -> number(KILLED, rated) > 0);
      assertThat(number(KILLED, rated)).isLessThan(RECORDS);
      sample.killNode(KILLED);
      held.rollback();
    }
    sample.startNode(KILLED);
    awaitDone(KILLED, "select state from usage_file where id = '" + id + "'");

    String counted =
        """
        select substr(account, 3), cycle_from, price_line, used, records, amount_minor
        from usage_counter where account like '__7%' order by 1, 2, 3
        """;
    List<String> expected = rows(UNDISTURBED, counted);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(USERS);
    assertThat(rows(KILLED, counted)).isEqualTo(expected);
    assertThat(number(KILLED, "select rated from usage_file where id = '" + id + "'"))
        .isEqualTo(RECORDS);

    Answer again = sendUsage(KILLED, "usage", records.toString());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id").asText()).isEqualTo(id);
    assertThat(rows(KILLED, counted)).isEqualTo(expected);
    booksAreInOrder(KILLED);
  }

  private static void giveAccountsToBill(String branch) {
    sample.sql(
        branch,
        """
        insert into account (number, customer_id, name, state, since, plan, currency)
        select number, '00000000-0000-7000-8000-0000000000ff', 'Many', 'ACTIVE',
          date_trunc('month', current_date)::date - 1 - n::int %% 40, 'KILLED', 'RUB'
        from unnest('{%2$s}'::text[]) with ordinality as t (number, n);
        insert into account_state_period (account, state, since)
          select number, state, since from account where number like '%1$s8%%';
        insert into subscription_item (account, offer_kind, code, version, since)
          select number, 'PLAN', 'KILLED', 1, since from account where number like '%1$s8%%';
        insert into subscription_item (account, offer_kind, code, version, since)
          select a.number, 'SERVICE', s.code, 1, a.since + 3 from account a, service_offer s
          where a.number like '%1$s8%%' and s.code like 'KILLED-%%';
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, tax_area,
          language)
        select number, 'HYBRID', 1, 1, since, 'RU', 'RU' from account where number like '%1$s8%%'
        """
            .formatted(
                branch,
                IntStream.range(0, BILLED)
                    .mapToObj(n -> accountToBill(branch, n))
                    .collect(Collectors.joining(","))));
  }

  private static String accountToBill(String branch, int n) {
    return AccountNumber.of(new BranchCode(branch), FIRST_BILLED + n).value();
  }

  private static UUID orderBills(String branch) throws Exception {
    LocalDate today =
        LocalDate.parse(
            rows(branch, "select day from business_day where closed_at is null").getFirst());
    Answer ordered =
        sample
            .as("manager", branch)
            .post(
                "/api/v1/bill-runs", Map.of("day", today.toString(), "onlyMode", "HYBRID"), key());
    assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
    return UUID.fromString(ordered.json().path("id").asText());
  }

  private static String sendBase(String branch) throws Exception {
    StringBuilder csv = new StringBuilder("account_id,kind,name,plan,phones,balance,since,state\n");
    for (int i = 0; i < IMPORTED; i++) {
      csv.append(
          "K%05d,PERSON,Person %d,KILLED,%s,%d.%02d,2024-05-%02d,ACTIVE\n"
              .formatted(i, i, phone(i), i % 900, i % 100, 1 + i % 28));
    }
    Answer sent =
        sample
            .as("manager", branch)
            .upload(
                "/api/v1/intakes?source=killed&file=killed.csv",
                "text/csv",
                csv.toString().getBytes(StandardCharsets.UTF_8),
                key());
    assertThat(sent.status()).as(sent.text()).isIn(200, 201);
    String id = sent.json().path("id").asText();
    await()
        .atMost(LONG_WORK)
        .until(() ->
            !state(branch, "select state from intake where id = '" + id + "'").equals("CHECKING"));
    return id;
  }

  private static void startIntake(String branch, String id) throws Exception {
    Answer started =
        sample.as("manager", branch).post("/api/v1/intakes/" + id + "/start", Map.of(), key());
    assertThat(started.status()).as(started.text()).isEqualTo(200);
  }

  private static void giveUsers(String branch) {
    sample.sql(
        branch,
        """
        insert into account (number, customer_id, name, state, since, plan, currency)
        select '%1$s7' || lpad(n::text, 8, '0'), '00000000-0000-7000-8000-0000000000ff', 'User',
          'ACTIVE', '2025-01-01', 'KILLED', 'RUB'
        from generate_series(1, %2$d) n;
        insert into account_state_period (account, state, since)
          select number, state, since from account where number like '%1$s7%%';
        insert into subscription_item (account, offer_kind, code, version, since)
          select number, 'PLAN', 'KILLED', 1, since from account where number like '%1$s7%%';
        insert into identifier (kind, value, account)
          select 'PHONE', '7998' || substr(number, 5), number from account
          where number like '%1$s7%%'
        """
            .formatted(branch, USERS));
  }

  /** A call of this month, on its first day. */
  private static String record(String id, int user, int seconds) {
    return "%s,CALL,7998%07d,%sT10:00:00Z,%d,SECOND,74951234567,local,\n"
        .formatted(id, user, LocalDate.now().withDayOfMonth(1), seconds);
  }

  private static void rateFile(String branch, String name, String records) throws Exception {
    Answer sent = sendUsage(branch, name, records);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    awaitDone(
        branch,
        "select state from usage_file where id = '" + sent.json().path("id").asText() + "'");
  }

  private static Answer sendUsage(String branch, String name, String records) throws Exception {
    String header = "record_id,kind,identifier,started_at,quantity,unit,destination,zone,content\n";
    return sample
        .as("manager", branch)
        .upload(
            "/api/v1/usage/files?name=" + name + ".csv",
            "text/csv",
            (header + records).getBytes(StandardCharsets.UTF_8),
            key());
  }

  private static String phone(int number) {
    return "7997%07d".formatted(number);
  }

  private static Map<String, String> key() {
    return Map.of("Idempotency-Key", UUID.randomUUID().toString());
  }

  /** Takes locks that stand until it is rolled back or closed. */
  private static Connection hold(String branch, String sql) throws SQLException {
    Connection connection = sample.connect(branch);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return connection;
  }

  private static void awaitDone(String branch, String sql) {
    await().atMost(LONG_WORK).until(() -> state(branch, sql), "DONE"::equals);
  }

  private static String state(String branch, String sql) throws SQLException {
    return rows(branch, sql).getFirst().toUpperCase(Locale.ROOT);
  }

  private static long number(String branch, String sql) throws SQLException {
    return Long.parseLong(rows(branch, sql).getFirst());
  }

  private static List<String> rows(String branch, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = sample.connect(branch);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(String.join(" | ", row));
      }
    }
    return rows;
  }

  /** No posting without two sides; each balance of whom these tests made is what was booked. */
  private static void booksAreInOrder(String branch) throws SQLException {
    assertThat(number(branch, "select count(*) from ledger_posting where debit = credit")).isZero();
    assertThat(
            number(
                branch,
                """
                select count(*) from account a
                where (a.number like '__8%' or a.number like '__7%' or a.plan = 'KILLED')
                  and balance_minor <> (
                    select coalesce(sum(case when credit = '2010' then amount_minor
                      else -amount_minor end), 0)
                    from ledger_posting where subject = a.number and '2010' in (debit, credit))
                """))
        .as("balances that differ from the ledger")
        .isZero();
  }
}
