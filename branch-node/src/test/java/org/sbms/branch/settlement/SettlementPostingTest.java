package org.sbms.branch.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.PairSums;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.contract.settlement.ShowSettlement.Booked;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestSite;

class SettlementPostingTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final BranchCode UR = new BranchCode("UR");

  private final TestDatabase db =
      TestDatabase.with(
          "operation", "access", "journal", "ledger", "party", SettlementFeature.MIGRATIONS);
  private final Ledger ledger = new Ledger();
  private final Operations operations = new Operations();
  private Executor executor;

  @BeforeEach
  void open() {
    BusinessDays days = new BusinessDays(new Journal(NW), ZoneOffset.UTC, Clock.systemUTC());
    days.rollOver(db.database());
    SettlementFeature.register(operations, ledger, days, Clock.systemUTC());
    executor =
        new Executor(
            NodeId.of(NW),
            operations,
            db.database(),
            new Nobody(),
            AuditLog.NONE,
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    executor.close();
    db.close();
  }

  @Test
  void aWindowTurnsRunningDebtsIntoOneToPayAndTheBankClosesIt() {
    // As payments and goods left it: we owe SO 500.00, SO owes us 40.00 for goods.
    book(Chart.CASH, Chart.dueTo(SO), 500_00);
    book(Chart.dueFrom(SO), Chart.GOODS_REVENUE, 40_00);
    PostSettlement agreed =
        message("7", Stage.AGREED, pair(SO, 500_00, 46_00, 5_00, 1_00, 0, 0, 0, 0));
    assertThat(done(agreed).postings()).isEqualTo(5);
    assertThat(balances())
        .containsEntry("1110.SO", 0L)
        .containsEntry("2110.SO", 0L)
        .containsEntry("4050", -5_00L)
        .containsEntry("2050", -1_00L)
        .containsEntry("1120.SO", 0L)
        .containsEntry("2120.SO", -454_00L);
    assertThat(shown("7").agreed()).containsExactly(booked(SO, 0, 454_00));

    done(message("7", Stage.PAID, pair(SO, 500_00, 46_00, 5_00, 1_00, 0, 0, 0, 0)));
    assertThat(balances()).containsEntry("2120.SO", 0L).containsEntry("1040", -454_00L);
    assertThat(shown("7").stages()).containsExactly(Stage.AGREED, Stage.PAID);
    assertThat(shown("7").agreed()).containsExactly(booked(SO, 0, 454_00));
  }

  @Test
  void askedAgainItIsBookedOnceAndOtherSumsAreRefused() {
    PostSettlement agreed = message("7", Stage.AGREED, pair(SO, 100, 0, 0, 0, 0, 0, 0, 0));
    done(agreed);
    Map<String, Long> before = balances();
    done(agreed);
    assertThat(balances()).isEqualTo(before);
    assertThat(refusal(message("7", Stage.AGREED, pair(SO, 101, 0, 0, 0, 0, 0, 0, 0))))
        .isEqualTo("settlement-differs");
    assertThat(refusal(message("8", Stage.PAID, pair(SO, 100, 0, 0, 0, 0, 0, 0, 0))))
        .isEqualTo("state-conflict");
    assertThat(refusal(message("9", Stage.AGREED, pair(NW, 100, 0, 0, 0, 0, 0, 0, 0))))
        .isEqualTo("invalid");
    assertThat(balances()).isEqualTo(before);
  }

  /**
   * Whatever the signs: the running accounts lose the window, one settlement account has the net.
   */
  @ParameterizedTest(name = "owes {0}, is owed {1}: receivable {2}, payable {3}")
  @CsvSource({
    "500, 0,    0,   500",
    "0,   500,  500, 0",
    "500, 120,  0,   380",
    "120, 500,  380, 0",
    "300, 300,  0,   0",
    "-500, 0,   500, 0", // a reversal of what an earlier window held
    "0,   -500, 0,   500",
    "-200, -500, 0,  300",
    "-500, -200, 300, 0",
    "-500, 200, 700, 0",
    "0,   0,    0,   0",
  })
  void theNetStandsOnOneAccount(long owes, long isOwed, long receivable, long payable) {
    PostSettlement message = message("1", Stage.AGREED, pair(UR, owes, isOwed, 0, 0, 0, 0, 0, 0));
    Map<String, Long> balances = new TreeMap<>();
    add(balances, SettlementBooking.of(message));
    assertThat(balances.getOrDefault("1120.UR", 0L)).isEqualTo(receivable);
    assertThat(balances.getOrDefault("2120.UR", 0L)).isEqualTo(-payable);
    assertThat(balances.getOrDefault("1110.UR", 0L)).isEqualTo(-isOwed);
    assertThat(balances.getOrDefault("2110.UR", 0L)).isEqualTo(owes);
    add(
        balances,
        SettlementBooking.of(message("1", Stage.PAID, pair(UR, owes, isOwed, 0, 0, 0, 0, 0, 0))));
    assertThat(balances.getOrDefault("1120.UR", 0L)).isZero();
    assertThat(balances.getOrDefault("2120.UR", 0L)).isZero();
    assertThat(balances.getOrDefault("1040", 0L)).isEqualTo(receivable - payable);
    assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
  }

  @Test
  void bothSidesOfAPairBookTheSameDebtWithCommissionTaxAndAdjustments() {
    PairSums atNw = pair(SO, 512_34, 6_00, 5_00, 1_00, 0, 0, 0, 12_34);
    PairSums atSo = pair(NW, 6_00, 512_34, 0, 0, 5_00, 1_00, 12_34, 0);
    Map<String, Long> nw = new TreeMap<>();
    add(nw, SettlementBooking.of(message("1", Stage.AGREED, atNw)));
    Map<String, Long> so = new TreeMap<>();
    add(so, SettlementBooking.of(new PostSettlement(SO, "1", Stage.AGREED, List.of(atSo))));
    assertThat(nw.get("2120.SO")).isEqualTo(-506_34L);
    assertThat(so.get("1120.NW")).isEqualTo(506_34L);
    assertThat(nw).containsEntry("4090", 12_34L).containsEntry("4050", -5_00L);
    assertThat(so)
        .containsEntry("4090", -12_34L)
        .containsEntry("5010", 5_00L)
        .containsEntry("1060", 1_00L);
  }

  @Test
  void whatWasBookedIsShownToWhoSeesTheLedger() {
    done(message("7", Stage.AGREED, pair(SO, 100_00, 1_00, 1_00, 0, 0, 0, 0, 0)));
    try (TestSite site =
        TestSite.on(db, "branch/openapi.yaml", new SettlementFeature(executor))
            .user("manager", TrialBalances.VIEW)) {
      String page = site.browser().login("manager").get("/settlements").body();
      assertThat(page).contains("№ 7", "SO", "-99.00", "To be paid");
    }
  }

  private void book(
      org.sbms.kit.ledger.LedgerAccount debit,
      org.sbms.kit.ledger.LedgerAccount credit,
      long minor) {
    db.database()
        .inTransaction(tx -> {
          ledger.post(
              tx,
              Instant.now(),
              LocalDate.now(ZoneOffset.UTC),
              List.of(new Posting(UUID.randomUUID(), "test", debit, credit, rub(minor), "x")));
          return true;
        });
  }

  private Map<String, Long> balances() {
    Map<String, Long> balances = new TreeMap<>();
    ledger
        .trialBalance(db.database(), Instant.now())
        .forEach(line -> balances.put(line.code(), line.debitMinor() - line.creditMinor()));
    return balances;
  }

  private static void add(Map<String, Long> balances, List<Posting> postings) {
    for (Posting posting : postings) {
      balances.merge(posting.debit().code(), posting.amount().minor(), Long::sum);
      balances.merge(posting.credit().code(), -posting.amount().minor(), Long::sum);
    }
  }

  private static PostSettlement message(String window, Stage stage, PairSums... pairs) {
    return new PostSettlement(NW, window, stage, List.of(pairs));
  }

  private static PairSums pair(
      BranchCode other,
      long owes,
      long isOwed,
      long commissionEarned,
      long taxEarned,
      long commissionOwed,
      long taxOwed,
      long adjustmentsEarned,
      long adjustmentsOwed) {
    return new PairSums(
        other,
        rub(owes),
        rub(isOwed),
        rub(commissionEarned),
        rub(taxEarned),
        rub(commissionOwed),
        rub(taxOwed),
        rub(adjustmentsEarned),
        rub(adjustmentsOwed));
  }

  private static Booked booked(BranchCode other, long receivable, long payable) {
    return new Booked(other, rub(receivable), rub(payable));
  }

  private ShowSettlement.Shown shown(String window) {
    return done(Request.query(new ShowSettlement(NW, window)));
  }

  private PostSettlement.Posted done(PostSettlement message) {
    return done(Request.command(message, UUID.randomUUID().toString()));
  }

  private <R> R done(Request<R> request) {
    Outcome<R> outcome = executor.run(central(), request);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private String refusal(PostSettlement message) {
    return switch (executor.run(
        central(), Request.command(message, UUID.randomUUID().toString()))) {
      case Outcome.Refused<PostSettlement.Posted>(var refusal) -> refusal.code().code();
      case Outcome.Done<PostSettlement.Posted> _ -> "done";
      case Outcome.Unknown<PostSettlement.Posted> _ -> "unknown";
    };
  }

  private static Caller central() {
    return new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(SettlementFeature.POST));
  }

  private static Money rub(long minor) {
    return Money.ofMinor(minor, "RUB");
  }

  private static final class Nobody implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("nothing of this is asked elsewhere");
    }
  }
}
