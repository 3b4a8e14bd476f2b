package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.kit.db.Migrations;
import org.sbms.kit.db.TestDatabase;

/** What a branch that has run for a while knows of the past after the migration. */
final class KnownPastTest {
  private static TestDatabase test;

  @BeforeAll
  static void migrateABranchWithSubscribers() {
    test = TestDatabase.with("party");
    test.database()
        .run(
            """
            insert into customer (id, kind, name, address, phone, email, created_at)
            values ('00000000-0000-0000-0000-000000000001', 'PERSON', 'V', '', '', '', now())
            """);
    test.database()
        .run(
            """
            insert into rate_plan values ('TV-A', 'A', 100, 'RUB', true),
              ('NET-B', 'B', 200, 'RUB', true), ('OLD', 'Old', 50, 'RUB', false)
            """);
    test.database().run("insert into service_offer values ('SPORT', 'Sport', 70, 'RUB')");
    account("CHANGED", "ACTIVE", "2026-01-10", "NET-B");
    change("CHANGED", "2026-01-10", "REGISTERED", "TV-A");
    change("CHANGED", "2026-03-05", "PLAN", "OLD");
    change("CHANGED", "2026-03-05", "PLAN", "NET-B");
    change("CHANGED", "2026-04-01", "SUSPENDED", "");
    change("CHANGED", "2026-04-11", "RESUMED", "");
    account("UNKNOWN", "SUSPENDED", "2025-05-05", "OLD");
    account("CLOSED", "TERMINATED", "2026-02-01", "TV-A");
    change("CLOSED", "2026-05-01", "TERMINATED", "");
    account("LONG-CLOSED", "TERMINATED", "2020-02-01", "TV-A");
    for (String account : List.of("CHANGED", "CLOSED", "LONG-CLOSED")) {
      test.database()
          .run("insert into account_service values ($1, 'SPORT', '2026-02-15')", account);
    }
    Migrations.run(test.config(), List.of("party", "catalog", "subscription"));
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Test
  void changesOnRecordBecomePeriodsTheLastOfADayCounting() {
    assertThat(items("CHANGED"))
        .containsExactly(
            "TV-A 2026-01-10 2026-03-05 CHANGED", "SPORT 2026-02-15 - -", "NET-B 2026-03-05 - -");
    assertThat(states("CHANGED"))
        .containsExactly(
            "ACTIVE 2026-01-10 2026-04-01",
            "SUSPENDED 2026-04-01 2026-04-11",
            "ACTIVE 2026-04-11 -");
  }

  @Test
  void withoutARecordThePresentCountsFromTheStart() {
    assertThat(items("UNKNOWN")).containsExactly("OLD 2025-05-05 - -");
    assertThat(states("UNKNOWN")).containsExactly("SUSPENDED 2025-05-05 -");
  }

  @Test
  void whoHasLeftHasNothingAnyMore() {
    assertThat(items("CLOSED"))
        .containsExactly(
            "TV-A 2026-02-01 2026-05-01 TERMINATED", "SPORT 2026-02-15 2026-05-01 TERMINATED");
    assertThat(states("CLOSED"))
        .containsExactly("ACTIVE 2026-02-01 2026-05-01", "TERMINATED 2026-05-01 -");
    assertThat(items("LONG-CLOSED")).isEmpty();
    assertThat(states("LONG-CLOSED")).containsExactly("TERMINATED 2020-02-01 -");
  }

  @Test
  void everyOfferHasItsFirstVersionWithOneFeeSoldOrNot() {
    assertThat(
            test.database()
                .list(
                    row ->
                        "%s %s %s %s %d"
                            .formatted(
                                row.getString("offer_kind"),
                                row.getString("code"),
                                row.getString("state"),
                                row.getString("product"),
                                row.getLong("fee_minor")),
                    """
                    select v.*, p.product, p.fee_minor from offer_version v
                    join offer_price p using (offer_kind, code, version) order by 1, 2
                    """))
        .containsExactly(
            "PLAN NET-B PUBLISHED BROADBAND 200",
            "PLAN OLD RETIRED BOUQUET 50",
            "PLAN TV-A PUBLISHED BOUQUET 100",
            "SERVICE SPORT PUBLISHED BOUQUET 70");
  }

  private static void account(String number, String state, String since, String plan) {
    test.asSuperuser(
        """
        insert into account (number, customer_id, name, state, since, plan, currency)
        values ('%s', '00000000-0000-0000-0000-000000000001', 'V', '%s', '%s', '%s', 'RUB')
        """
            .formatted(number, state, since, plan));
  }

  private static void change(String account, String day, String kind, String subject) {
    test.asSuperuser(
        """
        insert into account_change (account, at, kind, subject, changed_by, changed_from)
        values ('%s', '%s 12:00Z', '%s', '%s', 'anna', 'NW')
        """
            .formatted(account, day, kind, subject));
  }

  private static List<String> items(String account) {
    return test.database()
        .list(
            row -> row.getString(0),
            """
            select concat_ws(' ', code, since, coalesce(until::text, '-'),
              coalesce(ended_reason, '-'))
            from subscription_item where account = $1 order by since, code
            """,
            account);
  }

  private static List<String> states(String account) {
    return test.database()
        .list(
            row -> row.getString(0),
            """
            select concat_ws(' ', state, since, coalesce(until::text, '-'))
            from account_state_period where account = $1 order by since
            """,
            account);
  }
}
