package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.contract.MismatchKind.CHAIN_BROKEN;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.collection.ShowCompleteness;
import org.sbms.central.collection.ShowCompleteness.Completeness;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** What branches state, kept and compared with what they show; and runs that nobody asked for. */
class CompletenessTest {
  private final FakeFederation federation = new FakeFederation();
  private final FakeBranch nw = federation.nw;
  private final FakeBranch so = federation.so;

  @BeforeEach
  void someHonestDays() {
    nw.take(so, 100_00);
    so.take(federation.ur, 50_00);
    List.of(nw, so, federation.ur).forEach(branch -> branch.close(FakeBranch.DAY));
    nw.take(so, 70_00);
    assertThat(federation.reconcile().mismatches()).isEmpty();
  }

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void closedDaysAndHeadsAreHeld() {
    Completeness found = federation.ask(new ShowCompleteness());
    assertThat(found.findings()).isEmpty();
    ShowCompleteness.Line line = found.lines().getFirst();
    assertThat(line.branch()).isEqualTo(nw.code);
    assertThat(line.stated()).isEqualTo(4);
    assertThat(line.shown()).isEqualTo(4);
    assertThat(line.lastClosed()).contains(FakeBranch.DAY);
    assertThat(line.checkedAt()).isPresent();
  }

  @Test
  void aTailThatIsCutWithItsHeadIsSeen() {
    nw.tamper("delete from journal_entry where number > 2");
    nw.tamper(
        "update journal_head set number = 2, hash = (select hash from journal_entry where number = 2)");

    assertThat(federation.reconcile().mismatches()).containsEntry(CHAIN_BROKEN, 2L);

    assertThat(federation.ask(new ShowCompleteness()).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.problem()).isEqualTo("TAIL_CUT");
          assertThat(finding.detail()).contains("number 4, and now at 2");
        });
  }

  @Test
  void aTailThatIsCutBeforeCentralReadItIsSeenByWhatAnotherBranchWasTold() {
    nw.takeWithoutAnswer(so, 30_00);
    so.hearHeadOf(nw);
    nw.tamper("delete from journal_entry where number > 4");
    nw.tamper(
        "update journal_head set number = 4, hash = (select hash from journal_entry where number = 4)");

    federation.reconcile(); // SO is asked by the same run, before NW or after it
    assertThat(federation.reconcile().mismatches()).isEqualTo(Map.of(CHAIN_BROKEN, 1L));

    assertThat(federation.ask(new ShowCompleteness()).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.branch()).isEqualTo(nw.code);
          assertThat(finding.problem()).isEqualTo("TAIL_CUT");
          assertThat(finding.detail())
              .isEqualTo("SO was told that the journal ends at number 5, and now it ends at 4");
        });
  }

  @Test
  void anAnswerThatALaterOneHasOvertakenIsNoCutTail() {
    nw.onTheWay =
        () -> {
          nw.take(so, 1_00);
          federation.statements.collect(nw.code, false);
        };
    federation.statements.collect(nw.code, true);
    assertThat(findings()).isEmpty();
  }

  @Test
  void anAnswerThatIsOlderThanWhatAnotherBranchWasToldIsNoCutTail() {
    nw.onTheWay =
        () -> {
          nw.take(so, 1_00);
          so.hearHeadOf(nw);
          federation.statements.collect(so.code, false);
        };
    federation.statements.collect(nw.code, true);
    assertThat(findings()).isEmpty();
  }

  @Test
  void anAnswerFromBeforeATailWasCutTakesNothingBack() {
    nw.onTheWay =
        () -> {
          nw.tamper("delete from journal_entry where number > 2");
          nw.tamper(
              "update journal_head set number = 2, hash = (select hash from journal_entry where number = 2)");
          federation.statements.collect(nw.code, false);
        };
    federation.statements.collect(nw.code, true);
    assertThat(findings()).containsExactly("TAIL_CUT");
  }

  @Test
  void aJournalThatWasToldOtherwiseToAnotherBranchIsSeen() {
    so.hearHeadOf(nw);
    AskStatements.Head honest = so.told.get(nw.code);
    so.told.put(
        nw.code,
        new AskStatements.Head(
            nw.code, honest.statement().replaceAll("\"hash\":\"..", "\"hash\":\"zz")));
    federation.reconcile();
    federation.reconcile();
    assertThat(federation.ask(new ShowCompleteness()).findings())
        .extracting(finding -> finding.problem())
        .containsExactly("HASH_DIFFERS");
  }

  @Test
  void whatOthersWereToldIsShownAndAHonestBranchIsWhole() {
    so.hearHeadOf(nw);
    federation.ur.hearHeadOf(nw);
    federation.reconcile();
    nw.take(so, 5_00);
    assertThat(federation.reconcile().mismatches()).isEmpty();
    ShowCompleteness.Line line = federation.ask(new ShowCompleteness()).lines().getFirst();
    assertThat(line.witnessed()).isEqualTo(4);
    assertThat(line.witnesses()).containsExactly("SO", "UR");
  }

  @Test
  void aForgedHeadIsRefusedAndAccusesNobody() {
    so.hearHeadOf(nw);
    AskStatements.Head forged =
        new AskStatements.Head(federation.ur.code, so.told.get(nw.code).statement());
    so.told.clear();
    so.told.put(federation.ur.code, forged);
    assertThat(federation.reconcile().mismatches()).isEmpty();
    assertThat(federation.reconcile().mismatches()).isEmpty();
    assertThat(federation.ask(new ShowCompleteness()).lines())
        .allSatisfy(line -> assertThat(line.witnesses()).isEmpty());
  }

  @Test
  void aDayThatIsStatedOtherwiseLaterIsSeenAndGoneOnceItIsRight() {
    JournalStatement right = so.closed.removeFirst();
    so.closed.add(
        new JournalStatement(
            right.branch(),
            right.day(),
            true,
            right.at(),
            right.number() - 1,
            right.hash(),
            right.totals()));
    assertThat(federation.reconcile().mismatches()).isEqualTo(Map.of(CHAIN_BROKEN, 1L));
    so.closed.set(0, right);
    assertThat(federation.reconcile().mismatches()).isEmpty();
  }

  @Test
  void totalsThatTheEntriesDoNotComeToAreSeen() {
    JournalStatement honest = nw.closed.getFirst();
    nw.close(FakeBranch.DAY.plusDays(1));
    JournalStatement second = nw.closed.removeLast();
    nw.closed.add(
        new JournalStatement(
            second.branch(),
            second.day(),
            true,
            second.at(),
            second.number(),
            second.hash(),
            honest.totals()));

    federation.reconcile();

    assertThat(federation.ask(new ShowCompleteness()).findings())
        .extracting(finding -> finding.problem())
        .containsExactly("TOTALS_DIFFER");
  }

  @Test
  void whatABranchFindsInItsOwnBooksIsShownAsLongAsItIsThere() {
    so.differences =
        List.of(
            new AskStatements.Difference(
                AskStatements.Book.BALANCE, "SO000010427", "101.00 RUB", "100.00 RUB"));
    federation.reconcile();
    Completeness found = federation.ask(new ShowCompleteness());
    assertThat(found.differences())
        .singleElement()
        .satisfies(each -> assertThat(each.branch()).isEqualTo(so.code));
    so.differences = List.of();
    federation.reconcile();
    assertThat(federation.ask(new ShowCompleteness()).differences()).isEmpty();
  }

  @Test
  void theSameJournalsGiveTheSameReport() {
    nw.takeCreditedAs(so, 10_00, 9_00);
    RunView first = federation.reconcile();
    RunView second = federation.reconcile();
    String report = federation.ask(new ShowReport(first.id())).csv();
    assertThat(federation.ask(new ShowReport(second.id())).csv()).isEqualTo(report);
    assertThat(report)
        .contains("count,,,,,pairs,4,,", "journal,,NW,,,complete,6,,")
        .contains(",AMOUNT_DIFFERS,,10.00,9.00");
    nw.take(so, 1_00);
    assertThat(federation.ask(new ShowReport(federation.reconcile().id())).csv())
        .isNotEqualTo(report);
  }

  @Test
  void aDayIsFinishedOnceEveryBranchHasClosedItAndOnlyOnce() {
    RunSchedule schedule = schedule(Duration.ofDays(1), Duration.ofDays(1));
    schedule.look();
    schedule.look();
    assertThat(purposes()).containsExactly("FINAL 2026-11-22", "ASKED");
    nw.close(FakeBranch.DAY.plusDays(1));
    federation.reconcile();
    schedule.look();
    assertThat(purposes()).containsExactly("ASKED", "FINAL 2026-11-22", "ASKED");
    schedule.close();
    RunSchedule impatient = schedule(Duration.ofDays(1), Duration.ZERO);
    impatient.look();
    assertThat(purposes().getFirst()).isEqualTo("FINAL 2026-11-23");
    impatient.close();
  }

  @Test
  void aFinalRunThatFailedIsMadeOnceMoreAfterAWhile() {
    RunSchedule schedule = schedule(Duration.ofMinutes(15), Duration.ofDays(1));
    schedule.look();
    org.awaitility.Awaitility.await().until(this::noneRuns);
    federation.central.asSuperuser(
        "update reconciliation_run set state = 'FAILED' where purpose = 'FINAL'");
    schedule.look();
    assertThat(purposes()).containsExactly("FINAL 2026-11-22", "ASKED");
    federation.central.asSuperuser(
        "update reconciliation_run set requested_at = requested_at - interval '1 hour'");
    schedule.look();
    assertThat(purposes()).containsExactly("FINAL 2026-11-22", "FINAL 2026-11-22", "ASKED");
    schedule.close();
  }

  @Test
  void runsThroughTheDayAreMadeForNewsOnly() {
    RunSchedule schedule = schedule(Duration.ZERO, Duration.ofDays(1));
    schedule.look(); // the final one of the closed day
    org.awaitility.Awaitility.await().until(() -> purposes().size() == 2 && noneRuns());
    schedule.look();
    assertThat(purposes()).hasSize(2);
    federation.central.asSuperuser(
        "update reconciliation_run set requested_at = requested_at - interval '1 hour'");
    schedule.look();
    assertThat(purposes()).hasSize(3).contains("THROUGH_THE_DAY");
    schedule.close();
  }

  @Test
  void allOfThisIsOnPages() {
    so.differences =
        List.of(
            new AskStatements.Difference(
                AskStatements.Book.CREDIT, UUID.randomUUID().toString(), "", "POSTED 1.00 RUB"));
    RunView run = federation.reconcile();
    try (TestSite site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new ReconcileWeb(
                    federation.executorFor(new NodeId("NW")), () -> List.of(new BranchCode("NW"))))
            .user("finance", everything())) {
      TestBrowser finance = site.browser().login("finance");
      assertThat(finance.get("/completeness").body()).contains("books differ", "POSTED 1.00 RUB");
      assertThat(finance.get("/reconciliations/" + run.id() + "/report").body())
          .startsWith("record,day,branch");
      assertThat(
              site.browser()
                  .token("finance")
                  .get("/api/v1/reconciliations/" + run.id() + "/report")
                  .body())
          .startsWith("record,day,branch");
    }
  }

  @Test
  void correctionsGoByTheApiToo() {
    UUID wrong = nw.takeCreditedAs(so, 10_00, 9_00);
    federation.reconcile();
    try (TestSite site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new ReconcileWeb(
                    federation.executorFor(new NodeId("NW")), () -> List.of(new BranchCode("NW"))))
            .user("finance", everything())
            .user("finance2", everything())) {
      TestBrowser finance = site.browser().token("finance");
      assertThat(finance.get("/api/v1/mismatches?due=OPEN&owner=NONE").body())
          .contains(wrong.toString(), "\"overdue\":false");
      assertThat(finance.get("/api/v1/mismatches?due=OVERDUE").body()).contains("\"items\":[]");
      String path = "/api/v1/mismatches/" + federation.mismatchOf(wrong).id() + "/corrections";
      assertThat(finance.postJson(path, "{\"reason\":\"x\",\"action\":\"NONE\"}").statusCode())
          .isBetween(400, 422);
      String proposed = finance.postJson(path, "{\"reason\":\"NW is right.\"}").body();
      assertThat(proposed).contains("\"state\":\"PROPOSED\"", "ADOPT_ORIGIN");
      String id = proposed.replaceAll("(?s).*?\"id\":\"([^\"]*)\".*", "$1");
      String approval = "/api/v1/corrections/" + id + "/approval";
      assertThat(finance.postJson(approval, "").statusCode()).isEqualTo(403);
      assertThat(
              site.browser()
                  .token("finance2")
                  .postJson("/api/v1/corrections/" + id + "/refusal", "{\"why\":\"Not yet.\"}")
                  .body())
          .contains("\"state\":\"DECLINED\"");
    }
  }

  private List<String> findings() {
    return federation.ask(new ShowCompleteness()).findings().stream()
        .map(finding -> finding.problem())
        .toList();
  }

  private boolean noneRuns() {
    return federation.ask(new ListReconciliations(0, 10)).items().stream()
        .noneMatch(run -> run.state() == RunState.RUNNING);
  }

  private RunSchedule schedule(Duration every, Duration grace) {
    return RunSchedule.idle(
        federation.central.database(),
        () -> List.of(nw.code, so.code, federation.ur.code),
        new RunSchedule.Times(every, grace),
        Clock.systemUTC(),
        federation::wake);
  }

  /** The latest first. */
  private List<String> purposes() {
    return federation.ask(new ListReconciliations(0, 10)).items().stream()
        .map(run -> run.purpose() + run.day().map(day -> " " + day).orElse(""))
        .toList();
  }

  private Permission[] everything() {
    return federation.operations.all().stream()
        .map(OperationSpec::permission)
        .distinct()
        .toArray(Permission[]::new);
  }
}
