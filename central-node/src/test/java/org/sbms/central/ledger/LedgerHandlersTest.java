package org.sbms.central.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.ledger.ClosePeriod.ListPeriods;
import org.sbms.central.ledger.ShowAccount.Basis;
import org.sbms.central.ledger.ShowAccount.Statement;
import org.sbms.central.reconcile.FakeFederation;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Request;

class LedgerHandlersTest {
  private static final LedgerAccount BANK = new LedgerAccount("1040", "Bank");
  private static final LedgerAccount OWED = new LedgerAccount("1310.NW", "Settlement due from NW");

  private final FakeFederation federation = new FakeFederation();

  /** Booked, for which day, and how much the bank gets; negative is what it pays. */
  @BeforeEach
  void post() {
    post("2026-10-30T10:00:00Z", "2026-10-30", 100_00);
    post("2026-11-02T10:00:00Z", "2026-10-31", 20_00);
    post("2026-11-02T23:30:00Z", "2026-11-02", -5_00);
    post("2026-11-03T00:30:00Z", "2026-11-02", 3_00);
  }

  @AfterEach
  void close() {
    federation.close();
  }

  /** Worked out by hand from the four postings above. */
  @ParameterizedTest
  @CsvSource({
    // from, to, basis, known at, opening, debits, credits, closing, entries
    "2026-11-01, 2026-11-30, BOOKED,                     , 100.00,  23.00, 5.00, 118.00, 3",
    "2026-11-01, 2026-11-30, VALUE,                      , 120.00,   3.00, 5.00, 118.00, 2",
    "2026-10-01, 2026-10-31, BOOKED,                     ,   0.00, 100.00, 0.00, 100.00, 1",
    "2026-10-01, 2026-10-31, VALUE,                      ,   0.00, 120.00, 0.00, 120.00, 2",
    "2026-10-01, 2026-10-31, VALUE,  2026-11-01T00:00:00Z,   0.00, 100.00, 0.00, 100.00, 1",
    "2026-11-02, 2026-11-02, BOOKED,                     , 100.00,  20.00, 5.00, 115.00, 2",
    "2026-11-02, 2026-11-02, BOOKED, 2026-11-02T23:00:00Z, 100.00,  20.00, 0.00, 120.00, 1",
    "2026-12-01, 2026-12-31, BOOKED,                     , 118.00,   0.00, 0.00, 118.00, 0"
  })
  void anAccountsStatementAtAnyMoment(
      LocalDate from,
      LocalDate to,
      Basis basis,
      Instant known,
      String opening,
      String debits,
      String credits,
      String closing,
      int entries) {
    Statement statement =
        federation.ask(
            new ShowAccount("1040", "RUB", from, to, basis, Optional.ofNullable(known), 0, 100));
    assertThat(statement.opening().amount()).isEqualTo(opening);
    assertThat(statement.debits().amount()).isEqualTo(debits);
    assertThat(statement.credits().amount()).isEqualTo(credits);
    assertThat(statement.closing().amount()).isEqualTo(closing);
    assertThat(statement.entries()).hasSize(entries);
    if (entries > 0) {
      assertThat(statement.entries().getLast().balance()).isEqualTo(statement.closing());
    }
  }

  @Test
  void pagesOfAStatementGoOnWithTheBalance() {
    List<ShowAccount.Entry> second =
        federation
            .ask(
                new ShowAccount(
                    "1040",
                    "RUB",
                    LocalDate.of(2026, 10, 1),
                    LocalDate.of(2026, 11, 30),
                    Basis.BOOKED,
                    Optional.empty(),
                    2,
                    1))
            .entries();
    assertThat(second).hasSize(1);
    assertThat(second.getFirst().amount().amount()).isEqualTo("-5.00");
    assertThat(second.getFirst().balance().amount()).isEqualTo("115.00");
  }

  @Test
  void aClosedPeriodTakesNoPostingAndIsNotOpenedAgain() {
    federation.command("finance", new ClosePeriod(LocalDate.of(2026, 10, 31)));

    assertThatThrownBy(() -> post("2026-11-24T10:00:00Z", "2026-10-31", 1_00))
        .hasMessageContaining("the period is closed");
    post("2026-11-24T10:00:00Z", "2026-11-01", 1_00);
    assertThat(refusal(LocalDate.of(2026, 10, 31))).isEqualTo("period-not-closable");
    assertThat(refusal(LocalDate.of(2026, 10, 1))).isEqualTo("period-not-closable");
    assertThat(refusal(LocalDate.now(ZoneOffset.UTC))).isEqualTo("period-not-closable");
    federation.command("finance", new ClosePeriod(LocalDate.of(2026, 11, 1)));
    assertThat(federation.ask(new ListPeriods()).items())
        .extracting(ClosePeriod.Period::closedThrough)
        .containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 10, 31));
  }

  private String refusal(LocalDate through) {
    return federation.executor.run(
                federation.user("finance"),
                Request.command(new ClosePeriod(through), UUID.randomUUID().toString()))
            instanceof Outcome.Refused<ClosePeriod.Period>(var refusal)
        ? refusal.code().code()
        : "done";
  }

  private void post(String bookedAt, String valueDate, long minor) {
    LedgerAccount debit = minor > 0 ? BANK : OWED;
    LedgerAccount credit = minor > 0 ? OWED : BANK;
    Posting posting =
        new Posting(
            UUID.randomUUID(),
            "test",
            debit,
            credit,
            Money.ofMinor(Math.abs(minor), "RUB"),
            "test");
    federation
        .central
        .database()
        .inTransaction(tx -> {
          federation.ledger.post(
              tx, Instant.parse(bookedAt), LocalDate.parse(valueDate), List.of(posting));
          return true;
        });
  }
}
