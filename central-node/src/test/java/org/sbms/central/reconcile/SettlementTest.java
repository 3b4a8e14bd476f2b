package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.ListWindows;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.central.settlement.ShowPositions.BranchPosition;
import org.sbms.central.settlement.ShowStatement;
import org.sbms.central.settlement.WindowState;
import org.sbms.central.settlement.WindowView;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Request;

class SettlementTest {
  private final FakeFederation federation = new FakeFederation();
  private final FakeBranch nw = federation.nw;
  private final FakeBranch so = federation.so;
  private final FakeBranch ur = federation.ur;

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void aWindowIsClosedNettedAndApprovedByASecondPerson() {
    nw.take(so, 500_00);
    so.take(nw, 120_00);
    ur.take(so, 30_00);
    federation.reconcile();
    String id = openWindow();
    federation.command("finance", new CloseWindow(id));

    assertThat(positions(id))
        .containsExactly(
            position("NW", 500_00, 120_00, -380_00),
            position("SO", 120_00, 530_00, 410_00),
            position("UR", 30_00, 0, -30_00));
    assertThat(federation.ask(new ListWindows(0, 10)).items())
        .extracting(WindowView::state)
        .containsExactly(WindowState.OPEN, WindowState.NETTED);

    assertThat(refusal("finance", new ApproveWindow(id))).isEqualTo("same-person");
    WindowView approved = federation.command("finance2", new ApproveWindow(id));
    assertThat(approved.state()).isEqualTo(WindowState.APPROVED);
    assertThat(refusal("finance2", new ApproveWindow(id))).isEqualTo("state-conflict");
    assertThat(refusal("finance", new CloseWindow(id))).isEqualTo("state-conflict");
    assertThat(refusal("finance", new CloseWindow("999"))).isEqualTo("not-found");

    List<Ledger.Line> balance =
        federation.ledger.trialBalance(federation.central.database(), Instant.now());
    assertThat(balance.stream().mapToLong(Ledger.Line::debitMinor).sum())
        .isEqualTo(balance.stream().mapToLong(Ledger.Line::creditMinor).sum())
        .isEqualTo(410_00);
  }

  @Test
  void anEntrySettlesOnceAndWhatMatchesLaterGoesIntoTheNextWindow() {
    nw.take(so, 500_00);
    federation.reconcile();
    String first = openWindow();
    federation.command("finance", new CloseWindow(first));
    nw.take(so, 70_00);
    federation.reconcile();
    federation.reconcile();
    assertThat(positions(openWindow()))
        .containsExactly(position("NW", 70_00, 0, -70_00), position("SO", 0, 70_00, 70_00));
    assertThat(positions(first)).contains(position("NW", 500_00, 0, -500_00));
  }

  @Test
  void aReversalIsTakenBackInTheWindowInWhichItMatches() {
    UUID id = nw.take(so, 500_00);
    federation.reconcile();
    federation.command("finance", new CloseWindow(openWindow()));
    nw.reverse(so, id, 500_00);
    federation.reconcile();
    assertThat(positions(openWindow()))
        .containsExactly(position("NW", -500_00, 0, 500_00), position("SO", 0, -500_00, -500_00));
  }

  @Test
  void forGoodsTheHomeOwesTheOrigin() {
    nw.supply(so, 300_00);
    nw.take(so, 500_00);
    ur.takeBack(nw, ur.supply(nw, 40_00), 40_00);
    federation.reconcile();
    assertThat(positions(openWindow()))
        .contains(position("NW", 500_00, 300_00, -200_00), position("SO", 300_00, 500_00, 200_00))
        .contains(position("UR", 0, 0, 0));
    String id = openWindow();
    federation.command("finance", new CloseWindow(id));
    var statement = federation.ask(new ShowStatement(id, nw.code, ShowStatement.MAX_LINES));
    assertThat(statement.lines())
        .extracting(ShowStatement.StatementLine::kind, line -> line.amount().minor())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("PRINCIPAL", -500_00L),
            org.assertj.core.groups.Tuple.tuple("GOODS", 300_00L),
            org.assertj.core.groups.Tuple.tuple("GOODS", -40_00L),
            org.assertj.core.groups.Tuple.tuple("GOODS_REVERSAL", 40_00L));
    assertThat(federation.ask(new ShowPositions(id)).debts())
        .containsExactly(new ShowPositions.Debt(nw.code, so.code, Money.ofMinor(200_00, "RUB")));
  }

  @Test
  void whatDoesNotMatchDoesNotSettleAndIsTakenOutOfTheOpenWindow() {
    UUID id = nw.take(so, 500_00);
    nw.take(so, 70_00);
    federation.reconcile();
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    federation.reconcile();
    assertThat(positions(openWindow())).contains(position("NW", 70_00, 0, -70_00));
    so.tamper("update journal_entry set amount_minor = 50000 where transaction_id = '%s'", id);
    federation.reconcile();
    assertThat(positions(openWindow())).contains(position("NW", 570_00, 0, -570_00));
  }

  @Test
  void whatStopsMatchingAfterItsWindowClosedIsCorrectedInTheOpenOne() {
    UUID id = nw.take(so, 500_00);
    federation.reconcile();
    String first = openWindow();
    federation.command("finance", new CloseWindow(first));
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    federation.reconcile();
    federation.reconcile();
    assertThat(positions(first)).contains(position("NW", 500_00, 0, -500_00));
    assertThat(positions(openWindow()))
        .containsExactly(position("NW", -500_00, 0, 500_00), position("SO", 0, -500_00, -500_00));
    federation.command("finance", new CloseWindow(openWindow()));
    so.tamper("update journal_entry set amount_minor = 50000 where transaction_id = '%s'", id);
    federation.reconcile();
    String third = openWindow();
    assertThat(positions(third))
        .containsExactly(position("NW", 500_00, 0, -500_00), position("SO", 0, 500_00, 500_00));
    assertThat(federation.ask(new ShowStatement(third, nw.code, 10)).lines())
        .extracting(ShowStatement.StatementLine::correction)
        .containsExactly(2);
  }

  @Test
  void whatMatchesAgainBeforeTheWindowClosesLeavesNoCorrection() {
    UUID id = nw.take(so, 500_00);
    federation.reconcile();
    federation.command("finance", new CloseWindow(openWindow()));
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    federation.reconcile();
    so.tamper("update journal_entry set amount_minor = 50000 where transaction_id = '%s'", id);
    federation.reconcile();
    assertThat(positions(openWindow())).isEmpty();
  }

  @Test
  void homeOwesTheOriginItsCommissionAndTheTaxOnIt() {
    federation.publishTariff("payment", "1", "20");
    UUID reversed = nw.take(so, 70_00);
    nw.reverse(so, reversed, 70_00);
    nw.take(so, 500_00);
    federation.reconcile();
    federation.reconcile();
    assertThat(positions(openWindow()))
        .containsExactly(
            position("NW", 500_00, 6_00, -494_00), position("SO", 6_00, 500_00, 494_00));
    assertThat(federation.ask(new ShowStatement(openWindow(), nw.code, 100)).lines())
        .extracting(ShowStatement.StatementLine::kind, line -> line.amount().minor())
        .contains(
            org.assertj.core.groups.Tuple.tuple("COMMISSION", 5_00L),
            org.assertj.core.groups.Tuple.tuple("COMMISSION_TAX", 1_00L),
            org.assertj.core.groups.Tuple.tuple("COMMISSION", -70L));
  }

  @Test
  void theLinesOfAStatementAddUpToTheNet() {
    nw.take(so, 500_00);
    so.take(nw, 120_00);
    ur.take(nw, 11_00);
    federation.reconcile();
    String id = openWindow();
    federation.command("finance", new CloseWindow(id));
    var statement = federation.ask(new ShowStatement(id, nw.code, ShowStatement.MAX_LINES));
    assertThat(statement.lines()).hasSize(3);
    assertThat(statement.lines().stream().mapToLong(line -> line.amount().minor()).sum())
        .isEqualTo(statement.positions().getFirst().net().minor())
        .isEqualTo(-369_00);
  }

  @Test
  void theDatabaseItselfRefusesPositionsThatDoNotSumToZero() {
    assertThatThrownBy(() ->
            federation
                .central
                .database()
                .inTransaction(tx ->
                    tx.run(
                        """
                        insert into settlement_position
                        values (1, 'NW', 'RUB', 0, 5, 5), (1, 'SO', 'RUB', 4, 0, -4)
                        """)))
        .hasMessageContaining("do not sum to zero");
  }

  private String openWindow() {
    return federation.ask(new ListWindows(0, 1)).items().getFirst().id();
  }

  private List<BranchPosition> positions(String id) {
    List<BranchPosition> positions = federation.ask(new ShowPositions(id)).items();
    assertThat(positions.stream().mapToLong(position -> position.net().minor()).sum()).isZero();
    return positions;
  }

  private String refusal(String login, org.sbms.contract.Operation<WindowView> command) {
    return switch (federation.executor.run(
        federation.user(login), Request.command(command, UUID.randomUUID().toString()))) {
      case Outcome.Refused<WindowView>(var refusal) -> refusal.code().code();
      case Outcome.Done<WindowView> _ -> "done";
      case Outcome.Unknown<WindowView> _ -> "unknown";
    };
  }

  private static BranchPosition position(String branch, long owes, long isOwed, long net) {
    return new BranchPosition(
        new org.sbms.contract.BranchCode(branch),
        Money.ofMinor(owes, "RUB"),
        Money.ofMinor(isOwed, "RUB"),
        Money.ofMinor(net, "RUB"));
  }
}
