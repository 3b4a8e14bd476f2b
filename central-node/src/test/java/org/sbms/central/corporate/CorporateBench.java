package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnClients.CreateClient;
import org.sbms.central.corporate.WorkOnClients.CreateDepartment;
import org.sbms.central.corporate.WorkOnJobs.RegisterTransfer;
import org.sbms.central.corporate.WorkOnJobs.ShowJob;
import org.sbms.central.corporate.WorkOnJobs.ShowTransfer;
import org.sbms.central.corporate.WorkOnJobs.StartJob;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;

/** Central's feature on a real database, and branches at its edge. */
final class CorporateBench implements AutoCloseable {
  static final Set<Permission> ALL =
      Set.of(
          CorporatePermissions.VIEW,
          CorporatePermissions.MANAGE,
          CorporatePermissions.PAY,
          CorporatePermissions.OPERATE);

  final TestDatabase test =
      TestDatabase.with("operation", "access", "collection", CorporateFeature.MIGRATIONS);
  final FakeBranches branches = new FakeBranches();
  final Operations operations = new Operations();
  final Executor executor;
  final Gathering gathering;
  final StatementGathering statements;
  volatile Set<Permission> rights = ALL;
  private final NodeId self;
  private CorporateFeature feature;

  CorporateBench() {
    this(NodeId.CENTRAL);
  }

  /**
   * @param self what the node calls itself; a test site's visitors come by way of NW
   */
  CorporateBench(NodeId self) {
    this.self = self;
    Clock clock = Clock.systemUTC();
    feature = new CorporateFeature(test.database(), () -> FakeBranches.ALL, clock);
    feature.register(operations);
    executor = new Executor(self, operations, test.database(), branches, AuditLog.NONE, clock);
    gathering = new Gathering(test.database(), executor::run, Duration.ofMillis(700), clock);
    statements =
        new StatementGathering(test.database(), executor::run, Duration.ofSeconds(5), clock);
    startWorker();
  }

  void startWorker() {
    feature.start(branches, _ -> rights);
  }

  /** As another process would find it: nothing in memory. */
  void restartWorker() {
    feature.close();
    feature = new CorporateFeature(test.database(), () -> FakeBranches.ALL, Clock.systemUTC());
    startWorker();
  }

  org.sbms.kit.web.WebFeature web() {
    return feature.web(executor, _ -> Map.of("holiday", "Away for a while"));
  }

  Caller manager() {
    return new Caller(new Actor(self, "accounts", "accounts"), self, ALL);
  }

  <R> Outcome<R> run(Operation<R> command) {
    return executor.run(manager(), Request.command(command, UUID.randomUUID().toString()));
  }

  <R> R done(Operation<R> command) {
    return result(run(command));
  }

  <R> R ask(Operation<R> question) {
    return result(executor.run(manager(), Request.query(question)));
  }

  static <R> R result(Outcome<R> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  <R> Refusal refused(Operation<R> command) {
    Outcome<R> outcome = run(command);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<R>) outcome).refusal();
  }

  Client client(String name) {
    return done(new CreateClient(name, "77" + Math.abs(name.hashCode()), new BranchCode("NW"), ""));
  }

  UUID department(Client client, Optional<UUID> parent, String name) {
    return done(new CreateDepartment(client.id(), parent, name)).id();
  }

  WorkOnMembers.Attached attach(
      Client client, Optional<UUID> department, AccountNumber... accounts) {
    return result(
        new Attaching(executor, gathering)
            .attach(
                manager(),
                new AttachSubscribers(client.id(), department, List.of(accounts)),
                UUID.randomUUID().toString()));
  }

  ClientView view(Client client) {
    gathering.refresh(manager(), client.id(), Duration.ZERO);
    return ask(new ShowClient(client.id()));
  }

  Transfer transfer(Client client, long minor) {
    return done(
        new RegisterTransfer(
            client.id(), Money.ofMinor(minor, "RUB"), "PP 4711", LocalDate.of(2026, 11, 24)));
  }

  Transfer transfer(Transfer transfer) {
    Transfer now = ask(new ShowTransfer(transfer.id()));
    assertThat(now.credited().plus(now.underWay()).plus(now.rejected()).plus(now.unallocated()))
        .as("all of a transfer is always somewhere")
        .isEqualTo(now.amount());
    return now;
  }

  Job job(Job job) {
    return ask(new ShowJob(job.id()));
  }

  List<Line> lines(Job job) {
    return ask(new BrowseLines(job.id(), "", "", "", "number", 0, 1_000)).items();
  }

  Job start(Job draft) {
    return done(new StartJob(draft.id()));
  }

  Job awaitState(Job job, JobState state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> job(job).state() == state);
    return job(job);
  }

  void awaitLines(Job job, LineState state, long count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> job(job).count(state) == count);
  }

  List<String> codes(Job job) {
    return lines(job).stream().map(Line::code).collect(Collectors.toList());
  }

  @Override
  public void close() {
    branches.slow.values().forEach(latch -> latch.countDown());
    feature.close();
    executor.close();
    test.close();
  }
}
