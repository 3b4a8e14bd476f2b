package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.bankfiles.pain.Pain001;
import org.sbms.central.settlement.Adjustments.Adjustment;
import org.sbms.central.settlement.Adjustments.ApproveAdjustment;
import org.sbms.central.settlement.Adjustments.ProposeAdjustment;
import org.sbms.central.settlement.ConfirmTransfers.ConfirmByHand;
import org.sbms.central.settlement.ConfirmTransfers.Confirmed;
import org.sbms.central.settlement.ConfirmTransfers.Entry;
import org.sbms.central.settlement.ConfirmTransfers.Line;
import org.sbms.central.settlement.ConfirmTransfers.Result;
import org.sbms.central.settlement.ConfirmTransfers.TakeStatement;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindowThrough;
import org.sbms.central.settlement.DecideWindow.InstructWindow;
import org.sbms.central.settlement.Disputes.AnswerDispute;
import org.sbms.central.settlement.Disputes.AskArbiter;
import org.sbms.central.settlement.Disputes.ConcedeDispute;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.Disputes.RuleOnDispute;
import org.sbms.central.settlement.Disputes.Ruling;
import org.sbms.central.settlement.Disputes.State;
import org.sbms.central.settlement.Disputes.WithdrawDispute;
import org.sbms.central.settlement.LineKind;
import org.sbms.central.settlement.ListWindows;
import org.sbms.central.settlement.ShowExposure;
import org.sbms.central.settlement.ShowExposure.Level;
import org.sbms.central.settlement.ShowInstruction;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.central.settlement.ShowPositions.BranchPosition;
import org.sbms.central.settlement.ShowStatement;
import org.sbms.central.settlement.ShowTransfers;
import org.sbms.central.settlement.ShowTransfers.Transfer;
import org.sbms.central.settlement.WindowCalendar;
import org.sbms.central.settlement.WindowState;
import org.sbms.central.settlement.WindowView;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Request;

/** A window after its close: instruction, confirmation, disputes, adjustments, caps. */
class SettlementFlowTest {
  private final FakeFederation federation = new FakeFederation();
  private final FakeBranch nw = federation.nw;
  private final FakeBranch so = federation.so;
  private final FakeBranch ur = federation.ur;

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void theBankIsInstructedByAThirdStepAndItsStatementSettlesTheWindow() {
    federation.publishAccounts();
    nw.take(so, 500_00);
    so.take(nw, 120_00);
    ur.take(so, 30_00);
    String id = approved();
    assertThat(refusal("finance2", new InstructWindow(id))).isEqualTo("same-person");
    assertThat(federation.command("finance", new InstructWindow(id)).state())
        .isEqualTo(WindowState.INSTRUCTED);
    List<Transfer> transfers = federation.ask(new ShowTransfers(id)).items();
    assertThat(transfers)
        .extracting(each -> each.debtor() + ">" + each.creditor() + " " + each.amount().amount())
        .containsExactly("NW>SO 380.00", "UR>SO 30.00");
    String document = federation.ask(new ShowInstruction(id)).document();
    Pain001.validate(document);
    assertThat(document)
        .contains("<NbOfTxs>2</NbOfTxs><CtrlSum>410.00</CtrlSum>")
        .contains("<EndToEndId>SBMS-W" + id + "-T1</EndToEndId>")
        .contains("<InstdAmt Ccy=\"RUB\">380.00</InstdAmt>");

    Confirmed first =
        federation.command(
            "finance",
            statement(
                "a",
                entry("SBMS-W" + id + "-T1", 380_00),
                entry("SBMS-W" + id + "-T2", 31_00),
                entry("SALARY", 1)));
    assertThat(first.lines())
        .extracting(Line::result)
        .containsExactly(Result.SETTLED, Result.AMOUNT_DIFFERS);
    assertThat(first.others()).isEqualTo(1);
    assertThat(state(id)).isEqualTo(WindowState.INSTRUCTED);
    assertThat(refusal("finance", statement("a", entry("X", 1))))
        .isEqualTo("statement-taken-before");

    Confirmed second =
        federation.command(
            "finance",
            statement(
                "b", entry("SBMS-W" + id + "-T1", 380_00), entry("SBMS-W" + id + "-T2", 30_00)));
    assertThat(second.lines())
        .extracting(Line::result)
        .containsExactly(Result.ALREADY_SETTLED, Result.SETTLED);
    assertThat(state(id)).isEqualTo(WindowState.SETTLED);
    List<Ledger.Line> balance =
        federation.ledger.trialBalance(federation.central.database(), Instant.now());
    assertThat(balance).allMatch(line -> line.debitMinor() == line.creditMinor());
    assertThat(balance).isNotEmpty();
  }

  @Test
  void aWindowApprovedBeforeBranchesBookedIsSentToThemAfterAll() throws IOException {
    nw.take(so, 500_00);
    approved();
    await().until(() -> nw.settled.size() == 1 && so.settled.size() == 1);
    nw.settled.clear();
    so.settled.clear();
    federation.central.asSuperuser("delete from settlement_delivery");

    federation.central.asSuperuser(
        Files.readString(
            Path.of(
                "src/main/resources/db/settlement/V20261125_965__"
                    + "send_branches_what_was_approved_before_they_booked.sql")));

    await().until(() -> nw.settled.size() == 1 && so.settled.size() == 1);
    assertThat(nw.settled.keySet()).allMatch(key -> key.endsWith(" AGREED"));
  }

  @Test
  void aTariffPublishedDuringADayReachesItsSettledLinesInTheNextWholeRun() {
    federation.publishTariff("payment", "1", "0");
    nw.take(so, 500_00);
    federation.reconcile();
    assertThat(netOfNw()).isEqualTo("-495.00");
    federation.central.asSuperuser(
        """
        insert into reference_version values (2, '2026-11-22T12:00:00Z', 'test');
        update reference_row set valid_to_version = 2 where dataset = 'inter-branch-tariffs';
        insert into reference_row (dataset, key, valid_from_version, values)
        select dataset, key || '-2', 2, jsonb_set(values::jsonb, '{percent}', '"2"')
        from reference_row where dataset = 'inter-branch-tariffs'
        """);

    federation.lookAtNews();
    assertThat(netOfNw()).as("nothing of it changed").isEqualTo("-495.00");
    federation.reconcile();
    assertThat(netOfNw()).isEqualTo("-490.00");
  }

  private String netOfNw() {
    return federation.ask(new ShowPositions("1")).items().stream()
        .filter(each -> each.branch().equals(nw.code))
        .map(each -> each.net().amount())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPaymentSeenByHandSettlesTooAndAWindowWithoutDebtsNeedsNoBank() {
    federation.publishAccounts();
    nw.take(so, 500_00);
    String id = approved();
    federation.command("finance", new InstructWindow(id));
    federation.command("finance", new ConfirmByHand(id, 1, "42"));
    assertThat(state(id)).isEqualTo(WindowState.SETTLED);
    String empty = approved();
    assertThat(federation.command("finance", new InstructWindow(empty)).state())
        .isEqualTo(WindowState.SETTLED);
  }

  @Test
  void withoutAnAccountInReferenceDataNobodyIsTold() {
    nw.take(so, 500_00);
    String id = approved();
    assertThat(refusal("finance", new InstructWindow(id))).isEqualTo("settlement-account-missing");
    assertThat(state(id)).isEqualTo(WindowState.APPROVED);
  }

  @Test
  void aDisputedLineIsCarriedWhileTheRestSettles() {
    nw.take(so, 500_00);
    nw.take(so, 70_00);
    federation.reconcile();
    String first = openWindow();
    federation.command("finance", new CloseWindow(first));
    Dispute dispute = raise(first, 500_00);
    assertThat(dispute.amount()).isEqualTo(Money.ofMinor(-500_00, "RUB"));
    assertThat(nets(first)).containsExactly(-70_00L, 70_00L);
    assertThat(
            refusal(
                "finance", new RaiseDispute(first, so.code, dispute.homeNumber(), nw.code, "x")))
        .isEqualTo("not-found");
    federation.command("finance2", new ApproveWindow(first));
    String second = openWindow();
    assertThat(nets(second)).isEmpty();
    federation.reconcile();
    assertThat(nets(second)).isEmpty();
    federation.command("finance", new CloseWindow(second));
    String third = openWindow();
    assertThat(window(second).lines()).isZero();
    assertThat(window(third).disputed()).isEqualTo(1);

    federation.command("finance2", new AnswerDispute(dispute.id(), "It was credited."));
    federation.command("finance", new AskArbiter(dispute.id()));
    assertThat(refusal("finance2", new RuleOnDispute(dispute.id(), Ruling.STANDS, "So it is.")))
        .isEqualTo("same-person");
    federation.command("arbiter", new RuleOnDispute(dispute.id(), Ruling.STANDS, "So it is."));
    assertThat(nets(third)).containsExactly(-500_00L, 500_00L);
    assertThat(refusal("finance", new RaiseDispute(first, so.code, 2, nw.code, "x")))
        .isEqualTo("state-conflict");
  }

  @Test
  void aConcededLineSettlesNowhereEvenThoughItMatches() {
    nw.take(so, 500_00);
    federation.reconcile();
    Dispute dispute = raise(openWindow(), 500_00);
    assertThat(federation.command("finance2", new ConcedeDispute(dispute.id())).state())
        .isEqualTo(State.TAKEN_BACK);
    federation.reconcile();
    assertThat(nets(openWindow())).isEmpty();
    assertThat(refusal("finance", new WithdrawDispute(dispute.id()))).isEqualTo("state-conflict");
  }

  @Test
  void aRejectionThatIsWithdrawnLetsTheLineSettle() {
    nw.take(so, 500_00);
    federation.reconcile();
    Dispute dispute = raise(openWindow(), 500_00);
    assertThat(nets(openWindow())).isEmpty();
    federation.command("finance", new WithdrawDispute(dispute.id()));
    assertThat(nets(openWindow())).containsExactly(-500_00L, 500_00L);
  }

  @Test
  void anAdjustmentIsALineOnceAnotherPersonAgreed() {
    Adjustment proposed =
        federation.command(
            "finance",
            new ProposeAdjustment(
                LineKind.ADJUSTMENT,
                nw.code,
                so.code,
                Money.ofMinor(12_34, "RUB"),
                "Lost terminal"));
    assertThat(nets(openWindow())).isEmpty();
    assertThat(refusal("finance", new ApproveAdjustment(proposed.id()))).isEqualTo("same-person");
    federation.command("finance2", new ApproveAdjustment(proposed.id()));
    assertThat(refusal("finance2", new ApproveAdjustment(proposed.id())))
        .isEqualTo("state-conflict");
    federation.reconcile();
    assertThat(nets(openWindow())).containsExactly(-12_34L, 12_34L);
    assertThat(federation.ask(new ShowStatement(openWindow(), nw.code, 10)).lines())
        .singleElement()
        .satisfies(line -> {
          assertThat(line.kind()).isEqualTo("ADJUSTMENT");
          assertThat(line.note()).isEqualTo("Lost terminal");
          assertThat(line.disputable()).isFalse();
        });
    assertThat(
            refusal(
                "finance",
                new ProposeAdjustment(
                    LineKind.PRINCIPAL, nw.code, nw.code, Money.ofMinor(0, "RUB"), " ")))
        .isEqualTo("invalid");
  }

  @Test
  void aWindowClosedByTheCalendarTakesDaysAndNotWhatHappenedToBeThere() {
    nw.take(so, 500_00);
    federation.reconcile();
    String first = openWindow();
    Instant due = Instant.parse("2026-11-22T20:30:00Z");
    federation.command("finance", new CloseWindowThrough(first, FakeBranch.DAY.minusDays(1), due));
    assertThat(nets(first)).isEmpty();
    String second = openWindow();
    assertThat(nets(second)).containsExactly(-500_00L, 500_00L);
    assertThat(window(second).openedAt()).isEqualTo(due);
    federation.command(
        "finance", new CloseWindowThrough(second, FakeBranch.DAY, due.plusSeconds(1)));
    assertThat(nets(second)).containsExactly(-500_00L, 500_00L);
    assertThat(window(second).through()).contains(FakeBranch.DAY);
  }

  @Test
  void theCalendarKnowsWhenAndThroughWhichDay() {
    ZoneId moscow = ZoneId.of("Europe/Moscow");
    WindowCalendar daily = WindowCalendar.parse("daily 23:30", moscow);
    assertThat(daily.after(Instant.parse("2026-11-25T20:29:59Z")).at())
        .isEqualTo("2026-11-25T20:30:00Z");
    assertThat(daily.after(Instant.parse("2026-11-25T20:30:00Z")))
        .isEqualTo(
            new WindowCalendar.Closing(
                Instant.parse("2026-11-26T20:30:00Z"), java.time.LocalDate.of(2026, 11, 25)));
    WindowCalendar weekly = WindowCalendar.parse("weekly monday 02:00", moscow);
    assertThat(weekly.weekday()).isEqualTo(Optional.of(DayOfWeek.MONDAY));
    assertThat(weekly.time()).isEqualTo(LocalTime.of(2, 0));
    assertThat(weekly.after(Instant.parse("2026-11-25T00:00:00Z")))
        .isEqualTo(
            new WindowCalendar.Closing(
                Instant.parse("2026-11-29T23:00:00Z"), java.time.LocalDate.of(2026, 11, 29)));
    for (String bad : List.of("", "daily", "daily 24:00", "weekly someday 02:00", "hourly 02:00")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> WindowCalendar.parse(bad, moscow))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void exposureCountsAllThatIsNotSettledAgainstTheCap() {
    federation.publishAccounts();
    federation.publishCap("NW", "1000", "80");
    nw.take(so, 500_00);
    String id = approved();
    nw.take(so, 300_00);
    federation.reconcile();
    assertThat(exposures())
        .containsExactly(tuple("NW", 800_00, Level.NEAR), tuple("SO", 0, Level.UNCAPPED));
    nw.take(so, 200_01);
    federation.reconcile();
    assertThat(exposures().getFirst()).isEqualTo(tuple("NW", 1_000_01, Level.OVER));
    federation.command("finance", new InstructWindow(id));
    federation.command("finance", new ConfirmByHand(id, 1, "42"));
    assertThat(exposures().getFirst()).isEqualTo(tuple("NW", 500_01, Level.FINE));
  }

  private List<org.assertj.core.groups.Tuple> exposures() {
    return federation.ask(new ShowExposure()).items().stream()
        .map(each -> tuple(each.branch().value(), each.owes().minor(), each.level()))
        .toList();
  }

  private static org.assertj.core.groups.Tuple tuple(String branch, long owes, Level level) {
    return org.assertj.core.groups.Tuple.tuple(branch, owes, level);
  }

  private String approved() {
    federation.reconcile();
    String id = openWindow();
    federation.command("finance", new CloseWindow(id));
    federation.command("finance2", new ApproveWindow(id));
    return id;
  }

  private Dispute raise(String window, long minor) {
    long number =
        federation.ask(new ShowStatement(window, nw.code, 100)).lines().stream()
            .filter(line -> line.amount().minor() == -minor)
            .findFirst()
            .orElseThrow()
            .homeNumber();
    return federation.command(
        "finance", new RaiseDispute(window, so.code, number, nw.code, "We never took it."));
  }

  private static TakeStatement statement(String fingerprint, Entry... entries) {
    return new TakeStatement("statement.xml", fingerprint, List.of(entries));
  }

  private static Entry entry(String endToEndId, long minor) {
    return new Entry(1, endToEndId, Money.ofMinor(minor, "RUB"), "bank-7");
  }

  private String openWindow() {
    return federation.ask(new ListWindows(0, 1)).items().getFirst().id();
  }

  private WindowView window(String id) {
    return federation.ask(new ShowPositions(id)).window();
  }

  private WindowState state(String id) {
    return window(id).state();
  }

  private List<Long> nets(String id) {
    return federation.ask(new ShowPositions(id)).items().stream()
        .map(BranchPosition::net)
        .map(Money::minor)
        .toList();
  }

  private <R> String refusal(String login, Operation<R> command) {
    return switch (federation.executor.run(
        federation.user(login), Request.command(command, UUID.randomUUID().toString()))) {
      case Outcome.Refused<R>(var refusal) -> refusal.code().code();
      case Outcome.Done<R> _ -> "done";
      case Outcome.Unknown<R> _ -> "unknown";
    };
  }
}
