package org.sbms.central.app;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sbms.central.branches.BranchesFeature;
import org.sbms.central.branches.CentralTrust;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.collection.CollectionJob;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.JournalProgress;
import org.sbms.central.collection.StatementCollector;
import org.sbms.central.corporate.CorporateFeature;
import org.sbms.central.finance.FinanceWeb;
import org.sbms.central.job.PeriodicJob;
import org.sbms.central.ledger.CentralLedger;
import org.sbms.central.ledger.LedgerHandlers;
import org.sbms.central.reconcile.ReconcileFeature;
import org.sbms.central.reconcile.ReconcileWeb;
import org.sbms.central.reconcile.ReconciliationConfig;
import org.sbms.central.reconcile.ReconciliationJob;
import org.sbms.central.reconcile.RunCluster;
import org.sbms.central.reconcile.RunSchedule;
import org.sbms.central.reference.CentralReference;
import org.sbms.central.reference.PublishedRows;
import org.sbms.central.reference.ReferenceSeed;
import org.sbms.central.register.RegisterFeature;
import org.sbms.central.register.RegisterJob;
import org.sbms.central.register.RegisterWeb;
import org.sbms.central.settlement.AgreementWeb;
import org.sbms.central.settlement.PostingJob;
import org.sbms.central.settlement.SettlementFeature;
import org.sbms.central.settlement.SettlementWeb;
import org.sbms.central.settlement.WindowJob;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.access.AccessConfig;
import org.sbms.kit.access.AccessFeature;
import org.sbms.kit.access.RoleRights;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.cluster.ClusterConfig;
import org.sbms.kit.cluster.NodeCluster;
import org.sbms.kit.config.HttpConfig;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.DatabaseConfig;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.TrialBalanceApi;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.peer.AuditedSecurityEvents;
import org.sbms.kit.peer.ForeignActors;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.LocalNode;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerServer;
import org.sbms.kit.peer.PeerServerConfig;
import org.sbms.kit.peer.SignedStatement;
import org.sbms.kit.telemetry.Health;
import org.sbms.kit.telemetry.Telemetry;
import org.sbms.kit.telemetry.TelemetryRoutes;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.Site;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebConfig;
import org.sbms.kit.web.WebServer;

/** Puts the features of central together: the one place that knows them all. */
final class CentralWiring {
  private static final String VERSION = "1.0";
  private static final Duration COLLECT_EVERY = Duration.ofSeconds(2);
  private static final Duration STATEMENTS_EVERY = Duration.ofSeconds(30);

  /**
   * What central was told.
   *
   * @param peerAddress under which branches reach the peer port
   */
  record Settings(
      NodeConfig node,
      HttpConfig http,
      PeerServerConfig peer,
      PeerClientConfig peerClient,
      URI peerAddress,
      DatabaseConfig database,
      ClusterConfig cluster,
      ReconciliationConfig reconciliation,
      SettlementSettings.Settlement settlement) {}

  private final Settings settings;
  private final NodeId self;
  private final ClosingList closing;
  private final Clock clock = Clock.systemUTC();
  private final Telemetry telemetry;
  private final Vertx vertx;
  private final Database database;
  private final NodeCluster cluster;
  private final RunCluster runs;
  private final Audit audit;
  private final CentralTrust trust;
  private final Operations operations = new Operations();
  private final LocalNode local;
  private final AuditedSecurityEvents events;
  private final Executor executor;
  private final AccessFeature access;
  private final BranchesFeature branches;
  private final CentralReference reference;
  private final CorporateFeature corporate;
  private final JournalCollector collector;
  private final StatementCollector statements;
  private final PeerClient peers;
  private @Nullable ReconciliationJob reconciliation;
  private @Nullable RegisterJob registers;

  CentralWiring(Settings settings, ClosingList closing) {
    this.settings = settings;
    this.self = settings.node.id();
    this.closing = closing;
    this.telemetry = closing.adding("telemetry", Telemetry.of(settings.node));
    this.vertx = telemetry.vertx().build();
    closing.add("vertx", () -> vertx.close().await(10, TimeUnit.SECONDS));
    this.database = closing.adding("database", Database.open(vertx, settings.database));
    database.awaitAnswer();
    this.cluster =
        closing.adding(
            "cluster", NodeCluster.join(self, settings.cluster, RunCluster.work(database, clock)));
    this.runs = RunCluster.of(cluster.member(), settings.reconciliation);
    this.audit = closing.adding("audit", Audit.start(database, clock));
    this.trust =
        closing.adding(
            "keys", CentralTrust.open(settings.node.directory(), settings.http.names(), clock));
    HeldDirectory directory = new HeldDirectory();
    this.local = new LocalNode(self, vertx, trust.node(), directory, telemetry.metrics(), clock);
    PeerClient peers = closing.adding("peer client", new PeerClient(local, settings.peerClient));
    this.executor =
        closing.adding("executor", new Executor(self, operations, database, peers, audit, clock));
    this.events = new AuditedSecurityEvents(self, audit);
    this.access =
        new AccessFeature(
            self, vertx, database, cluster.sessions(), AccessConfig.defaults(), audit, clock);
    this.branches =
        closing.adding(
            "branches",
            new BranchesFeature(
                database,
                trust,
                directory,
                peers,
                settings.peerAddress,
                this::collectedTo,
                events,
                clock));
    this.reference =
        closing.adding(
            "reference", new CentralReference(database, peers, branches::branches, clock));
    access.operations().forEach(operations::register);
    branches.register(operations);
    reference.register(operations);
    CollectionFeature.register(operations);
    ReconcileFeature.register(
        operations,
        clock,
        () -> reconciliation().wake(),
        () -> reconciliation().wakeNotices(),
        () -> reconciliation().wakeCorrections(),
        runs);
    TrialBalances.register(operations, new Ledger());
    LedgerHandlers.register(operations, clock);
    SettlementFeature.register(operations, new Ledger(), settings.settlement.rules(), clock);
    RegisterFeature.register(operations, clock, () -> registers().wake());
    this.corporate =
        closing.adding("corporate", new CorporateFeature(database, branches::branches, clock));
    corporate.register(operations);
    this.collector = closing.adding("journals", new JournalCollector(database, peers, clock));
    this.statements =
        new StatementCollector(
            database,
            peers,
            (jws, node) -> SignedStatement.read(jws, node, trust.node().current().authorities()));
    this.peers = peers;
  }

  /** Returns when central serves. */
  void start() {
    CentralRoles.ensure(access.roles());
    closing.add("access-sweep", access.startSweeping());
    ReferenceSeed.loadIfEmpty(database, clock);
    telemetry.health().required("database", () -> database.send("select 1").map(_ -> Health.UP));
    branches.start();
    servePeers();
    closing.add("collection", CollectionJob.start(collector, branches::branches, COLLECT_EVERY));
    reconciliation =
        closing.adding(
            "reconciliation",
            ReconciliationJob.start(
                database, peers, collector, statements, branches::branches, runs, clock));
    closing.add(
        "statements",
        PeriodicJob.start(
            "journal-statements",
            STATEMENTS_EVERY,
            () ->
                CollectionJob.eachAtOnce(
                    branches.branches(), branch -> statements.collect(branch, false))));
    closing.add(
        "reconciliation-schedule",
        RunSchedule.start(
            database,
            branches::branches,
            RunSchedule.Times.USUAL,
            clock,
            () -> reconciliation().wake()));
    closing.add(
        "settlement windows",
        WindowJob.start(
            database, executor, settings.settlement.calendar(), telemetry.metrics(), clock));
    closing.add(
        "settlement postings", PostingJob.start(database, peers, branches::branches, clock));
    registers =
        closing.adding("registers", RegisterJob.start(database, peers, branches::branches, clock));
    corporate.start(
        (node, actor, calls) -> peers.send(node, actor, calls).await(),
        new RoleRights(access.roles())::of);
    serveWeb();
  }

  private ReconciliationJob reconciliation() {
    return Objects.requireNonNull(reconciliation, "central serves nobody before this");
  }

  private RegisterJob registers() {
    return Objects.requireNonNull(registers, "central serves nobody before this");
  }

  private void servePeers() {
    ForeignActors foreigners =
        new ForeignActors(operations, new RoleRights(access.roles())::of, Set.of(), Set.of());
    PeerServer server =
        new PeerServer(
            local,
            settings.peer,
            operations,
            foreigners,
            executor::begin,
            cluster.replays(),
            events);
    server.start().await();
    closing.add("peer server", () -> server.stop().await(10, TimeUnit.SECONDS));
  }

  private void serveWeb() {
    Web web = new Web();
    web.mount(router -> TelemetryRoutes.mount(router, telemetry));
    access.web(executor, database).forEach(web::add);
    web.add(branches.web(executor)).add(reference.web(executor));
    web.add(new ReconcileWeb(executor, branches::branches))
        .add(new SettlementWeb(executor))
        .add(new AgreementWeb(executor, peers))
        .add(new RegisterWeb(executor))
        .add(new FinanceWeb(executor, peers, branches::branches, clock))
        .add(new CentralLedger(executor, clock))
        .add(new TrialBalanceApi(executor, clock))
        .add(corporate.web(executor, this::reasons));
    WebServer server =
        WebServer.start(
            vertx,
            webConfig(settings.http),
            trust.web().current(),
            new WebServer.Parts(
                new Site(self, settings.node.name(), settings.node.zone(), VERSION),
                web,
                access.authenticator(),
                "central/openapi.yaml",
                clock));
    trust.web().onChange(server::renew);
    closing.add("web server", server::close);
  }

  private static WebConfig webConfig(HttpConfig http) {
    return new WebConfig(
        http.host(),
        http.port(),
        http.instances(),
        WebConfig.MIB,
        http.maxBodyBytes(),
        AccessConfig.defaults().absolute());
  }

  private long collectedTo(BranchCode branch) {
    return collector.progress().stream()
        .filter(progress -> progress.branch().equals(branch))
        .mapToLong(JournalProgress::through)
        .findFirst()
        .orElse(0);
  }

  /** Why a subscriber is suspended or resumed, as published and as it holds today. */
  private Map<String, String> reasons(Language language) {
    LocalDate today = LocalDate.now(clock);
    Map<String, String> reasons = new TreeMap<>();
    PublishedRows.now(database, Datasets.REASON_CODES).stream()
        .filter(row -> Set.of("suspend", "resume").contains(row.get("kind")))
        .filter(row -> row.holdsOn(today))
        .forEach(row -> reasons.put(row.get("code"), row.get("text_" + language.code())));
    return reasons;
  }
}
