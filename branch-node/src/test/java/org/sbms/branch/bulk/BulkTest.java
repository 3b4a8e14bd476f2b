package org.sbms.branch.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;
import static org.sbms.branch.OneBranch.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.OneBranch;
import org.sbms.branch.bulk.BulkJob.Line;
import org.sbms.branch.bulk.WorkOnBulk.BrowseBulkLines;
import org.sbms.branch.bulk.WorkOnBulk.CancelBulk;
import org.sbms.branch.bulk.WorkOnBulk.DraftBulk;
import org.sbms.branch.bulk.WorkOnBulk.PauseBulk;
import org.sbms.branch.bulk.WorkOnBulk.RetryBulk;
import org.sbms.branch.bulk.WorkOnBulk.Selection;
import org.sbms.branch.bulk.WorkOnBulk.ShowBulk;
import org.sbms.branch.bulk.WorkOnBulk.StartBulk;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** One thing for many subscribers, with a result for each. */
class BulkTest {
  private static final Set<Permission> MANAGER =
      Set.of(
          BulkFeature.RUN,
          SubscriptionFeature.SUSPEND,
          SubscriptionFeature.TERMINATE,
          SubscriptionFeature.CHANGE_PLAN,
          SubscriptionFeature.CHANGE_SERVICES);
  private static OneBranch branch;
  private static BulkWorker worker;
  private static Set<Permission> rights = MANAGER;

  @BeforeAll
  static void open() {
    branch = new OneBranch(BulkFeature.MIGRATIONS);
    new BulkFeature(branch.clock, new Random(7)).register(branch.operations);
    worker =
        new BulkWorker(OneBranch.SELF, branch.database, branch.executor, _ -> rights, branch.clock);
  }

  @BeforeEach
  void everybodyMay() {
    rights = MANAGER;
  }

  @AfterAll
  static void close() {
    worker.close();
    branch.close();
  }

  @Test
  void manyAreSuspendedEachWithItsResultAndTheRefusedTriedAgain() {
    List<AccountNumber> accounts = subscribers(5);
    branch.done(new SuspendSubscriber(accounts.get(1), "no-payment", "", Optional.empty()));
    List<AccountNumber> asked = new ArrayList<>(accounts);
    asked.add(AccountNumber.of(OneBranch.NW, 99_999_999));
    asked.add(accounts.getFirst());

    BulkJob draft = branch.done(suspend(asked));
    assertThat(draft.all()).as("who is named twice is asked once").isEqualTo(6);
    worker.round();
    assertThat(state(accounts.getFirst())).as("a draft does nothing").isEqualTo("ACTIVE");

    BulkJob job = started(draft);
    assertThat(job.state()).isEqualTo(BulkJob.State.DONE);
    assertThat(job.lines()).isEqualTo(Map.of(Line.State.DONE, 4, Line.State.FAILED, 2));
    assertThat(lines(job, Line.State.FAILED))
        .extracting(Line::code)
        .containsExactly("state-conflict", "not-found");
    assertThat(accounts).extracting(BulkTest::state).containsOnly("SUSPENDED");

    BulkJob resumed =
        started(
            branch.done(
                new DraftBulk(
                    BulkKind.RESUME, "paid", "", Optional.empty(), named(accounts.subList(1, 2)))));
    assertThat(resumed.count(Line.State.DONE)).isEqualTo(1);
    branch.done(new RetryBulk(job.id()));
    worker.round();
    assertThat(branch.done(new ShowBulk(job.id())).lines())
        .as("the refusal under the old key is not asked again")
        .isEqualTo(Map.of(Line.State.DONE, 5, Line.State.FAILED, 1));
  }

  @Test
  void allThatFitChangeTheirPlan() {
    List<AccountNumber> accounts = subscribers(3);
    started(
        branch.done(
            new DraftBulk(BulkKind.ADD_SERVICE, "KINO", "", Optional.empty(), named(accounts))));
    BulkJob job =
        started(
            branch.done(
                new DraftBulk(
                    BulkKind.CHANGE_PLAN,
                    "FAMILY",
                    "",
                    Optional.empty(),
                    new Selection(List.of(), Optional.empty(), "START", "KINO", ""))));
    assertThat(job.lines()).isEqualTo(Map.of(Line.State.DONE, 3));
    assertThat(branch.done(new ShowCard(accounts.getFirst())).plan().code()).isEqualTo("FAMILY");
    assertThat(lines(job, Line.State.DONE)).extracting(Line::detail).containsOnly("Start → Family");
    branch.requireBalancedBooks();
  }

  @Test
  void aSelectionOfNobodyOrOfEverybodyIsRefusedAndLeavesNothing() {
    long before = branch.count("bulk_job");
    Selection everybody = new Selection(List.of(), Optional.empty(), "", "", "");
    Selection nobody = new Selection(List.of(), Optional.empty(), "NO-SUCH", "", "");
    assertThat(
            branch
                .refused(new DraftBulk(BulkKind.SUSPEND, "x", "", Optional.empty(), everybody))
                .errors())
        .extracting("field")
        .containsExactly("selection");
    assertThat(
            branch
                .refused(new DraftBulk(BulkKind.SUSPEND, "x", "", Optional.empty(), nobody))
                .errors())
        .extracting("message")
        .containsExactly("fits nobody");
    assertThat(branch.count("bulk_job")).isEqualTo(before);
  }

  @Test
  void whoMayNotCloseOneMayNotCloseMany() {
    DraftBulk close =
        new DraftBulk(
            BulkKind.TERMINATE, "moved-away", "", Optional.empty(), named(subscribers(1)));
    assertThat(refused(branch.run(branch.caller("carol", BulkFeature.RUN), close)).code().code())
        .isEqualTo("forbidden");
    BulkJob draft = branch.done(close);
    rights = Set.of(BulkFeature.RUN);
    BulkJob paused = started(draft);
    assertThat(paused.state()).isEqualTo(BulkJob.State.PAUSED);
    assertThat(paused.problem()).isEqualTo("NOT_PERMITTED");
    assertThat(paused.count(Line.State.READY)).isEqualTo(1);
    rights = MANAGER;
    assertThat(started(paused).count(Line.State.DONE)).isEqualTo(1);
  }

  @Test
  void whatWasAskedBeforeAFallIsAskedAgainUnderTheSameKey() {
    List<AccountNumber> accounts = subscribers(2);
    BulkJob draft = branch.done(suspend(accounts));
    branch.done(new StartBulk(draft.id()));
    // As if a process had died after its line was done and before that was written down.
    branch.test.asSuperuser(
        "update bulk_line set state = 'ASKED' where number = 1 and job_id = '" + draft.id() + "'");
    Line first = lines(branch.done(new ShowBulk(draft.id())), Line.State.ASKED).getFirst();
    done(
        branch.executor.run(
            branch.caller("anna", SubscriptionFeature.SUSPEND),
            org.sbms.kit.operation.Request.command(
                new SuspendSubscriber(first.account(), "no-payment", "", Optional.empty()),
                first.key())));
    worker.round();
    assertThat(branch.done(new ShowBulk(draft.id())).lines())
        .as("a second suspension under another key would be refused")
        .isEqualTo(Map.of(Line.State.DONE, 2));
  }

  @Test
  void aCancelledJobAsksNothingMore() {
    List<AccountNumber> accounts = subscribers(3);
    BulkJob draft = branch.done(suspend(accounts));
    branch.done(new StartBulk(draft.id()));
    branch.done(new PauseBulk(draft.id()));
    worker.round();
    BulkJob job = branch.done(new CancelBulk(draft.id()));
    worker.round();
    assertThat(job.lines()).isEqualTo(Map.of(Line.State.CANCELLED, 3));
    assertThat(accounts).extracting(BulkTest::state).containsOnly("ACTIVE");
    assertThat(branch.refused(new StartBulk(draft.id())).code().code()).isEqualTo("state-conflict");
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, FAILED",
    "INVALID, FAILED",
    "NOT_FOUND, FAILED",
    "FORBIDDEN, FAILED",
    "BUSY, ASKED",
    "UNREACHABLE, ASKED",
    "FAULT, ASKED",
  })
  void aRefusalEndsALineAndWhatMayPassDoesNot(RefusalCode.Category category, Line.State state) {
    assertThat(
            BulkDecisions.next(
                    Outcome.refused(Refusal.of(new RefusalCode("some", category), "So.")), "")
                .state())
        .isEqualTo(state);
  }

  @Test
  void pagesAndCallsDraftStartAndShowResults() {
    List<AccountNumber> accounts = subscribers(2);
    try (TestSite site =
        TestSite.on(
                branch.test,
                "branch/openapi.yaml",
                new BulkWeb(OneBranch.NW, branch.executor, (_, _) -> Map.of(), List::of),
                web -> web.messages("party"))
            .user("manager", MANAGER.toArray(Permission[]::new))) {
      TestBrowser manager = site.browser().login("manager").header("Accept-Language", "en");
      assertThat(manager.get("/bulk-jobs/new?kind=CHANGE_PLAN").body()).contains("New plan");
      var wrong =
          manager.submit(
              "/bulk-jobs/new",
              "/bulk-jobs",
              Map.of("kind", "SUSPEND", "code", "no-payment", "accounts", "NW12"));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("holds what is no account number");
      var drafted =
          manager.submit(
              "/bulk-jobs/new",
              "/bulk-jobs",
              Map.of(
                  "kind",
                  "SUSPEND",
                  "code",
                  "no-payment",
                  "accounts",
                  accounts.get(0) + "\n" + accounts.get(1)));
      assertThat(drafted.statusCode()).isEqualTo(303);
      String page = drafted.headers().firstValue("Location").orElseThrow();
      assertThat(manager.submit(page, page + "/start", Map.of()).statusCode()).isEqualTo(303);
      worker.round();
      assertThat(manager.get(page).body()).contains("ACTIVE → SUSPENDED");
      assertThat(manager.get(page + "?export=csv").body()).contains(accounts.get(1).value());
      assertThat(manager.get("/bulk-jobs").body()).contains("2 of 2");

      TestBrowser program = site.browser().token("manager").header("Idempotency-Key", "bulk-1");
      JsonNode job =
          Json.read(
              program
                  .postJson(
                      "/api/v1/bulk-jobs",
                      "{\"kind\":\"RESUME\",\"code\":\"paid\",\"accounts\":[\"%s\"]}"
                          .formatted(accounts.getFirst()))
                  .body(),
              JsonNode.class);
      assertThat(job.at("/lines/READY").asInt()).isEqualTo(1);
      String path = "/api/v1/bulk-jobs/" + job.path("id").asText();
      program.header("Idempotency-Key", "bulk-2").postJson(path + "/start", "");
      worker.round();
      assertThat(program.get(path + "/lines?state=DONE").body()).contains("SUSPENDED → ACTIVE");
    }
  }

  private static BulkJob started(BulkJob draft) {
    branch.done(new StartBulk(draft.id()));
    worker.round();
    return branch.done(new ShowBulk(draft.id()));
  }

  private static List<Line> lines(BulkJob job, Line.State state) {
    return branch.done(new BrowseBulkLines(job.id(), Optional.of(state), "", 0, 100)).items();
  }

  private static DraftBulk suspend(List<AccountNumber> accounts) {
    return new DraftBulk(BulkKind.SUSPEND, "no-payment", "", Optional.empty(), named(accounts));
  }

  private static Selection named(List<AccountNumber> accounts) {
    return new Selection(accounts, Optional.empty(), "", "", "");
  }

  private static List<AccountNumber> subscribers(int count) {
    List<AccountNumber> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(branch.subscriber("Many of Them"));
    }
    return accounts;
  }

  private static String state(AccountNumber account) {
    SubscriberState state = branch.accounts.find(branch.database, account).orElseThrow().state();
    return state.name();
  }
}
