package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.central.branches.BranchPermissions;
import org.sbms.central.branches.ListBranches;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.StatementCollector;
import org.sbms.central.ledger.LedgerHandlers;
import org.sbms.central.settlement.PostingJob;
import org.sbms.central.settlement.SettlementFeature;
import org.sbms.contract.Actor;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.AskStatements;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PullJournal;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/** Central as it is, on its own database, and three branches behind a wire that never fails. */
public final class FakeFederation implements AutoCloseable {
  public final FakeBranch nw = new FakeBranch("NW");
  public final FakeBranch so = new FakeBranch("SO");
  final FakeBranch ur = new FakeBranch("UR");
  public final TestDatabase central =
      TestDatabase.with(
          "operation",
          "access",
          "ledger",
          "collection",
          "reference",
          "settlement",
          "reconcile",
          "generalledger",
          "corporate");
  public final Ledger ledger = new Ledger();
  public final Operations operations = new Operations();
  public final Executor executor;
  final Remote wire;
  final ReconciliationJob job;
  final StatementCollector statements;
  private final JournalCollector collector;
  private final PostingJob postings;

  public FakeFederation() {
    this(_ -> RunCluster.none());
  }

  /**
   * @param clusterOf the instances of central that share the database
   */
  FakeFederation(Function<TestDatabase, RunCluster> clusterOf) {
    RunCluster cluster = clusterOf.apply(central);
    Map<String, FakeBranch> branches = new TreeMap<>(Map.of("NW", nw, "SO", so, "UR", ur));
    wire = new Wire(branches);
    Clock clock = Clock.systemUTC();
    collector = anotherCollector();
    statements = new StatementCollector(central.database(), wire, FakeFederation::genuine);
    job = anotherJob(cluster);
    postings =
        PostingJob.start(
            central.database(),
            wire,
            () -> branches.values().stream().map(branch -> branch.code).toList(),
            clock);
    ReconcileFeature.register(
        operations, clock, job::wake, job::wakeNotices, job::wakeCorrections, cluster);
    SettlementFeature.register(operations, ledger, clock);
    CollectionFeature.register(operations);
    TrialBalances.register(operations, ledger);
    LedgerHandlers.register(operations, clock);
    operations.register(
        OperationSpec.of(
                "list-branches",
                ListBranches.class,
                ListBranches.Branches.class,
                BranchPermissions.VIEW)
            .answeredBy((_, _, _) -> Outcome.done(new ListBranches.Branches(List.of()))));
    executor =
        new Executor(NodeId.CENTRAL, operations, central.database(), wire, AuditLog.NONE, clock);
  }

  /** What an instance of central reads journals with. */
  JournalCollector anotherCollector() {
    return new JournalCollector(central.database(), wire, Clock.systemUTC());
  }

  /** What an instance of central makes runs with. */
  ReconciliationJob anotherJob(RunCluster cluster) {
    return ReconciliationJob.start(
        central.database(),
        wire,
        collector,
        statements,
        () -> List.of(nw.code, so.code, ur.code),
        cluster,
        Clock.systemUTC());
  }

  /** A statement is genuine when it is of the branch that is said to have signed it. */
  private static JournalStatement genuine(String jws, NodeId node) {
    JournalStatement statement = Json.read(jws, JournalStatement.class);
    if (!NodeId.of(statement.branch()).equals(node)) {
      throw new IllegalArgumentException("the statement is of another branch's journal");
    }
    return statement;
  }

  /** For a test site, whose visitors come by way of NW. */
  Executor executorFor(NodeId node) {
    return new Executor(
        node, operations, central.database(), wire, AuditLog.NONE, Clock.systemUTC());
  }

  /** Somebody at central who may do everything there. */
  public Caller user(String login) {
    return new Caller(
        new Actor(NodeId.CENTRAL, login, "finance"),
        NodeId.CENTRAL,
        operations.all().stream().map(OperationSpec::permission).collect(Collectors.toSet()));
  }

  public <R> R done(String login, Request<R> request) {
    Outcome<R> outcome = executor.run(user(login), request);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  public <R> R ask(Operation<R> question) {
    return done("finance", Request.query(question));
  }

  public <R> R command(String login, Operation<R> command) {
    return done(login, Request.command(command, UUID.randomUUID().toString()));
  }

  /** A tariff for all branches, in force long before today. */
  void publishTariff(String work, String percent, String taxPercent) {
    publish(
        "inter-branch-tariffs",
        work,
        """
        {"operation": "%s", "origin": "*", "home": "*", "currency": "RUB", "percent": "%s",
         "fixed": "0", "tax_percent": "%s", "effective_from": "2020-01-01"}
        """
            .formatted(work, percent, taxPercent));
  }

  /** What any dealer gets for payments, in force long before today. */
  void publishDealerShare(String percent) {
    publish(
        "settlement-shares",
        "dealer",
        """
        {"kind": "dealer", "agent": "*", "operation": "payment", "origin": "*", "home": "*",
         "currency": "RUB", "percent": "%s", "fixed": "0", "effective_from": "2020-01-01"}
        """
            .formatted(percent));
  }

  /** What a branch gets for the transfers of any corporate client. */
  public void publishCorporateShare(String percent) {
    publish(
        "settlement-shares",
        "corporate",
        """
        {"kind": "corporate", "agent": "*", "operation": "payment", "origin": "*", "home": "*",
         "currency": "RUB", "percent": "%s", "fixed": "0", "effective_from": "2020-01-01"}
        """
            .formatted(percent));
  }

  void publishCap(String branch, String cap, String alarmPercent) {
    publish(
        "settlement-caps",
        branch,
        """
        {"branch": "%s", "currency": "RUB", "cap": "%s", "alarm_percent": "%s",
         "effective_from": "2020-01-01"}
        """
            .formatted(branch, cap, alarmPercent));
  }

  /** All branches have an account in roubles. */
  void publishAccounts() {
    for (String branch : List.of("NW", "SO", "UR")) {
      publish(
          "settlement-accounts",
          branch,
          """
          {"branch": "%s", "currency": "RUB", "holder": "Branch %s",
           "account": "40702810000000000001", "bank": "044030001",
           "effective_from": "2020-01-01"}
          """
              .formatted(branch, branch));
    }
  }

  private void publish(String dataset, String key, String values) {
    central.asSuperuser(
        """
        insert into reference_version values (1, now() - interval '1 year', 'test')
        on conflict do nothing;
        update reference_head set version = 1 where version = 0;
        insert into reference_row (dataset, key, valid_from_version, values)
        values ('%s', '%s', 1, '%s')
        """
            .formatted(dataset, key, values));
  }

  /** There is a run to work off. */
  void wake() {
    job.wake();
  }

  /** The run that is made through the day, to its end. */
  public RunView lookAtNews() {
    return lookAtNews(RunSpread.BY_SIZE);
  }

  RunView lookAtNews(RunSpread spread) {
    UUID id = UUID.randomUUID();
    central
        .database()
        .inTransaction(tx -> {
          Runs.add(
              tx,
              id,
              Optional.empty(),
              RunPurpose.THROUGH_THE_DAY,
              spread,
              Actor.SYSTEM,
              Clock.systemUTC().instant());
          return true;
        });
    job.wake();
    return finished(id);
  }

  /** What a run found, as a file. */
  String reportOf(RunView run) {
    return ask(new ShowReport(run.id())).csv();
  }

  /** Runs a reconciliation to its end. */
  RunView reconcile() {
    return reconcile(RunSpread.BY_SIZE);
  }

  RunView reconcile(RunSpread spread) {
    return finished(command("finance", new StartReconciliation(Optional.empty(), spread)).id());
  }

  private RunView finished(UUID id) {
    await().until(() -> ask(new ShowReconciliation(id)).state() != RunState.RUNNING);
    RunView run = ask(new ShowReconciliation(id));
    assertThat(run.state()).as(run.failure()).isEqualTo(RunState.DONE);
    return run;
  }

  List<MismatchView> mismatchesOf(RunView run) {
    return ask(new ListMismatches(
            Optional.of(run.id()), "", "", "", "", "", "", "", "kind", 0, 1_000))
        .items();
  }

  /** The mismatch of a payment, whatever run found it. */
  MismatchView mismatchOf(UUID transaction) {
    return ask(new ListMismatches(Optional.empty(), "", "", "", "", "", "", "", "kind", 0, 1_000))
        .items()
        .stream()
        .filter(each -> each.transactionId().equals(Optional.of(transaction)))
        .findFirst()
        .orElseThrow();
  }

  Set<String> kindsOf(RunView run) {
    return mismatchesOf(run).stream().map(each -> each.kind().name()).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    job.close();
    postings.close();
    executor.close();
    collector.close();
    central.close();
    nw.close();
    so.close();
    ur.close();
  }

  private record Wire(Map<String, FakeBranch> branches) implements Remote {
    @Override
    @SuppressWarnings("unchecked") // the result belongs to the operation that was matched
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      FakeBranch branch = branches.get(node.value());
      Object result =
          switch (request.operation()) {
            case PullJournal pull -> branch.answer(pull);
            case NotifyMismatches notify -> branch.answer(notify);
            case PostSettlement settlement -> branch.answer(settlement);
            case ShowSettlement settlement -> branch.answer(settlement);
            case AskStatements ask -> branch.answer(ask);
            case AskReceipt ask -> branch.answer(ask);
            case CorrectMismatch correct -> branch.answer(correct);
            case Object other -> throw new IllegalArgumentException("nobody asks for " + other);
          };
      return Outcome.done((R) result);
    }
  }
}
