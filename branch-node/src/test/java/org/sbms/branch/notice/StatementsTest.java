package org.sbms.branch.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.NW;
import static org.sbms.branch.payment.TwoBranches.SO;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.day.DayFeature;
import org.sbms.branch.day.DayStatements;
import org.sbms.branch.journal.TakingsReading;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.Actor;
import org.sbms.contract.AskStatements;
import org.sbms.contract.AskTakings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** What a branch states of its journal, and what it finds when it looks into its own books. */
class StatementsTest {
  private final TwoBranches two = new TwoBranches();
  private final DayStatements nw = register(two.nw, NW);

  @BeforeEach
  void someHonestWork() {
    register(two.so, SO);
    Payment posted = two.nw.taken(two.so.accounts.getFirst(), "100.00", "take-1");
    Payment reversed = two.nw.taken(two.so.accounts.get(1), "70.00", "take-2");
    two.nw.taken(two.nw.accounts.getFirst(), "30.00", "take-own");
    two.so.database.run(
        "update account set state = 'TERMINATED' where number = $1",
        two.so.accounts.get(2).value());
    Payment rejected = two.nw.taken(two.so.accounts.get(2), "5.00", "take-3");
    await().until(() -> two.nw.stateOf(posted.id()) == PaymentState.POSTED);
    await().until(() -> two.nw.stateOf(reversed.id()) == PaymentState.POSTED);
    await().until(() -> two.nw.stateOf(rejected.id()) == PaymentState.REJECTED);
    two.nw.cancel(rejected.id(), "refund-1");
    two.nw.cancel(reversed.id(), "cancel-1");
    await().until(() -> two.nw.stateOf(reversed.id()) == PaymentState.REVERSED);
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void honestBooksAgree() {
    assertThat(check(two.nw, NW)).isEmpty();
    assertThat(check(two.so, SO)).isEmpty();
  }

  /** What somebody changes by hand behind the journal, and what is found then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SO | update account set balance_minor = balance_minor + 1 where number = (select account from credit where amount_minor = 10000) | BALANCE
          SO | update credit set amount_minor = 9900 where amount_minor = 10000      | CREDIT LEDGER
          SO | update credit set state = 'POSTED' where state = 'REVERSED'           | CREDIT LEDGER
          SO | delete from credit where amount_minor = 10000                         | CREDIT
          SO | delete from ledger_posting where amount_minor = 10000                 | BALANCE LEDGER
          NW | update payment set state = 'POSTED' where state = 'REVERSED' and amount_minor = 7000 | PAYMENT
          NW | update payment set amount_minor = 1 where amount_minor = 10000        | PAYMENT
          NW | delete from payment where amount_minor = 10000                        | PAYMENT
          NW | update payment set amount_minor = 1 where amount_minor = 3000         | LEDGER
          NW | update journal_entry set amount_minor = 1 where amount_minor = 10000  | PAYMENT
          """)
  void whatWasChangedByHandIsFound(String branch, String sql, String books) {
    TwoBranches.Branch where = branch.equals("NW") ? two.nw : two.so;
    where.asSuperuser(sql);
    assertThat(check(where, new BranchCode(branch)))
        .extracting(difference -> difference.book().name())
        .containsExactly(books.split(" "));
  }

  @Test
  void aDifferenceSaysWhatStandsWhere() {
    two.so.asSuperuser("update credit set amount_minor = 9900 where amount_minor = 10000");
    AskStatements.Difference credit = check(two.so, SO).getFirst();
    String account = two.so.accounts.getFirst().value();
    assertThat(credit.stored()).isEqualTo("POSTED 99.00 RUB " + account);
    assertThat(credit.proven()).isEqualTo("POSTED 100.00 RUB " + account);
  }

  @Test
  void aClosedDayIsStatedOnceWithItsTotals() {
    BusinessDays days = new BusinessDays(new Journal(NW), ZoneId.of("Europe/Moscow"), two.nw.clock);
    LocalDate day = days.today(two.nw.database);
    long number = two.nw.count("journal_entry");
    two.nw.clock.forward(Duration.ofDays(1));
    days.rollOver(two.nw.database);
    nw.signClosed(two.nw.database);
    nw.signClosed(two.nw.database);

    List<String> closed = ask(two.nw, NW, false).closedDays();

    JournalStatement statement = Json.read(closed.getFirst(), JournalStatement.class);
    assertThat(closed).hasSize(1);
    assertThat(statement.day()).isEqualTo(day);
    assertThat(statement.closed()).isTrue();
    assertThat(statement.number()).isEqualTo(number);
    assertThat(statement.totals())
        .contains(
            new JournalStatement.Total(JournalKind.PAYMENT_ACCEPTED, "RUB", 3, 175_00),
            new JournalStatement.Total(JournalKind.PAYMENT_REVERSED, "RUB", 1, 70_00));
    JournalStatement head = Json.read(ask(two.nw, NW, false).head(), JournalStatement.class);
    assertThat(head.day()).isEqualTo(day.plusDays(1));
    assertThat(head.hash()).isEqualTo(statement.hash());
  }

  @Test
  void whatWasTakenByAMethodAndNotGivenBackIsListedPageByPage() {
    AskTakings.Takings first = takings(PaymentMethod.CASH, null);
    AskTakings.Takings second = takings(PaymentMethod.CASH, first.items().getFirst().paymentId());
    assertThat(Stream.concat(first.items().stream(), second.items().stream()))
        .extracting(taking -> taking.amount().amount())
        .containsExactlyInAnyOrder("100.00", "30.00");
    assertThat(takings(PaymentMethod.CASH, second.items().getFirst().paymentId()).items())
        .isEmpty();
    assertThat(takings(PaymentMethod.TERMINAL, null).items()).isEmpty();
  }

  private AskTakings.Takings takings(PaymentMethod method, @Nullable UUID after) {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Moscow"));
    Caller central =
        new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(TakingsReading.TAKINGS));
    return ((Outcome.Done<AskTakings.Takings>)
            two.nw.executor.run(
                central,
                Request.query(new AskTakings(NW, method, today.minusDays(1), today, after, 1))))
        .result();
  }

  private List<AskStatements.Difference> check(TwoBranches.Branch branch, BranchCode code) {
    return ask(branch, code, true).differences();
  }

  private static AskStatements.Stated ask(
      TwoBranches.Branch branch, BranchCode code, boolean withCheck) {
    Caller central =
        new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(DayFeature.STATE));
    return ((Outcome.Done<AskStatements.Stated>)
            branch.executor.run(
                central,
                Request.query(new AskStatements(code, LocalDate.of(2000, 1, 1), withCheck))))
        .result();
  }

  /** The signature itself is tested where certificates are; here the statement is readable. */
  private static DayStatements register(TwoBranches.Branch branch, BranchCode code) {
    Journal journal = new Journal(code);
    DayStatements statements =
        new DayStatements(
            code,
            journal,
            new BusinessDays(journal, ZoneId.of("Europe/Moscow"), branch.clock),
            Json::write,
            branch.clock);
    DayFeature.register(branch.executor.operations(), code, statements);
    TakingsReading.register(branch.executor.operations(), code, ZoneId.of("Europe/Moscow"));
    return statements;
  }
}
