package org.sbms.branch.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;
import static org.sbms.branch.OneBranch.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.collections.WorkOnDebts.AskWriteOff;
import org.sbms.branch.collections.WorkOnDebts.DecideWriteOff;
import org.sbms.branch.collections.WorkOnDebts.EndHold;
import org.sbms.branch.collections.WorkOnDebts.HoldDunning;
import org.sbms.branch.collections.WorkOnDebts.ListWriteOffs;
import org.sbms.branch.collections.WorkOnDebts.MakePromise;
import org.sbms.branch.collections.WorkOnDebts.SavePolicy;
import org.sbms.branch.collections.WorkOnDebts.ShowAgeing;
import org.sbms.branch.collections.WorkOnDebts.ShowDebt;
import org.sbms.branch.collections.WorkOnDebts.WriteOff;
import org.sbms.branch.delivery.DeliveryFeature;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Debts over a calendar: an invoice is issued, becomes due, and is paid or not. */
class CollectionsTest {
  private static OneBranch branch;
  private static Dunning dunning;

  @BeforeAll
  static void open() {
    branch = new OneBranch(CollectionsFeature.MIGRATIONS, DeliveryFeature.MIGRATIONS);
    CollectionsFeature feature =
        new CollectionsFeature(
            branch.days,
            branch.accounts,
            branch.ledger,
            OneBranch.RUB,
            branch.clock,
            new Random(11));
    feature.register(branch.operations);
    dunning = feature.dunning(OneBranch.SELF, branch.database, branch.executor);
    done(
        branch.run(
            head("anna"),
            new SavePolicy(
                new Policy(
                    "STANDARD",
                    "Standard",
                    List.of(),
                    100,
                    rub("10.00"),
                    true,
                    true,
                    List.of(
                        step(3, Action.REMINDER, "", "0.00"),
                        step(10, Action.PENALTY, "", "50.00"),
                        step(20, Action.SUSPEND, "no-payment", "0.00"),
                        step(90, Action.ASK_WRITE_OFF, "", "0.00"))))));
  }

  @BeforeEach
  void calendar() {
    // Each test has days of its own: a business day never goes back.
    branch.database.run("update invoice set open_minor = 0");
    branch.database.run("update dunning_case set closed_on = '2026-01-01' where closed_on is null");
  }

  @AfterAll
  static void close() {
    dunning.close();
    branch.close();
  }

  @Test
  void whoDoesNotPayIsRemindedPaysMoreIsSuspendedAndComesBackOnPaying() {
    AccountNumber account = branch.subscriber("Late Payer");
    LocalDate due = start(account, "600.00");
    Money before = booked(Chart.PENALTIES.code());
    List<String> seen = new ArrayList<>();
    for (int day = 1; day <= 25; day++) {
      morning(due.plusDays(day));
      dunning.round(); // a second look on the same day changes nothing
      show(account).log().stream()
          .filter(entry -> entry.day().equals(branch.days.today(branch.database)))
          .forEach(entry -> seen.add(dayOf(due, entry.day()) + " " + entry.action()));
    }
    assertThat(seen).containsExactly("1 OPENED", "3 REMINDER", "10 PENALTY", "20 SUSPEND");
    assertThat(state(account)).isEqualTo("SUSPENDED");
    assertThat(show(account).log())
        .extracting(entry ->
            entry.action()
                + entry.told().map(told -> " " + told.channel() + " " + told.state()).orElse(""))
        .as("each step that concerns the customer has its mail, with how far that is")
        .containsExactly(
            "SUSPEND MAIL WAITING", "PENALTY MAIL WAITING", "REMINDER MAIL WAITING", "OPENED");
    assertThat(booked(Chart.PENALTIES.code()).minus(before)).isEqualTo(rub("50.00").negated());
    assertThat(
            branch.database.list(
                row -> row.getLong("amount_minor"),
                "select amount_minor from charge where account = $1 and kind = 'PENALTY'",
                account.value()))
        .as("the next bill shows it")
        .containsExactly(5000L);
    branch.requireBalancedBooks();

    pay(account, branch.balance(account).negated());
    dunning.round();
    assertThat(state(account)).isEqualTo("ACTIVE");
    assertThat(show(account).log())
        .extracting(ShowDebt.Entry::action)
        .startsWith("CLOSED", "RECONNECT");
    branch.requireBalancedBooks();
  }

  @Test
  void thoseWhoseBillsAreNotPaidAreSuspendedWithThePayerAndComeBackWithIt() {
    AccountNumber payer = branch.subscriber("Paying Parent");
    AccountNumber child = branch.subscriber("Paid Child");
    AccountNumber grandchild = branch.subscriber("Paid Grandchild");
    AccountNumber independent = branch.subscriber("Paying Child");
    AccountNumber away = branch.subscriber("Away Child");
    below(child, payer, "PARENT");
    below(grandchild, child, "PARENT");
    below(independent, payer, "OWN");
    below(away, payer, "PARENT");
    branch.database.run("update account set state = 'SUSPENDED' where number = $1", away.value());
    LocalDate due = start(payer, "600.00");
    mornings(due, 19);
    assertThat(states(payer, child, grandchild)).containsOnly("ACTIVE");
    mornings(due, 20);
    assertThat(states(payer, child, grandchild)).containsOnly("SUSPENDED");
    assertThat(state(independent)).isEqualTo("ACTIVE");
    assertThat(show(child).log().getFirst())
        .returns("SUSPEND", ShowDebt.Entry::action)
        .returns(java.util.Optional.of(payer), ShowDebt.Entry::payer);
    assertThat(show(child).log()).as("once, however often the clock looks").hasSize(1);

    pay(payer, branch.balance(payer).negated());
    dunning.round();
    dunning.round();
    assertThat(states(payer, child, grandchild)).containsOnly("ACTIVE");
    assertThat(state(away))
        .as("what debt did not suspend it does not resume")
        .isEqualTo("SUSPENDED");
    assertThat(show(child).log())
        .extracting(ShowDebt.Entry::action)
        .containsExactly("RECONNECT", "SUSPEND");
    branch.requireBalancedBooks();
  }

  @Test
  void aPolicyMayLeaveThoseAloneThatThePayerPaysFor() {
    branch.database.run("update dunning_policy set dependents = false");
    AccountNumber payer = branch.subscriber("Only Parent");
    AccountNumber child = branch.subscriber("Served Child");
    below(child, payer, "PARENT");
    LocalDate due = start(payer, "600.00");
    mornings(due, 20);
    assertThat(states(payer, child)).containsExactly("SUSPENDED", "ACTIVE");
    branch.database.run("update dunning_policy set dependents = true");
  }

  /** Of the days on which the policy does something, until one. */
  private static void mornings(LocalDate due, int until) {
    for (int day : new int[] {1, 3, 10, 19, 20}) {
      if (day <= until && due.plusDays(day).isAfter(branch.days.today(branch.database))) {
        morning(due.plusDays(day));
        dunning.round();
      }
    }
  }

  private static void below(AccountNumber account, AccountNumber parent, String payer) {
    branch.database.run(
        "update account set parent = $2, payer = $3 where number = $1",
        account.value(),
        parent.value(),
        payer);
  }

  private static List<String> states(AccountNumber... accounts) {
    return java.util.Arrays.stream(accounts).map(CollectionsTest::state).toList();
  }

  @Test
  void aHoldStopsStepsUntilItsEndAndAPromiseUntilItIsBroken() {
    AccountNumber account = branch.subscriber("Promising Payer");
    LocalDate due = start(account, "600.00");
    morning(due.plusDays(1));
    order(new HoldDunning(account, "the invoice is disputed", due.plusDays(5)));
    morning(due.plusDays(5));
    assertThat(actions(account)).containsExactly("OPENED");
    morning(due.plusDays(6));
    assertThat(actions(account)).containsExactly("REMINDER", "OPENED");

    order(new MakePromise(account, rub("600.00"), due.plusDays(12)));
    assertThat(
            refused(
                    branch.run(
                        head("anna"), new MakePromise(account, rub("600.00"), due.plusDays(12))))
                .code()
                .code())
        .isEqualTo("state-conflict");
    morning(due.plusDays(12));
    assertThat(actions(account)).containsExactly("REMINDER", "OPENED");
    morning(due.plusDays(13));
    assertThat(actions(account)).containsExactly("PENALTY", "REMINDER", "OPENED");
    assertThat(show(account).promises())
        .extracting(ShowDebt.Promise::state)
        .containsExactly("BROKEN");

    order(new HoldDunning(account, "ill", due.plusDays(300)));
    UUID hold = show(account).holds().getFirst().id();
    order(new EndHold(account, hold));
    morning(due.plusDays(20));
    assertThat(state(account)).isEqualTo("SUSPENDED");
  }

  @Test
  void aDebtIsWrittenOffByASecondPersonAtMostWhatIsOwedByThen() {
    AccountNumber account = branch.subscriber("Gone Away");
    start(account, "600.00");
    Money owed = branch.balance(account).negated();
    assertThat(
            refused(
                    branch.run(
                        head("anna"), new AskWriteOff(account, owed.plus(rub("0.01")), "gone")))
                .errors())
        .extracting("message")
        .containsExactly("must be at most what is owed");
    order(new AskWriteOff(account, owed, "gone"));
    pay(account, rub("100.00"));
    WriteOff asked =
        done(branch.run(head("boris"), new ListWriteOffs(true, 0, 10))).items().getFirst();
    assertThat(refused(branch.run(head("anna"), new DecideWriteOff(asked.id(), true))).code())
        .extracting("code")
        .isEqualTo("same-person");
    WriteOff written = done(branch.run(head("boris"), new DecideWriteOff(asked.id(), true)));
    assertThat(written.written()).isEqualTo(owed.minus(rub("100.00")));
    assertThat(branch.balance(account)).isEqualTo(rub("0.00"));
    assertThat(booked(Chart.BAD_DEBTS.code())).isEqualTo(owed.minus(rub("100.00")));
    assertThat(
            branch.database.list(
                row -> row.getLong(0),
                "select open_minor from invoice where account = $1",
                account.value()))
        .as("oldest first, until nothing is open or written off")
        .containsExactly(Math.max(0, 60000 - written.written().minor()));
    branch.requireBalancedBooks();
  }

  @Test
  void aPaymentCountsBeforeItIsAllocatedAndADebtTooSmallIsLeftAlone() {
    AccountNumber account = branch.subscriber("Quick Payer");
    LocalDate due = start(account, "600.00");
    pay(account, branch.balance(account).negated().minus(rub("9.99")));
    morning(due.plusDays(4));
    assertThat(show(account).overdue()).isEqualTo(rub("9.99"));
    assertThat(actions(account)).isEmpty();
  }

  @Test
  void theAgeingPictureSumsWhatIsOpenByDays() {
    AccountNumber account = branch.subscriber("In Buckets");
    LocalDate today = branch.days.today(branch.database);
    invoice(account, today.plusDays(5), 100_00);
    invoice(account, today, 10_00);
    invoice(account, today.minusDays(1), 20_00);
    invoice(account, today.minusDays(30), 5_00);
    invoice(account, today.minusDays(31), 7_00);
    invoice(account, today.minusDays(91), 11_00);
    ShowAgeing.Picture picture = done(branch.run(head("anna"), new ShowAgeing()));
    assertThat(picture.buckets())
        .extracting(bucket -> bucket.name() + " " + bucket.open().amount())
        .containsExactly("0 110.00", "1-30 25.00", "31-60 7.00", "61-90 0.00", "91+ 11.00");
    assertThat(picture.total()).isEqualTo(rub("153.00"));
  }

  @Test
  void pagesAndCallsShowDebtsAndTakePromises() {
    AccountNumber account = branch.subscriber("Web Debtor");
    LocalDate due = start(account, "600.00");
    morning(due.plusDays(1));
    try (TestSite site =
        TestSite.on(
                branch.test,
                "branch/openapi.yaml",
                new CollectionsWeb(branch.executor, OneBranch.RUB),
                web -> web.messages("customer"))
            .user(
                "manager",
                CollectionsFeature.VIEW,
                CollectionsFeature.WORK,
                CollectionsFeature.WRITE_OFF,
                CollectionsFeature.POLICY)) {
      TestBrowser manager = site.browser().login("manager").header("Accept-Language", "en");
      assertThat(manager.get("/collections").body()).contains("Web Debtor", "31–60 days");
      assertThat(manager.get("/collections?export=csv").body()).contains(account.value());
      assertThat(manager.get("/collections/policies?edit=STANDARD").body())
          .contains("20 SUSPEND no-payment");
      String page = "/collections/accounts/" + account;
      assertThat(
              manager
                  .submit(
                      page,
                      page + "/promises",
                      Map.of("amount", "100.00", "until", due.plusDays(30).toString()))
                  .statusCode())
          .isEqualTo(303);
      assertThat(manager.get(page).body()).contains("Waits", "Late");
      var wrong =
          manager.submit(
              "/collections/policies",
              "/collections/policies",
              Map.of("code", "X", "name", "X", "rank", "1", "minDebt", "1", "steps", "soon"));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("must be lines such as");
      TestBrowser program = site.browser().token("manager").header("Idempotency-Key", "co-1");
      assertThat(
              program
                  .postJson(
                      "/api/v1/subscribers/" + account + "/dunning-holds",
                      "{\"reason\":\"ill\",\"until\":\"%s\"}".formatted(due.plusDays(9)))
                  .statusCode())
          .isEqualTo(200);
      assertThat(program.get("/api/v1/subscribers/" + account + "/debt").body())
          .contains("\"ill\"");
      assertThat(program.get("/api/v1/collections?limit=1").body()).contains("items");
      assertThat(program.get("/api/v1/collections/ageing").body()).contains("61-90");
      assertThat(manager.get("/collections/write-offs").statusCode()).isEqualTo(200);
    }
  }

  /** An invoice of today and its due day two weeks on; the balance owes it. */
  private static LocalDate start(AccountNumber account, String amount) {
    LocalDate due = branch.days.today(branch.database).plusDays(14);
    long minor = rub(amount).minor();
    branch.database.inTransaction(tx -> {
      branch.accounts.lock(tx, List.of(account));
      branch.accounts.change(tx, Map.of(account, -minor));
      branch.ledger.post(
          tx,
          branch.clock.instant(),
          branch.days.today(tx),
          List.of(
              new Posting(
                  UUID.randomUUID(),
                  "invoice",
                  Chart.SUBSCRIBERS,
                  Chart.REVENUE,
                  rub(amount),
                  account.value())));
      return true;
    });
    invoice(account, due, minor);
    return due;
  }

  private static void invoice(AccountNumber account, LocalDate due, long minor) {
    branch.database.run(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, issued_by,
          language)
        values ($1, $2, 'INVOICE', $3, $4, $5, $6, $6, $6, 'RUB', $7, 0, $7, $7, 'test', 'EN')
        """,
        UUID.randomUUID(),
        UUID.randomUUID().toString(),
        account.value(),
        branch.customerOf(account),
        due.minusDays(30),
        due,
        minor);
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

  private static void morning(LocalDate day) {
    branch.clock.set(day + "T06:00:00Z");
    branch.days.rollOver(branch.database);
    dunning.round();
  }

  private static <R> R order(Operation<R> operation) {
    return done(branch.run(head("anna"), operation));
  }

  private static Caller head(String login) {
    return branch.caller(
        login,
        CollectionsFeature.VIEW,
        CollectionsFeature.WORK,
        CollectionsFeature.WRITE_OFF,
        CollectionsFeature.POLICY);
  }

  private static ShowDebt.Debt show(AccountNumber account) {
    return done(branch.run(head("anna"), new ShowDebt(account)));
  }

  private static List<String> actions(AccountNumber account) {
    return show(account).log().stream().map(ShowDebt.Entry::action).toList();
  }

  private static long dayOf(LocalDate due, LocalDate day) {
    return java.time.temporal.ChronoUnit.DAYS.between(due, day);
  }

  private static String state(AccountNumber account) {
    return branch.accounts.find(branch.database, account).orElseThrow().state().name();
  }

  private static Money booked(String code) {
    return Money.ofMinor(
        branch.ledger.trialBalance(branch.database, Instant.parse("2100-01-01T00:00:00Z")).stream()
            .filter(line -> line.code().equals(code))
            .mapToLong(line -> line.debitMinor() - line.creditMinor())
            .sum(),
        "RUB");
  }

  private static Policy.Step step(int days, Action action, String reason, String amount) {
    return new Policy.Step(days, action, reason, rub(amount));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
