package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.corporate.SpreadDecisions.Rest;
import org.sbms.central.corporate.WorkOnJobs.CancelJob;
import org.sbms.central.corporate.WorkOnJobs.ContinueJob;
import org.sbms.central.corporate.WorkOnJobs.DraftOperation;
import org.sbms.central.corporate.WorkOnJobs.PauseJob;
import org.sbms.central.corporate.WorkOnJobs.RetryFailed;
import org.sbms.central.corporate.WorkOnJobs.ReturnRejected;
import org.sbms.central.corporate.WorkOnJobs.Selection;
import org.sbms.central.corporate.WorkOnJobs.Share;
import org.sbms.central.corporate.WorkOnJobs.SpreadByDebt;
import org.sbms.central.corporate.WorkOnJobs.SpreadFile;
import org.sbms.central.corporate.WorkOnJobs.SpreadTyped;
import org.sbms.central.corporate.WorkOnJobs.StartJob;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Transfers that are spread and operations for many, whatever happens on the way. */
class JobsTest {
  private final CorporateBench bench = new CorporateBench();
  private final FakeBranches branches = bench.branches;
  private final AccountNumber nw = branches.open("NW", 1, -100_00);
  private final AccountNumber so = branches.open("SO", 2, -50_00);
  private final AccountNumber ur = branches.open("UR", 3, 20_00);
  private Client client;

  @BeforeEach
  void attach() {
    client = bench.client("Northern Post");
    bench.attach(client, Optional.empty(), nw, so, ur);
    bench.view(client);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aTransferFillsDebtsAndItsRemainderStaysAndIsSpreadLater() {
    Transfer transfer = bench.transfer(client, 200_00);
    Job draft = bench.done(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.LEAVE));
    assertThat(draft.state()).isEqualTo(JobState.DRAFT);
    assertThat(draft.amount()).contains(rub(150_00));
    assertThat(branches.payments).as("a preview does nothing").isEmpty();

    bench.awaitState(bench.start(draft), JobState.DONE);
    assertThat(bench.lines(draft)).extracting(Line::state).containsOnly(LineState.DONE).hasSize(2);
    assertThat(bench.lines(draft)).allMatch(line -> line.receipt().startsWith("NW-"));
    assertThat(branches.at(nw).balanceMinor).isZero();
    assertThat(branches.at(so).balanceMinor).isZero();
    assertThat(branches.lastActor.login()).isEqualTo("accounts");
    assertThat(branches.lastActor.node()).isEqualTo(NodeId.CENTRAL);
    assertThat(branches.batches.getFirst()).as("lines travel together").isEqualTo(2);

    Transfer rest = bench.transfer(transfer);
    assertThat(rest.credited()).isEqualTo(rub(150_00));
    assertThat(rest.unallocated()).isEqualTo(rub(50_00));
    Job more = bench.done(new SpreadTyped(transfer.id(), List.of(new Share(ur, rub(50_00)))));
    bench.awaitState(bench.start(more), JobState.DONE);
    assertThat(bench.transfer(transfer).unallocated().isZero()).isTrue();
    assertThat(branches.collected()).isEqualTo(200_00);
    assertThat(
            bench.refused(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.LEAVE)).detail())
        .isEqualTo("All of it is spread.");
  }

  @Test
  void whoeverDidNotAnswerIsLeftOutOfASpreadByDebt() {
    branches.down.add("SO");
    bench.test.database().run("update corporate_figure set as_of = now() - interval '1 hour'");
    bench.view(client);
    Transfer transfer = bench.transfer(client, 500_00);
    Job draft = bench.done(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.BY_FEE));
    assertThat(draft.parameters().note()).isEqualTo("DEBT BY_FEE -SO");
    assertThat(bench.lines(draft)).extracting(Line::account).containsExactly(nw, ur);
    assertThat(draft.amount()).contains(rub(500_00));
  }

  @Test
  void aFileSpreadsExactlyOrNamesItsMistakes() {
    Transfer transfer = bench.transfer(client, 100_00);
    AccountNumber stranger = branches.open("NW", 77, 0);
    Refusal refusal =
        bench.refused(
            new SpreadFile(
                transfer.id(),
                "p.csv",
                "account,amount\n%s,60.00\n%s,ten\n%s,1.001\n%s,5\n%s,0.00\n"
                    .formatted(nw, so, ur, stranger, ur)));
    assertThat(refusal.errors())
        .extracting(error -> error.field() + " " + error.message())
        .containsExactly(
            "p.csv:3:amount ten must be a decimal number such as 100.00",
            "p.csv:4:amount 1.001 RUB has at most 2 decimal places",
            "p.csv:5:account is no account of this client",
            "p.csv:6:amount must be more than zero");
    assertThat(
            bench
                .refused(
                    new SpreadFile(
                        transfer.id(),
                        "p.csv",
                        "account,amount\n%s,60.00\n%s,40.01\n".formatted(nw, so)))
                .code()
                .code())
        .isEqualTo("not-enough-unallocated");

    Job draft =
        bench.done(
            new SpreadFile(
                transfer.id(), "p.csv", "amount,account\n60.00,%s\n40.00,%s\n".formatted(nw, so)));
    bench.awaitState(bench.start(draft), JobState.DONE);
    assertThat(bench.transfer(transfer).credited()).isEqualTo(rub(100_00));
  }

  @Test
  void twoDraftsNeverSpendTheSameMoney() {
    Transfer transfer = bench.transfer(client, 100_00);
    Job first = bench.done(new SpreadTyped(transfer.id(), List.of(new Share(nw, rub(60_00)))));
    Job second = bench.done(new SpreadTyped(transfer.id(), List.of(new Share(so, rub(60_00)))));
    bench.start(first);
    assertThat(bench.refused(new StartJob(second.id())).code().code())
        .isEqualTo("not-enough-unallocated");
    bench.awaitState(first, JobState.DONE);
    assertThat(branches.collected()).isEqualTo(60_00);
  }

  @Test
  void aLostAnswerIsAskedAgainUnderTheSameKeyEvenAfterARestart() {
    Transfer transfer = bench.transfer(client, 150_00);
    branches.silent.add("NW");
    Job job =
        bench.start(bench.done(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.LEAVE)));
    await().until(() -> branches.payments.size() == 2);
    bench.awaitLines(job, LineState.WAITING, 2);
    assertThat(bench.transfer(transfer).underWay()).isEqualTo(rub(150_00));

    // Cancelled, it is still not free: nobody knows whether it was taken.
    bench.done(new CancelJob(job.id()));
    assertThat(bench.transfer(transfer).underWay()).isEqualTo(rub(150_00));

    bench.restartWorker();
    branches.silent.clear();
    await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> bench.transfer(transfer).credited().equals(rub(150_00)));
    assertThat(branches.payments).as("taken once").hasSize(2);
    assertThat(bench.lines(job)).extracting(Line::inDoubt).containsOnly(false);
  }

  @Test
  void whatWasNeverSentIsFreeWhenTheJobIsCancelled() {
    Transfer transfer = bench.transfer(client, 150_00);
    branches.down.add("NW");
    Job job =
        bench.start(bench.done(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.LEAVE)));
    bench.awaitLines(job, LineState.WAITING, 2);
    await().until(() -> bench.lines(job).stream().noneMatch(Line::inDoubt));
    Job cancelled = bench.done(new CancelJob(job.id()));
    assertThat(cancelled.count(LineState.CANCELLED)).isEqualTo(2);
    assertThat(cancelled.finishedAt()).isPresent();
    assertThat(bench.transfer(transfer).unallocated()).isEqualTo(rub(150_00));
  }

  @Test
  void moneyThatAHomeRejectsCanBeMadeUnallocatedAgain() {
    Transfer transfer = bench.transfer(client, 150_00);
    branches.rejecting.add("SO");
    Job job =
        bench.start(bench.done(new SpreadByDebt(transfer.id(), Optional.empty(), Rest.LEAVE)));
    bench.awaitState(job, JobState.DONE);
    assertThat(bench.job(job).count(LineState.REJECTED)).isEqualTo(1);
    assertThat(bench.transfer(transfer).rejected()).isEqualTo(rub(50_00));
    assertThat(bench.codes(job)).containsExactly("", "account-closed");

    bench.done(new ReturnRejected(job.id()));
    bench.awaitState(job, JobState.DONE);
    assertThat(bench.job(job).count(LineState.RETURNED)).isEqualTo(1);
    assertThat(bench.transfer(transfer).unallocated()).isEqualTo(rub(50_00));
    assertThat(branches.collected()).isEqualTo(100_00);
  }

  @Test
  void anOperationForHundredsIsPreviewedPausedContinuedAndFinished() {
    List<AccountNumber> many =
        new ArrayList<>(
            IntStream.range(100, 400)
                .mapToObj(i -> branches.open(List.of("NW", "SO", "UR").get(i % 3), i, 0))
                .toList());
    bench.attach(client, Optional.empty(), many.toArray(AccountNumber[]::new));
    branches.at(many.get(5)).plan = "FAMILY";
    CountDownLatch latch = new CountDownLatch(1);
    branches.slow.put("UR", latch);

    Job draft = bench.done(plan("FAMILY", all()));
    assertThat(draft.state()).isEqualTo(JobState.QUOTING);
    assertThat(bench.refused(new StartJob(draft.id())).detail()).contains("Only a draft");
    latch.countDown();
    bench.awaitState(draft, JobState.DRAFT);
    Job preview = bench.job(draft);
    assertThat(preview.all()).isEqualTo(303);
    assertThat(preview.count(LineState.SKIPPED)).isEqualTo(1);
    assertThat(preview.amount()).contains(rub(302 * 70_00L));
    assertThat(branches.accounts.values()).filteredOn(a -> a.plan.equals("FAMILY")).hasSize(1);

    CountDownLatch half = new CountDownLatch(1);
    branches.slow.put("UR", half);
    bench.start(draft);
    bench.awaitLines(draft, LineState.DONE, 201);
    bench.done(new PauseJob(draft.id()));
    half.countDown();
    assertThat(bench.job(draft).state()).isEqualTo(JobState.PAUSED);
    // The batch that was under way is finished; the one line beyond it waits.
    bench.awaitLines(draft, LineState.DONE, 301);
    assertThat(bench.job(draft).count(LineState.READY)).isEqualTo(1);
    bench.done(new ContinueJob(draft.id()));
    bench.awaitState(draft, JobState.DONE);
    assertThat(bench.job(draft).count(LineState.DONE)).isEqualTo(302);
    assertThat(branches.accounts.values()).filteredOn(a -> a.plan.equals("FAMILY")).hasSize(303);
    assertThat(bench.lines(draft).getFirst().detail()).isEqualTo("Start → Family");
  }

  @Test
  void refusedLinesAreTriedAgainAsNewRequests() {
    Job draft = bench.done(plan("FAMILY", all()));
    bench.awaitState(draft, JobState.DRAFT);
    branches.at(so).state = SubscriberState.TERMINATED;
    bench.awaitState(bench.start(draft), JobState.DONE);
    assertThat(bench.job(draft).count(LineState.FAILED)).isEqualTo(1);
    assertThat(bench.codes(draft)).containsExactly("", "state-conflict", "");

    branches.at(so).state = SubscriberState.ACTIVE;
    bench.done(new RetryFailed(draft.id()));
    bench.awaitState(draft, JobState.DONE);
    assertThat(bench.job(draft).count(LineState.DONE)).isEqualTo(3);
    assertThat(bench.refused(new RetryFailed(draft.id())).detail())
        .isEqualTo("No line was refused.");
  }

  @Test
  void whatABranchDoesNotOfferIsRefusedAndNotAskedForever() {
    Job draft =
        bench.done(
            new DraftOperation(client.id(), JobKind.SUSPEND, "DEBT", "", Optional.empty(), all()));
    assertThat(draft.state()).isEqualTo(JobState.DRAFT);
    bench.awaitState(bench.start(draft), JobState.DONE);
    assertThat(bench.codes(draft)).containsOnly("unknown-operation");
    assertThat(bench.job(draft).count(LineState.FAILED)).isEqualTo(3);
  }

  @Test
  void aJobRestsWhenWhoeverStartedItMayNotAnyMore() {
    Job draft = bench.done(plan("FAMILY", all()));
    bench.awaitState(draft, JobState.DRAFT);
    bench.rights = Set.of(CorporatePermissions.VIEW);
    bench.start(draft);
    Job paused = bench.awaitState(draft, JobState.PAUSED);
    assertThat(paused.problem()).isEqualTo("NOT_PERMITTED");
    assertThat(branches.at(nw).plan).isEqualTo("START");
    bench.rights = CorporateBench.ALL;
    bench.done(new ContinueJob(draft.id()));
    bench.awaitState(draft, JobState.DONE);
  }

  @Test
  void whoMayOnlyPayStartsNoOperation() {
    Job draft = bench.done(plan("FAMILY", all()));
    bench.awaitState(draft, JobState.DRAFT);
    Caller payer =
        new Caller(
            bench.manager().actor(),
            bench.manager().via(),
            Set.of(CorporatePermissions.VIEW, CorporatePermissions.PAY));
    assertThat(bench.executor.run(payer, Request.command(new StartJob(draft.id()), "k")).toString())
        .contains("corporate.operate");
    assertThat(bench.job(draft).state()).isEqualTo(JobState.DRAFT);
  }

  @Test
  void aSelectionNamesItsSubscribers() {
    Job some =
        bench.done(plan("FAMILY", new Selection(Optional.empty(), "SO", "", "START", List.of())));
    assertThat(bench.lines(some)).extracting(Line::account).containsExactly(so);
    Job named =
        bench.done(
            plan("FAMILY", new Selection(Optional.empty(), "", "", "", List.of(ur, nw, ur))));
    assertThat(bench.lines(named)).extracting(Line::account).containsExactly(nw, ur);
    AccountNumber stranger = branches.open("NW", 77, 0);
    assertThat(
            bench
                .refused(
                    plan(
                        "FAMILY",
                        new Selection(Optional.empty(), "", "", "", List.of(nw, stranger))))
                .errors()
                .getFirst()
                .message())
        .contains("no account of this client");
  }

  private DraftOperation plan(String code, Selection selection) {
    return new DraftOperation(
        client.id(), JobKind.CHANGE_PLAN, code, "", Optional.empty(), selection);
  }

  private static Selection all() {
    return new Selection(Optional.empty(), "", "", "", List.of());
  }

  private static Money rub(long minor) {
    return FakeBranches.rub(minor);
  }
}
