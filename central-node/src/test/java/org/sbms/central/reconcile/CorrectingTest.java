package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.reconcile.CorrectMismatches.ApproveCorrection;
import org.sbms.central.reconcile.CorrectMismatches.DeclineCorrection;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Mismatches worked off: proposed, approved by a second person, carried out, gone. */
class CorrectingTest {
  private final FakeFederation federation = new FakeFederation();
  private UUID payment;

  @BeforeEach
  void aPaymentThatHomeCreditedWrongly() {
    federation.nw.take(federation.so, 100_00);
    payment = federation.nw.takeCreditedAs(federation.so, 123_45, 123_00);
    assertThat(federation.reconcile().mismatches())
        .isEqualTo(Map.of(MismatchKind.AMOUNT_DIFFERS, 1L));
  }

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void whatTwoPeopleAgreeOnIsDoneAtTheBranchAndGoneInTheNextRun() {
    MismatchView mismatch = federation.mismatchOf(payment);
    CorrectionView proposed = propose(mismatch);
    assertThat(proposed.state()).isEqualTo(CorrectionState.PROPOSED);
    assertThat(proposed.action()).isEqualTo(CorrectionAction.ADOPT_ORIGIN);
    assertThat(refusal("finance", new ApproveCorrection(proposed.id()))).contains("another person");
    assertThat(refusal("finance", new ProposeCorrection(mismatch.id(), Optional.empty(), "again")))
        .contains("under way");

    federation.command("finance2", new ApproveCorrection(proposed.id()));

    await().until(() -> stateOf(mismatch, proposed) == CorrectionState.DONE);
    assertThat(federation.so.corrections)
        .singleElement()
        .satisfies(correct -> {
          assertThat(correct.amount().amount()).isEqualTo("123.45");
          assertThat(correct.askedBy()).isEqualTo("finance@central");
          assertThat(correct.approvedBy()).isEqualTo("finance2@central");
        });
    RunView run = federation.reconcile();
    assertThat(run.mismatches()).isEmpty();
    assertThat(run.matched()).isEqualTo(2);
    assertThat(federation.mismatchOf(payment).state()).isEqualTo(MismatchNotice.State.CORRECTED);
  }

  @Test
  void aBranchThatIsDownIsAskedAgainUnderTheSameId() {
    federation.so.goDown();
    MismatchView mismatch = federation.mismatchOf(payment);
    CorrectionView proposed = propose(mismatch);
    federation.command("finance2", new ApproveCorrection(proposed.id()));
    await()
        .until(() ->
            federation
                .ask(new ShowMismatch(mismatch.id()))
                .corrections()
                .getFirst()
                .answer()
                .contains("does not answer"));
    assertThat(stateOf(mismatch, proposed)).isEqualTo(CorrectionState.APPROVED);
    federation.so.comeBack();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> stateOf(mismatch, proposed) == CorrectionState.DONE);
    assertThat(federation.so.corrections).extracting(CorrectMismatch::mismatchId).hasSize(1);
  }

  @Test
  void whatIsDeclinedIsNotDoneAndSomethingElseCanBeProposed() {
    MismatchView mismatch = federation.mismatchOf(payment);
    CorrectionView proposed = propose(mismatch);
    federation.command("finance2", new DeclineCorrection(proposed.id(), "Ask SO first."));
    CorrectionView other =
        federation.command(
            "finance2",
            new ProposeCorrection(
                mismatch.id(), Optional.of(CorrectionAction.WITHDRAW), "Theirs."));
    assertThat(other.amount().amount()).isEqualTo("123.00");
    assertThat(federation.so.corrections).isEmpty();
  }

  @Test
  void whatNoBranchCanCorrectIsSaid() {
    UUID copied = federation.nw.take(federation.so, 10_00);
    federation.so.tamper(
        """
        insert into journal_entry
        select number + 100, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
               subject, amount_minor, currency, at, settlement_day
        from journal_entry where transaction_id = '%s'
        """,
        copied);
    federation.reconcile();
    assertThat(
            refusal(
                "finance",
                new ProposeCorrection(federation.mismatchOf(copied).id(), Optional.empty(), "try")))
        .contains("by hand");
  }

  @Test
  void aDoubtfulEntryIsNoMeasureForAnybodysMoney() {
    federation.nw.tamper(
        "update journal_entry set amount_minor = 99999 where transaction_id = '%s'", payment);
    federation.reconcile();
    MismatchView mismatch = federation.mismatchOf(payment);
    assertThat(refusal("finance", new ProposeCorrection(mismatch.id(), Optional.empty(), "adopt")))
        .contains("does not prove");
  }

  @Test
  void whatIsLateIsCountedAndADeadlineCanBeChanged() {
    federation.central.asSuperuser(
        """
        update mismatch set opened_at = now() - interval '4 days', due_at = now() - interval '3 days'
        """);
    AgeMismatches.Line line = federation.ask(new AgeMismatches("SO")).lines().getFirst();
    assertThat(line.week()).isEqualTo(1);
    assertThat(line.overdue()).isEqualTo(1);
    assertThat(federation.mismatchOf(payment).overdue()).isTrue();
    assertThat(federation.ask(new AgeMismatches("UR")).lines()).isEmpty();

    assertThat(
            federation
                .command("finance", new SetDeadline(MismatchKind.AMOUNT_DIFFERS, 240))
                .mismatches())
        .isEqualTo(1);

    assertThat(federation.mismatchOf(payment).overdue()).isFalse();
    assertThat(federation.ask(new AgeMismatches("")).lines().getFirst().overdue()).isZero();
  }

  @Test
  void oneThatComesBackBeginsItsAgeAnew() {
    federation.central.asSuperuser(
        "update mismatch set state = 'CORRECTED', opened_at = now() - interval '9 days',"
            + " due_at = now() - interval '8 days'");
    federation.reconcile();
    MismatchView again = federation.mismatchOf(payment);
    assertThat(again.state()).isEqualTo(MismatchNotice.State.OPEN);
    assertThat(again.overdue()).isFalse();
  }

  @Test
  void allThatAFilterLeavesIsWorkedOffByTheApi() {
    federation.nw.takeCreditedAs(federation.ur, 50_00, 49_00);
    federation.reconcile();
    try (TestSite site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new ReconcileWeb(
                    federation.executorFor(new NodeId("NW")),
                    () -> List.of(federation.nw.code, federation.so.code, federation.ur.code)))
            .user("finance", everything())
            .user("guest")) {
      String bulk = "/api/v1/mismatches/bulk?kind=AMOUNT_DIFFERS";
      TestBrowser one = site.browser().token("finance").header("Idempotency-Key", "bulk-1");
      String comment = "{\"work\": \"COMMENT\", \"text\": \"Called both.\"}";
      JsonNode commented = json(one.postJson(bulk, comment));
      assertThat(commented.path("done").asInt()).isEqualTo(2);
      assertThat(commented.path("more").asBoolean()).isFalse();
      assertThat(json(one.postJson(bulk, comment))).isEqualTo(commented);
      String path = "/api/v1/mismatches/" + federation.mismatchOf(payment).id();
      assertThat(json(one.get(path)).path("comments")).as("the same key comments once").hasSize(1);

      TestBrowser two = site.browser().token("finance").header("Idempotency-Key", "bulk-2");
      String propose = "{\"work\": \"PROPOSE\", \"text\": \"Origin is right.\"}";
      assertThat(json(two.postJson(bulk, propose)).path("done").asInt()).isEqualTo(2);
      TestBrowser three = site.browser().token("finance").header("Idempotency-Key", "bulk-3");
      JsonNode again = json(three.postJson(bulk, propose));
      assertThat(again.path("done").asInt()).isZero();
      assertThat(again.at("/items/0/code").asText()).isEqualTo("state-conflict");

      assertThat(three.postJson(bulk, "{\"work\": \"ASSIGN\"}").statusCode()).isEqualTo(422);
      assertThat(three.postJson(bulk, "{\"work\": \"DELETE\"}").statusCode()).isIn(400, 422);
      assertThat(site.browser().token("finance").postJson(bulk, comment).statusCode())
          .as("without a key")
          .isIn(400, 422);
      assertThat(
              site.browser()
                  .token("guest")
                  .header("Idempotency-Key", "bulk-4")
                  .postJson(bulk, comment)
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void oneMismatchIsAssignedCommentedAndDecidedByTheApi() {
    try (TestSite site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new ReconcileWeb(
                    federation.executorFor(new NodeId("NW")), () -> List.of(federation.nw.code)))
            .user("finance", everything())) {
      String path = "/api/v1/mismatches/" + federation.mismatchOf(payment).id();
      assertThat(json(post(site, path + "/owner", "{\"owner\": \"finance2\"}")).path("owner"))
          .hasToString("\"finance2\"");
      assertThat(post(site, path + "/comments", "{\"text\": \"Called.\"}").statusCode())
          .isEqualTo(200);
      assertThat(post(site, path + "/comments", "{\"text\": \"\"}").statusCode()).isIn(400, 422);
      assertThat(
              json(post(site, path + "/decision", "{\"text\": \"Home books it.\"}")).path("state"))
          .hasToString("\"RESOLVED\"");
      JsonNode item = json(site.browser().token("finance").get(path));
      assertThat(item.at("/mismatch/decision").asText()).isEqualTo("Home books it.");
      assertThat(item.at("/comments/0/text").asText()).isEqualTo("Called.");
      assertThat(item.path("entries")).isNotEmpty();
      for (String unknown : List.of(UUID.randomUUID().toString(), "none")) {
        assertThat(
                site.browser().token("finance").get("/api/v1/mismatches/" + unknown).statusCode())
            .isEqualTo(404);
      }
      JsonNode found =
          json(site.browser().token("finance").get("/api/v1/mismatches?search=" + payment));
      assertThat(found.path("items")).hasSize(1);
    }
  }

  private static HttpResponse<String> post(TestSite site, String path, String body) {
    return site.browser()
        .token("finance")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .postJson(path, body);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body(), JsonNode.class);
  }

  @Test
  void aDayOfCorrectionsOnThePages() {
    federation.nw.takeCreditedAs(federation.ur, 50_00, 49_00);
    federation.reconcile();
    try (TestSite site =
        TestSite.on(
                federation.central,
                "central/openapi.yaml",
                new ReconcileWeb(
                    federation.executorFor(new NodeId("NW")),
                    () -> List.of(federation.nw.code, federation.so.code, federation.ur.code)))
            .user("finance", everything())
            .user("finance2", everything())) {
      TestBrowser finance = site.browser().login("finance");
      assertThat(finance.get("/mismatches?due=OPEN&owner=NONE").body())
          .contains("/mismatches/bulk?due=OPEN");
      String bulk = "/mismatches/bulk?due=OPEN&kind=AMOUNT_DIFFERS";
      assertThat(finance.submit(bulk, bulk, Map.of("work", "ASSIGN", "text", "")).statusCode())
          .isEqualTo(422);
      assertThat(finance.submit(bulk, bulk, Map.of("work", "TAKE", "text", "")).body())
          .contains("Done for 2 of 2");
      assertThat(
              finance
                  .submit(bulk, bulk, Map.of("work", "PROPOSE", "text", "Origin is right."))
                  .body())
          .contains("Done for 2 of 2");
      assertThat(finance.submit(bulk, bulk, Map.of("work", "PROPOSE", "text", "Once more.")).body())
          .contains("Done for 0 of 2", "Another correction is under way for it.");
      assertThat(finance.get("/mismatches?owner=MINE").body()).contains("Correction proposed");

      String item = "/mismatches/" + federation.mismatchOf(payment).id();
      assertThat(finance.get(item).body())
          .contains("Home books the credit as the origin states it", "another person must decide");
      TestBrowser second = site.browser().login("finance2");
      String page = second.get(item).body();
      String correction =
          page.replaceAll("(?s).*action=\"(/mismatches/[^\"]*/corrections/[^\"]*)\".*", "$1");
      assertThat(second.submit(item, correction, Map.of("decision", "decline")).statusCode())
          .isEqualTo(422);
      assertThat(second.submit(item, correction, Map.of("decision", "approve")).statusCode())
          .isEqualTo(303);
      await().until(() -> second.get(item).body().contains("Correction done"));

      assertThat(finance.get("/mismatches/ageing").body()).contains("Amount differs", "24 h");
      assertThat(finance.get("/mismatches/ageing?export=csv").body()).contains("NW → UR");
      assertThat(
              finance
                  .submit(
                      "/mismatches/ageing",
                      "/mismatches/ageing",
                      Map.of("kind", "DAY_DIFFERS", "hours", "soon"))
                  .statusCode())
          .isEqualTo(422);
    }
  }

  private Permission[] everything() {
    return federation.operations.all().stream()
        .map(OperationSpec::permission)
        .distinct()
        .toArray(Permission[]::new);
  }

  private CorrectionView propose(MismatchView mismatch) {
    return federation.command(
        "finance", new ProposeCorrection(mismatch.id(), Optional.empty(), "NW is right."));
  }

  private CorrectionState stateOf(MismatchView mismatch, CorrectionView correction) {
    return federation.ask(new ShowMismatch(mismatch.id())).corrections().stream()
        .filter(each -> each.id().equals(correction.id()))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private <R> String refusal(String login, Operation<R> operation) {
    Outcome<R> outcome =
        federation.executor.run(
            federation.user(login), Request.command(operation, UUID.randomUUID().toString()));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<R>) outcome).refusal().detail();
  }
}
