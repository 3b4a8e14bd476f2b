package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.kit.ledger.Posting;

/** What becomes of prepaid accounts that a bill run did not find covered. */
class PrepaidStopsTest {
  private static OneBranch branch;
  private static PrepaidStops stops;

  @BeforeAll
  static void open() {
    branch = new OneBranch();
    stops =
        new PrepaidStops(
            OneBranch.SELF, branch.database, branch.executor, branch.days, branch.accounts);
  }

  @AfterAll
  static void close() {
    stops.close();
    branch.close();
  }

  @Test
  void whoDoesNotCoverTheFeeIsSuspendedAndResumedOnPaying() {
    AccountNumber account = stopped("Prepaid", 30_000);
    stops.round();
    stops.round();
    assertThat(state(account)).isEqualTo("SUSPENDED");
    pay(account, branch.balance(account).negated().plus(rub("299.99")));
    stops.round();
    assertThat(state(account)).as("a kopeck is missing").isEqualTo("SUSPENDED");
    pay(account, rub("0.01"));
    stops.round();
    assertThat(state(account)).isEqualTo("ACTIVE");
    assertThat(
            branch.database.list(
                row -> row.getLocalDate(0),
                "select stopped_since from account_billing where account = $1",
                account.value()))
        .containsExactly((java.time.LocalDate) null);
    assertThat(
            branch.database.list(
                row -> row.getLocalDate("since") + " " + row.getLocalDate("until"),
                "select * from account_stop where account = $1",
                account.value()))
        .as("the days without service are not charged")
        .containsExactly("2026-11-20 " + branch.days.today(branch.database));
    branch.requireBalancedBooks();
  }

  @Test
  void whomAPersonSuspendedIsNotResumedByPaying() {
    AccountNumber account = stopped("Suspended Before", 30_000);
    done(
        branch.run(
            branch.anna(), new SuspendSubscriber(account, "no-payment", "", Optional.empty())));
    stops.round();
    pay(account, branch.balance(account).negated().plus(rub("500.00")));
    stops.round();
    assertThat(state(account)).isEqualTo("SUSPENDED");
    assertThat(
            branch.database.list(
                row -> row.getString(0),
                "select state from prepaid_stop where account = $1",
                account.value()))
        .containsExactly("LEFT");
  }

  private static AccountNumber stopped(String name, long needsMinor) {
    AccountNumber account = branch.subscriber(name);
    branch.database.run(
        """
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, tax_area,
          language, stopped_since)
        values ($1, 'PREPAID', 1, 1, '2026-11-01', 'RU', 'EN', '2026-11-20')
        """,
        account.value());
    branch.database.run(
        """
        insert into prepaid_stop (account, stopped_on, needs_minor, state)
        values ($1, '2026-11-20', $2, 'STOPPED')
        """,
        account.value(),
        needsMinor);
    return account;
  }

  private static void pay(AccountNumber account, Money amount) {
    branch.database.inTransaction(tx -> {
      branch.accounts.lock(tx, List.of(account));
      branch.accounts.change(tx, Map.of(account, amount.minor()));
      branch.ledger.post(
          tx,
          branch.clock.instant(),
          branch.days.today(tx),
          List.of(
              new Posting(
                  UUID.randomUUID(),
                  "payment",
                  Chart.CASH,
                  Chart.SUBSCRIBERS,
                  amount,
                  account.value())));
      return true;
    });
  }

  private static String state(AccountNumber account) {
    return branch.accounts.find(branch.database, account).orElseThrow().state().name();
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
