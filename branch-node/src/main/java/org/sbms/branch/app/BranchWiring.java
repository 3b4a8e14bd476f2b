package org.sbms.branch.app;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.branch.approval.ApprovalApi;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.approval.ApprovalPages;
import org.sbms.branch.approval.Approvals;
import org.sbms.branch.approval.BranchAdmission;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.day.DayFeature;
import org.sbms.branch.day.DayStatements;
import org.sbms.branch.day.OwnHead;
import org.sbms.branch.day.PeerHeads;
import org.sbms.branch.desk.DeskPages;
import org.sbms.branch.directory.BranchTrust;
import org.sbms.branch.directory.DirectoryFeature;
import org.sbms.branch.equipment.EquipmentFeature;
import org.sbms.branch.equipment.StockApi;
import org.sbms.branch.equipment.StockPages;
import org.sbms.branch.forwarding.ForwardingApi;
import org.sbms.branch.forwarding.ForwardingFeature;
import org.sbms.branch.forwarding.ForwardingPages;
import org.sbms.branch.journal.JournalFeature;
import org.sbms.branch.journal.TakingsReading;
import org.sbms.branch.ledger.LedgerPages;
import org.sbms.branch.limit.LimitApi;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.limit.LimitPages;
import org.sbms.branch.limit.Limits;
import org.sbms.branch.notice.CorrectionFeature;
import org.sbms.branch.notice.NoticeFeature;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.Cards;
import org.sbms.branch.party.PartyApi;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.branch.party.PersonalDataPages;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.branch.party.Search;
import org.sbms.branch.party.SeenCards;
import org.sbms.branch.payment.CardPages;
import org.sbms.branch.payment.PaymentApi;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.PaymentPages;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.reference.DocumentTypes;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.branch.reference.ReferencePermissions;
import org.sbms.branch.refund.RefundApi;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.refund.RefundPages;
import org.sbms.branch.settlement.SettlementFeature;
import org.sbms.branch.subscription.HistoryPages;
import org.sbms.branch.subscription.Reasons;
import org.sbms.branch.subscription.RegistrationApi;
import org.sbms.branch.subscription.RegistrationPages;
import org.sbms.branch.subscription.ServiceApi;
import org.sbms.branch.subscription.ServicePages;
import org.sbms.branch.subscription.StateApi;
import org.sbms.branch.subscription.StatePages;
import org.sbms.branch.subscription.SubscriptionApi;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.branch.subscription.SubscriptionPages;
import org.sbms.branch.supply.EquipmentPages;
import org.sbms.branch.supply.Pricing;
import org.sbms.branch.supply.SupplyApi;
import org.sbms.branch.supply.SupplyFeature;
import org.sbms.branch.supply.SupplyPages;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.Directory;
import org.sbms.kit.access.AccessConfig;
import org.sbms.kit.access.AccessFeature;
import org.sbms.kit.access.RoleRights;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.cluster.ClusterConfig;
import org.sbms.kit.cluster.NodeCluster;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.HttpConfig;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.DatabaseConfig;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.TrialBalanceApi;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.outbox.Forwarder;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.ReplyHandler;
import org.sbms.kit.peer.AuditedSecurityEvents;
import org.sbms.kit.peer.ForeignActors;
import org.sbms.kit.peer.LocalNode;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerServer;
import org.sbms.kit.peer.PeerServerConfig;
import org.sbms.kit.peer.SignedStatement;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.telemetry.Telemetry;
import org.sbms.kit.telemetry.TelemetryRoutes;
import org.sbms.kit.web.Site;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebConfig;
import org.sbms.kit.web.WebServer;

/** Puts the features of a branch together: the one place that knows them all. */
final class BranchWiring {
  private static final String VERSION = "1.0";
  private static final String REFERENCE = "reference";
  private static final Duration NOTE_CARDS_EVERY = Duration.ofSeconds(2);
  private static final Duration HEADS_EVERY = Duration.ofSeconds(10);
  private static final Duration TIDY_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_AT_THE_DAY_EVERY = Duration.ofSeconds(15);

  /** What the branch was told. */
  record Settings(
      Configuration configuration,
      NodeConfig node,
      HttpConfig http,
      PeerServerConfig peer,
      PeerClientConfig peerClient,
      DatabaseConfig database,
      ClusterConfig cluster,
      PaymentFeature.Limits limits,
      Duration approvalExpiresAfter) {}

  private final Settings settings;
  private final NodeId self;
  private final BranchTrust trust;
  private final ClosingList closing;
  private final Clock clock = Clock.systemUTC();
  private final Telemetry telemetry;
  private final Vertx vertx;
  private final Database database;
  private final Audit audit;
  private final NodeCluster cluster;
  private final Operations operations = new Operations();
  private final LocalNode local;
  private final PeerClient peers;
  private final Executor executor;
  private final AccessFeature access;
  private final Journal journal;
  private final Ledger ledger = new Ledger();
  private final Outbox outbox;
  private final Forwarder forwarder;
  private final BusinessDays days;
  private final DayStatements statements;
  private final OwnHead ownHead;
  private final PeerHeads peerHeads;
  private final SubscriptionFeature subscriptions;
  private final Reasons reasons;
  private final SeenCards seen;
  private final BranchReference reference;
  private final Limits limits;
  private final LimitFeature limitFeature;
  private final RoleRights roleRights;
  private final Approvals approvals;
  private final RefundFeature refunds;
  private final DirectoryFeature directory;
  private final List<BranchModule> modules;

  BranchWiring(Settings settings, BranchTrust trust, ClosingList closing) {
    this.settings = settings;
    this.self = settings.node.id();
    this.trust = trust;
    this.closing = closing;
    this.telemetry = closing.adding("telemetry", Telemetry.of(settings.node));
    this.vertx = telemetry.vertx().build();
    closing.add("vertx", () -> vertx.close().await(10, TimeUnit.SECONDS));
    this.database = closing.adding("database", Database.open(vertx, settings.database));
    database.awaitAnswer();
    this.audit = closing.adding("audit", Audit.start(database, clock));
    this.cluster = closing.adding("cluster", NodeCluster.join(self, settings.cluster));
    this.local =
        new LocalNode(self, vertx, trust.node(), trust.directory(), telemetry.metrics(), clock);
    this.peers = closing.adding("peer client", new PeerClient(local, settings.peerClient));
    SecureRandom random = new SecureRandom();
    this.journal = new Journal(self.branch());
    this.days = new BusinessDays(journal, settings.node.zone(), clock);
    this.statements =
        new DayStatements(
            self.branch(),
            journal,
            days,
            statement -> SignedStatement.sign(statement, trust.node().current()),
            clock);
    this.ownHead = new OwnHead(statements, clock);
    this.peerHeads =
        new PeerHeads(
            (jws, node) -> SignedStatement.read(jws, node, trust.node().current().authorities()),
            clock);
    this.reference =
        closing.adding(
            "reference",
            new BranchReference(self, database, peers, clock, this::announceReference));
    this.limits =
        new Limits(self.branch(), database, reference.cache(), settings.node.zone(), clock);
    BranchAdmission admission =
        new BranchAdmission(self, limits, days, settings.approvalExpiresAfter, clock, random);
    this.executor =
        closing.adding(
            "executor", new Executor(self, operations, database, peers, audit, admission, clock));
    this.access =
        new AccessFeature(
            self, vertx, database, cluster.sessions(), AccessConfig.defaults(), audit, clock);
    this.roleRights = new RoleRights(access.roles());
    this.approvals = new Approvals(self, database, this::executor, roleRights::of, clock);
    this.limitFeature = new LimitFeature(limits, operations, currency(), clock);
    this.outbox = new Outbox(operations, clock);
    Accounts accounts = new Accounts();
    PaymentFeature payments =
        new PaymentFeature(
            self.branch(),
            settings.limits,
            settings.node.zone(),
            code -> branches().contains(code),
            accounts,
            days,
            ledger,
            journal,
            outbox,
            this::wake,
            clock,
            random);
    this.refunds =
        new RefundFeature(
            self.branch(),
            currency(),
            settings.node.zone(),
            code -> branches().contains(code),
            reference.reasonCodes(),
            limits,
            accounts,
            days,
            ledger,
            journal,
            outbox,
            this::wake,
            clock,
            random);
    PersonalDataRules personal =
        new PersonalDataRules(document ->
            reference.documentTypes().fits(document.type(), document.number(), days.calendar()));
    this.reasons = new Reasons(reference.reasonCodes(), settings.node.zone(), clock);
    this.subscriptions =
        new SubscriptionFeature(
            self.branch(), accounts, days, ledger, personal, reasons, clock, random);
    this.seen =
        new SeenCards(
            Seal.of(settings.node.directory(), "seen-cards.key"), SeenCards.Bounds.USUAL, clock);
    EquipmentFeature equipment = new EquipmentFeature(clock);
    SupplyFeature supply =
        new SupplyFeature(
            self.branch(),
            code -> branches().contains(code),
            equipment,
            new Pricing(
                self.branch(),
                currency(),
                reference.goodsPrices()::find,
                reference.interBranchTariffs()::find),
            limits,
            GoodsSettings.priceTolerancePercent(settings.configuration),
            accounts,
            days,
            ledger,
            journal,
            outbox,
            this::wake,
            clock,
            random);
    Map<String, ReplyHandler> replies = new HashMap<>(payments.replyHandlers());
    replies.putAll(supply.replyHandlers());
    replies.putAll(refunds.replyHandlers());
    this.forwarder =
        closing.adding("forwarder", new Forwarder(database, outbox, peers, replies, clock));
    this.directory =
        closing.adding(
            "directory", new DirectoryFeature(self, trust, peers, this::vitals, VERSION, clock));
    Search search =
        new Search(
            this::branches,
            number ->
                reference
                    .portedNumbers()
                    .branchOf(number, LocalDate.now(clock))
                    .or(() -> reference.numberRanges().branchOf(number)),
            this::executor,
            seen);
    access.operations().forEach(operations::register);
    new PartyFeature(self.branch(), search, seen, personal, clock).register(operations);
    payments.register(operations);
    refunds.register(operations);
    subscriptions.register(operations);
    equipment.register(operations);
    supply.register(operations);
    limitFeature.register();
    ApprovalFeature.register(operations, clock);
    ForwardingFeature.register(operations, outbox);
    TrialBalances.register(operations, ledger);
    reference.register(operations);
    directory.register(operations);
    JournalFeature.register(operations, self.branch());
    DayFeature.register(operations, self.branch(), statements);
    TakingsReading.register(operations, self.branch(), settings.node.zone());
    NoticeFeature.register(operations, clock);
    SettlementFeature.register(operations, ledger, days, clock);
    new CorrectionFeature(self.branch(), days, ledger, journal, outbox, this::wake, clock)
        .register(operations);
    this.modules =
        BranchModules.of(
            new BranchParts(
                self,
                vertx,
                settings.node,
                settings.configuration,
                database,
                settings.database,
                executor,
                audit,
                ledger,
                accounts,
                days,
                reference,
                subscriptions,
                payments,
                currency(),
                clock,
                random));
    modules.forEach(module -> module.register(operations));
  }

  /** Returns when the branch serves. */
  void start() {
    BranchRoles.ensure(access.roles(), modules);
    closing.add("access-sweep", access.startSweeping());
    days.rollOver(database);
    BranchMeters.register(telemetry, database, trust, reference.cache()::version, closing);
    servePeers();
    cluster.invalidations().listen((_, _) -> reference.cache().refresh());
    forwarder.start();
    directory.start();
    reference.start();
    closing.add("approvals", PeriodicJob.start("approvals", TIDY_EVERY, approvals::tidy));
    closing.add("heads", PeriodicJob.start("journal-heads", HEADS_EVERY, this::keepHeads));
    closing.add("day", PeriodicJob.start("business-day", LOOK_AT_THE_DAY_EVERY, this::turnTheDay));
    closing.add(
        "seen-cards", PeriodicJob.start("seen-cards", NOTE_CARDS_EVERY, () -> seen.keep(database)));
    serveWeb();
    modules.forEach(module -> module.start(closing));
  }

  private void keepHeads() {
    ownHead.sign(database);
    peerHeads.keep(database);
  }

  private void turnTheDay() {
    days.rollOver(database);
    statements.signClosed(database);
    subscriptions.applyDue(database);
    seen.drop(database);
  }

  BranchReference reference() {
    return reference;
  }

  private List<ReasonCodes.Reason> cancelReasons() {
    return reference.reasonCodes().of(ReasonCodes.Kind.CANCEL, days.today(database));
  }

  private Currency currency() {
    return settings.limits.maxPayment().currency();
  }

  private void servePeers() {
    ForeignActors foreigners =
        new ForeignActors(
            operations,
            roleRights::of,
            keptForCentral(),
            // SUPPLY opens nothing here but the question whether goods would be charged.
            Set.of(
                PaymentFeature.CREDIT,
                SupplyFeature.CHARGE,
                SupplyFeature.SUPPLY,
                RefundFeature.DEBIT));
    PeerServer server =
        new PeerServer(
            local,
            settings.peer,
            operations,
            foreigners,
            executor::begin,
            cluster.replays(),
            new AuditedSecurityEvents(self, audit));
    server.telling(ownHead::tell);
    peers.onHead(peerHeads::hear);
    server.start().await();
    closing.add("peer server", () -> server.stop().await(10, TimeUnit.SECONDS));
  }

  private Set<Permission> keptForCentral() {
    return Stream.concat(
            Stream.of(
                DirectoryFeature.MEMBER,
                ReferencePermissions.RECEIVE,
                JournalFeature.PULL,
                DayFeature.STATE,
                TakingsReading.TAKINGS,
                NoticeFeature.RECEIVE,
                SettlementFeature.POST,
                CorrectionFeature.CORRECT,
                PaymentFeature.COLLECT),
            modules.stream().flatMap(module -> module.keptForCentral().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void serveWeb() {
    Web web = new Web();
    Money zero = Money.zero(currency());
    web.mount(router -> TelemetryRoutes.mount(router, telemetry));
    access.web(executor, database).forEach(web::add);
    Cards cards = new Cards(self.branch(), executor, seen);
    web.add(new PartyApi(executor, cards))
        .add(new PaymentApi(executor, this::cancelReasons))
        .add(new SubscriptionApi(self.branch(), executor))
        .add(new RegistrationApi(self.branch(), executor))
        .add(new ServiceApi(self.branch(), executor))
        .add(new StateApi(executor))
        .add(new StockApi(executor))
        .add(new SupplyApi(executor))
        .add(new TrialBalanceApi(executor, clock))
        .add(new ForwardingApi(executor))
        .add(reference.web(executor))
        .add(new NoticeFeature(executor))
        .add(new SettlementFeature(executor))
        .add(new DeskPages(executor, zero))
        .add(new PartyPages(executor))
        .add(
            new CardPages(
                executor,
                cards,
                limits,
                zero,
                () -> reference.paymentSystems().atDesk(days.today(database))))
        .add(new PaymentPages(executor, this::cancelReasons))
        .add(new RefundApi(executor))
        .add(new RefundPages(executor, refunds, zero))
        .add(new ApprovalApi(executor, approvals))
        .add(new ApprovalPages(executor, approvals))
        .add(new LimitApi(executor))
        .add(new LimitPages(executor, limitFeature, currency()))
        .add(new SubscriptionPages(executor))
        .add(new RegistrationPages(self.branch(), executor, this::branchNames, this::documentTypes))
        .add(new ServicePages(executor))
        .add(new StatePages(executor, reasons))
        .add(new HistoryPages(executor, reasons))
        .add(new PersonalDataPages(executor, this::documentTypes))
        .add(new StockPages(executor))
        .add(new SupplyPages(executor))
        .add(new EquipmentPages(executor))
        .add(new ForwardingPages(executor))
        .add(new LedgerPages(executor, settings.node.zone(), clock));
    modules.forEach(module -> module.addTo(web));
    web.badges(caller ->
        caller.may(ApprovalFeature.DECIDE)
            ? Map.of(ApprovalPages.PATH, approvals.pending())
            : Map.of());
    WebServer server =
        WebServer.start(
            vertx,
            webConfig(settings.http),
            trust.web().current(),
            new WebServer.Parts(
                new Site(self, settings.node.name(), settings.node.zone(), VERSION),
                web,
                access.authenticator(),
                "branch/openapi.yaml",
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

  /** Tells the branch's other instances that their copies in memory are old. */
  private void announceReference() {
    cluster.invalidations().announce(REFERENCE, reference.cache().version());
  }

  Executor executor() {
    return executor;
  }

  /** The payment feature exists before the forwarder does, but pays nothing before both are. */
  private void wake(NodeId destination) {
    forwarder.wake(destination);
  }

  private Set<BranchCode> branches() {
    return trust.directory().nodes().stream()
        .map(Directory.Entry::node)
        .filter(node -> !node.isCentral())
        .map(NodeId::branch)
        .collect(Collectors.toSet());
  }

  private Map<String, String> branchNames() {
    Map<String, String> names = new TreeMap<>();
    trust.directory().nodes().stream()
        .filter(entry -> !entry.node().isCentral())
        .forEach(entry -> names.put(entry.node().value(), entry.name()));
    return names;
  }

  private List<DocumentTypes.Type> documentTypes() {
    return reference.documentTypes().on(days.calendar());
  }

  private DirectoryFeature.Vitals vitals() {
    long waiting = Outbox.depths(database).values().stream().mapToLong(Long::longValue).sum();
    return new DirectoryFeature.Vitals(
        journal.head(database).number(), waiting, reference.heldVersion());
  }
}
