package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.cluster.ClusterConfig;
import org.sbms.kit.cluster.NodeCluster;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.Request;
import org.sbms.reconciliation.cluster.SharedWork;

/** Two instances of central on one database: whoever judges, the report is the same. */
class SharedRunTest {
  private static final int PARTS = 5;

  private final List<NodeCluster> instances = new ArrayList<>();
  private final Map<Integer, List<Long>> partsOf = new ConcurrentHashMap<>();

  /** A second instance waits at its first part until this is open. */
  private final CountDownLatch gate = new CountDownLatch(1);

  private final CountDownLatch arrived = new CountDownLatch(1);
  private volatile boolean holdSecond;
  private FakeFederation federation = new FakeFederation(this::cluster);

  @BeforeEach
  void someOfEverything() {
    for (int i = 0; i < 40; i++) {
      federation.nw.take(federation.so, 100_00 + i);
    }
    for (int i = 0; i < 4; i++) {
      federation.nw.takeWithoutAnswer(federation.so, 5_00 + i);
      federation.so.takeCreditedAs(federation.ur, 10_00, 9_00 + i);
    }
    federation.nw.take(federation.ur, 1_00);
    federation.ur.tamper("update journal_entry set amount_minor = 7 where number = 1");
  }

  @AfterEach
  void close() {
    gate.countDown();
    federation.close();
    instances.reversed().forEach(NodeCluster::close);
  }

  @Test
  void allInstancesTogetherGiveTheReportOfOneToTheByte() {
    RunView alone = federation.reconcile(RunSpread.ALONE);
    RunView together = federation.reconcile(RunSpread.CLUSTER);

    assertThat(alone.members()).isEqualTo(1);
    assertThat(together.members()).isEqualTo(2);
    assertThat(partsOf.get(0)).isNotEmpty();
    assertThat(partsOf.get(1)).isNotEmpty();
    assertThat(federation.reportOf(together)).isEqualTo(federation.reportOf(alone));
    assertThat(federation.reportOf(alone)).contains("AMOUNT_DIFFERS", "CHAIN_BROKEN");
    assertThat(together.seen()).isEqualTo(together.expected()).isEqualTo(alone.seen());
    assertThat(lines()).as("each line settles once").isEqualTo(41);
    assertThat(partsLeft()).isZero();
  }

  @ParameterizedTest
  @EnumSource(RunSpread.class)
  void aRunOfNewsOnlyGivesTheReportOfAWholeRun(RunSpread spread) {
    String whole = federation.reportOf(federation.reconcile(RunSpread.ALONE));
    assertThat(federation.reportOf(federation.lookAtNews(spread))).isEqualTo(whole);
    federation.nw.take(federation.so, 1_23);
    String news = federation.reportOf(federation.lookAtNews(spread));
    assertThat(news)
        .isNotEqualTo(whole)
        .isEqualTo(federation.reportOf(federation.reconcile(RunSpread.ALONE)));
  }

  @Test
  void anInstanceKilledInTheMiddleChangesNothing() throws Exception {
    String expected = federation.reportOf(federation.reconcile(RunSpread.ALONE));
    holdSecond = true;
    UUID run =
        federation
            .command("finance", new StartReconciliation(Optional.empty(), RunSpread.CLUSTER))
            .id();
    assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
    await().until(() -> doneParts() > 0);
    List<Long> before = List.copyOf(partsOf.getOrDefault(0, List.of()));

    instances.get(1).member().orElseThrow().getLifecycleService().terminate();
    gate.countDown();

    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> federation.ask(new ShowReconciliation(run)).state() != RunState.RUNNING);
    RunView done = federation.ask(new ShowReconciliation(run));
    assertThat(done.state()).as(done.failure()).isEqualTo(RunState.DONE);
    assertThat(partsOf.get(0)).as("what the other one had").hasSizeGreaterThan(before.size());
    assertThat(federation.reportOf(done)).isEqualTo(expected);
    assertThat(done.seen()).isEqualTo(done.expected());
    assertThat(lines()).isEqualTo(41);
  }

  @Test
  void aRunWhoseInstanceIsStoppedIsMadeAgainByAnother() throws Exception {
    String expected = federation.reportOf(federation.reconcile(RunSpread.ALONE));
    holdSecond = true;
    UUID run =
        federation
            .command("finance", new StartReconciliation(Optional.empty(), RunSpread.CLUSTER))
            .id();
    assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

    federation.job.close();
    instances.getFirst().member().orElseThrow().getLifecycleService().terminate();
    holdSecond = false;
    gate.countDown();
    await()
        .during(2, TimeUnit.SECONDS)
        .until(() -> federation.ask(new ShowReconciliation(run)).state() == RunState.RUNNING);

    try (ReconciliationJob _ = federation.anotherJob(clusterOf(instances.get(1)))) {
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> federation.ask(new ShowReconciliation(run)).state() != RunState.RUNNING);
    }
    RunView done = federation.ask(new ShowReconciliation(run));
    assertThat(done.state()).as(done.failure()).isEqualTo(RunState.DONE);
    assertThat(federation.reportOf(done)).isEqualTo(expected);
    assertThat(lines()).isEqualTo(41);
  }

  @Test
  void anInstanceThatWasGivenUpAndGoesOnCountsNothingTwice() {
    RunView run = federation.reconcile(RunSpread.ALONE);
    TestDatabase central = federation.central;
    StretchJudge.Task task =
        new StretchJudge.Task(
            run.id(),
            Optional.empty(),
            false,
            new org.sbms.reconciliation.journal.HeldJournals(
                Map.of(), Map.of(), java.util.Set.of()));
    central
        .database()
        .inTransaction(tx -> {
          RunParts.divide(tx, task, run.expected(), 10, 2);
          return true;
        });
    StretchJudge judge = new StretchJudge(central.database(), Clock.systemUTC());
    List<Long> parts = RunParts.of(central.database(), run.id());
    assertThat(parts).hasSize(PARTS);

    parts.parallelStream()
        .flatMap(part -> java.util.stream.Stream.of(part, part, part))
        .forEach(part -> RunParts.judge(central.database(), judge, task, part));

    assertThat(RunParts.seen(central.database(), run.id())).isEqualTo(run.expected());
  }

  @Test
  void thereIsNobodyToShareARunWithWhereCentralIsOneInstance() {
    try (FakeFederation one = new FakeFederation()) {
      assertThat(
              one.executor.run(
                  one.user("finance"),
                  Request.command(
                      new StartReconciliation(Optional.empty(), RunSpread.CLUSTER), "k-1")))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused ->
                  assertThat(refused.refusal().code()).isEqualTo(RefusalCode.STATE_CONFLICT));
    }
  }

  private long doneParts() {
    return count("select count(*) as n from reconciliation_part where is_done");
  }

  private long partsLeft() {
    return count("select count(*) as n from reconciliation_part");
  }

  private long lines() {
    return count("select count(*) as n from settlement_line where kind = 'PRINCIPAL'");
  }

  private long count(String sql) {
    return federation.central.database().one((Row row) -> row.getLong("n"), sql).orElseThrow();
  }

  private RunCluster cluster(TestDatabase database) {
    List<Integer> ports = IntStream.range(0, 2).mapToObj(_ -> freePort()).toList();
    List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    for (int each = 0; each < ports.size(); each++) {
      instances.add(
          NodeCluster.join(
              NodeId.CENTRAL,
              new ClusterConfig(true, "127.0.0.1", ports.get(each), members),
              watched(each, RunCluster.work(database.database(), Clock.systemUTC()))));
    }
    return clusterOf(instances.getFirst());
  }

  private static RunCluster clusterOf(NodeCluster instance) {
    return RunCluster.of(instance.member(), new ReconciliationConfig(1, 10, 1));
  }

  private Map<String, SharedWork.Worker> watched(
      int instance, Map<String, SharedWork.Worker> work) {
    Map<String, SharedWork.Worker> watched = new ConcurrentHashMap<>();
    work.forEach((name, worker) ->
        watched.put(
            name,
            (task, part) -> {
              partsOf
                  .computeIfAbsent(instance, _ -> new java.util.concurrent.CopyOnWriteArrayList<>())
                  .add(part);
              if (holdSecond && instance == 1) {
                arrived.countDown();
                wait(gate);
                throw new IllegalStateException("it was killed");
              }
              worker.doPart(task, part);
            }));
    return watched;
  }

  private static void wait(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
