package org.sbms.branch.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;
import static org.sbms.branch.OneBranch.refused;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.billing.AccountStatement;
import org.sbms.contract.billing.ShowStatement;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Statements over a ledger that a test writes day by day. */
class StatementTest {
  private static OneBranch branch;

  @BeforeAll
  static void open() {
    branch = new OneBranch();
    new StatementFeature("North-West").register(branch.operations);
  }

  @AfterAll
  static void close() {
    branch.close();
  }

  @Test
  void openingAndLinesSumToClosingAndADocumentIsOneLine() {
    AccountNumber account = branch.subscriber("Statement Reader");
    Money atFirst = branch.balance(account);
    UUID bill = UUID.randomUUID();
    book(account, "2026-12-01", bill, "invoice", "-300.00", Chart.REVENUE);
    book(account, "2026-12-01", bill, "invoice", "-60.00", Chart.taxPayable("vat"));
    book(account, "2026-12-10", UUID.randomUUID(), "payment", "400.00", Chart.CASH);
    UUID told = UUID.randomUUID();
    book(account, "2026-12-11", told, "invoice", "50.00", Chart.REVENUE);
    book(account, "2026-12-11", told, "invoice", "-50.00", Chart.taxPayable("vat"));
    book(account, "2027-01-01", UUID.randomUUID(), "invoice", "-360.00", Chart.REVENUE);

    AccountStatement december = show(account, "2026-12-01", "2027-01-01");
    assertThat(december.opening()).isEqualTo(atFirst);
    assertThat(december.lines())
        .extracting(line -> line.day() + " " + line.kind() + " " + line.amount().amount())
        .as("what moves no balance is no line; the first day is in it, the last is not")
        .containsExactly("2026-12-01 invoice -360.00", "2026-12-10 payment 400.00");
    assertThat(december.closing()).isEqualTo(atFirst.plus(rub("40.00")));
    assertThat(show(account, "2026-12-02", "2026-12-11").opening())
        .isEqualTo(atFirst.minus(rub("360.00")));
    AccountStatement year = show(account, "2026-01-01", "2028-01-01");
    assertThat(year.closing()).isEqualTo(branch.balance(account));
    assertThat(year.opening()).isEqualTo(rub("0.00"));
    branch.requireBalancedBooks();
  }

  @Test
  void aPeriodThatMakesNoSenseIsRefused() {
    AccountNumber account = branch.subscriber("Wrong Period");
    assertThat(refused(ask(account, "2026-12-01", "2026-12-01")).errors())
        .extracting("field")
        .containsExactly("until");
    assertThat(refused(ask(account, "2020-12-01", "2026-12-01")).errors())
        .extracting("message")
        .containsExactly("must be within three years");
    assertThat(
            refused(ask(AccountNumber.of(OneBranch.NW, 999_999), "2026-12-01", "2026-12-02"))
                .code()
                .code())
        .isEqualTo("not-found");
  }

  @Test
  void itIsAPageAPdfACsvAndACall() {
    AccountNumber account = branch.subscriber("Web Statement");
    try (TestSite site =
        TestSite.on(
                branch.test,
                "branch/openapi.yaml",
                new StatementWeb(branch.executor, () -> LocalDate.parse("2026-11-25")),
                web -> web.messages("payment"))
            .user("clerk", StatementFeature.VIEW)) {
      TestBrowser clerk = site.browser().login("clerk").header("Accept-Language", "en");
      String page = "/subscribers/" + account + "/statement";
      assertThat(clerk.get(page).body())
          .contains("Web Statement", "Opening balance", "Plan and services, rest of the month");
      assertThat(clerk.get(page + "?from=soon&to=2026-11-25").statusCode()).isEqualTo(422);
      assertThat(clerk.get(page + "?from=2026-11-26&to=2026-11-24").statusCode()).isEqualTo(422);
      assertThat(clerk.get(page + "/file?format=csv").body())
          .contains("Day,What,Document,Charged,Credited,Balance", "Closing balance");
      assertThat(clerk.get(page + "/file").body()).startsWith("%PDF");
      TestBrowser program = site.browser().token("clerk");
      assertThat(
              program
                  .get(
                      "/api/v1/subscribers/%s/statement?from=2026-11-01&to=2026-11-25"
                          .formatted(account))
                  .body())
          .contains("\"opening\"", "first-month");
      assertThat(
              program
                  .get("/api/v1/subscribers/%s/statement?from=2026-11-01".formatted(account))
                  .statusCode())
          .isEqualTo(422);
    }
  }

  private static void book(
      AccountNumber account,
      String day,
      UUID document,
      String kind,
      String amount,
      LedgerAccount other) {
    Money money = rub(amount);
    branch.database.inTransaction(tx -> {
      branch.accounts.lock(tx, List.of(account));
      branch.accounts.change(tx, Map.of(account, money.minor()));
      branch.ledger.post(
          tx,
          branch.clock.instant(),
          LocalDate.parse(day),
          List.of(
              money.isNegative()
                  ? new Posting(
                      document, kind, Chart.SUBSCRIBERS, other, money.negated(), account.value())
                  : new Posting(document, kind, other, Chart.SUBSCRIBERS, money, account.value())));
      return true;
    });
  }

  private static AccountStatement show(AccountNumber account, String from, String until) {
    return done(ask(account, from, until));
  }

  private static Outcome<AccountStatement> ask(AccountNumber account, String from, String until) {
    return branch.run(
        branch.caller("anna", StatementFeature.VIEW),
        new ShowStatement(account, LocalDate.parse(from), LocalDate.parse(until)));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
