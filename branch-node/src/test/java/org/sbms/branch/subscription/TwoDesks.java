package org.sbms.branch.subscription;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.Cards;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.branch.party.Search;
import org.sbms.branch.party.SeenCards;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.reference.NationalPlans;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.Forwarder;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.ForeignActors;
import org.sbms.kit.peer.LocalNode;
import org.sbms.kit.peer.MemoryReplayGuard;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerDirectory;
import org.sbms.kit.peer.PeerServer;
import org.sbms.kit.peer.PeerServerConfig;
import org.sbms.kit.seal.Seal;

/**
 * Two branches with all that is done with subscribers, over real databases, talking by mutual TLS.
 * Every request between them is sent twice, so that what is not idempotent shows.
 */
final class TwoDesks implements AutoCloseable {
  static final BranchCode NW = new BranchCode("NW");
  static final BranchCode SO = new BranchCode("SO");
  static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  static final Set<Permission> CLERK =
      Set.of(
          PartyFeature.FIND,
          PartyFeature.VIEW,
          PartyFeature.VIEW_PERSONAL,
          PartyFeature.CHANGE_PERSONAL,
          SubscriptionFeature.REGISTER,
          SubscriptionFeature.CHANGE_PLAN,
          SubscriptionFeature.CHANGE_SERVICES,
          SubscriptionFeature.SUSPEND,
          SubscriptionFeature.TERMINATE,
          PaymentFeature.VIEW,
          PaymentFeature.TAKE,
          CatalogFeature.VIEW,
          CatalogFeature.EDIT,
          CatalogFeature.PUBLISH,
          ItemFeature.SET_PRICE,
          ItemFeature.GIVE_PROMOTION,
          ItemFeature.CORRECT_PAST);

  /** What each role may at either branch. */
  private static final Map<String, Set<Permission>> ROLES =
      Map.of(
          "clerk",
          CLERK,
          "dealer",
          Set.of(PartyFeature.FIND, PartyFeature.VIEW),
          "guest",
          Set.of());

  final MovableClock clock = new MovableClock();
  final Desk nw;
  final Desk so;
  private final CertificateAuthority authority;
  private final Map<NodeId, URI> addresses = new ConcurrentHashMap<>();

  TwoDesks() {
    authority = CertificateAuthority.openOrCreate(folder(), clock);
    nw = new Desk(NW);
    so = new Desk(SO);
    nw.servePeers();
    so.servePeers();
  }

  final class Desk {
    final BranchCode code;
    final TestDatabase test =
        TestDatabase.with(
            "operation",
            "journal",
            "outbox",
            "ledger",
            "access",
            "party",
            "payment",
            "catalog",
            "charge",
            "subscription",
            LimitFeature.MIGRATIONS,
            BranchReference.MIGRATIONS);
    final Database database = test.database();
    final Ledger ledger = new Ledger();
    final Audit audit = Audit.start(database, clock);
    final BusinessDays days;
    final SubscriptionFeature subscriptions;
    final Reasons reasons;
    final CatalogFeature catalog;
    final ItemFeature items;
    volatile List<NationalPlans.Version> national = List.of();
    final SeenCards seen;
    final Executor executor;
    final Cards cards;
    final BranchReference reference;
    private final Operations operations = new Operations();
    private final LocalNode local;
    private final PeerClient peers;
    private final Forwarder forwarder;
    private Optional<PeerServer> server = Optional.empty();

    Desk(BranchCode code) {
      this.code = code;
      seed();
      NodeId self = NodeId.of(code);
      this.local =
          new LocalNode(
              self,
              test.vertx(),
              new Credentials(authority.issueNode(self, List.of())),
              new Addresses(),
              new SimpleMeterRegistry(),
              clock);
      this.peers = new PeerClient(local, quickAndTwice());
      this.executor = new Executor(self, operations, database, peers, audit, clock);
      Journal journal = new Journal(code);
      this.days = new BusinessDays(journal, ZONE, clock);
      Accounts accounts = new Accounts();
      Outbox outbox = new Outbox(operations, clock);
      Forwarder[] late = new Forwarder[1];
      PaymentFeature payments =
          new PaymentFeature(
              code,
              new PaymentFeature.Limits(rub("100000.00"), Duration.ofMinutes(5)),
              ZONE,
              branch -> Set.of(NW, SO).contains(branch),
              accounts,
              days,
              ledger,
              journal,
              outbox,
              node -> late[0].wake(node),
              clock,
              new Random(1));
      this.forwarder = new Forwarder(database, outbox, peers, payments.replyHandlers(), clock);
      late[0] = forwarder;
      this.reference = new BranchReference(self, database, peers, clock, () -> {});
      this.reasons = new Reasons(reference.reasonCodes(), ZONE, clock);
      PersonalDataRules personal =
          new PersonalDataRules(
              d -> reference.documentTypes().fits(d.type(), d.number(), days.calendar()));
      this.subscriptions =
          new SubscriptionFeature(
              code, accounts, days, ledger, personal, reasons, clock, new Random(2));
      this.seen =
          new SeenCards(
              Seal.of(folder(), "seen.key"), new SeenCards.Bounds(3, Duration.ofDays(10)), clock);
      this.cards = new Cards(code, executor, seen);
      payments.register(operations);
      subscriptions.register(operations);
      catalog = new CatalogFeature(days, () -> national, Currency.getInstance("RUB"), clock);
      catalog.register(operations);
      items = new ItemFeature(accounts, days, clock);
      items.register(operations);
      Search search = new Search(() -> Set.of(NW, SO), _ -> Optional.empty(), () -> executor, seen);
      new PartyFeature(code, search, seen, personal, clock).register(operations);
      days.rollOver(database);
      forwarder.start();
    }

    private void seed() {
      database.run(
          """
          insert into rate_plan values ('START', 'Start', 30000, 'RUB'),
            ('FAMILY', 'Family', 60000, 'RUB')
          """);
      database.run(
          """
          insert into service_offer values ('SPORT', 'Sport', 29900, 'RUB'),
            ('KINO', 'Cinema', 24900, 'RUB')
          """);
      test.asSuperuser(
          """
          insert into reference_row (dataset, key, version, values) values
            ('reason-codes', 'suspend|no-payment', 1, '{"kind": "suspend", "code": "no-payment",
              "text_en": "No payment", "text_ru": "Неуплата", "needs_comment": "false"}'),
            ('reason-codes', 'suspend|fraud', 1, '{"kind": "suspend", "code": "fraud",
              "text_en": "Suspected fraud", "text_ru": "Мошенничество", "needs_comment": "true"}'),
            ('reason-codes', 'resume|paid', 1, '{"kind": "resume", "code": "paid",
              "text_en": "The debt is paid", "text_ru": "Оплачено", "needs_comment": "false"}'),
            ('reason-codes', 'terminate|moved-away', 1, '{"kind": "terminate",
              "code": "moved-away", "text_en": "Moved away", "text_ru": "Переезд",
              "needs_comment": "false"}'),
            ('document-types', 'passport-ru', 1, '{"code": "passport-ru", "kind": "identity",
              "name_en": "Passport", "name_ru": "Паспорт", "number_pattern": "[0-9]{4} ?[0-9]{6}"}')
          """);
      test.asSuperuser("update reference_state set version = 1");
    }

    void servePeers() {
      PeerServer started =
          new PeerServer(
              local,
              new PeerServerConfig("127.0.0.1", 0, 1, 64, 5_000, Duration.ofSeconds(10)),
              operations,
              new ForeignActors(
                  operations,
                  role -> ROLES.getOrDefault(role, Set.of()),
                  Set.of(),
                  Set.of(PaymentFeature.CREDIT)),
              executor::begin,
              new MemoryReplayGuard(),
              _ -> {});
      addresses.put(NodeId.of(code), URI.create("https://localhost:" + started.start().await()));
      server = Optional.of(started);
    }

    /** The others find nobody at this branch's address. */
    void goAway() {
      server.ifPresent(running -> running.stop().await());
      server = Optional.empty();
    }

    Caller clerk() {
      return caller("clerk", CLERK);
    }

    /** Somebody whom this branch lets do everything, whatever the other one thinks of the role. */
    Caller caller(String role, Set<Permission> permissions) {
      return new Caller(new Actor(NodeId.of(code), "anna", role), NodeId.of(code), permissions);
    }

    <R> Outcome<R> run(Operation<R> operation) {
      return executor.run(clerk(), Request.command(operation, UUID.randomUUID().toString()));
    }

    <R> R done(Operation<R> operation) {
      return TwoDesks.done(run(operation));
    }

    <R> Refusal refused(Operation<R> operation) {
      return ((Outcome.Refused<R>) run(operation)).refusal();
    }

    Money balance(AccountNumber account) {
      return database
          .one(
              row -> Money.ofMinor(row.getLong(0), "RUB"),
              "select balance_minor from account where number = $1",
              account.value())
          .orElseThrow();
    }

    /** All that was ever booked on a ledger account, debit less credit. */
    Money booked(String ledgerAccount) {
      return Money.ofMinor(
          ledger.trialBalance(database, clock.instant().plusSeconds(60)).stream()
              .filter(line -> line.code().equals(ledgerAccount))
              .mapToLong(line -> line.debitMinor() - line.creditMinor())
              .sum(),
          "RUB");
    }

    /** Every audit record of an operation: who, from where, what came of it. */
    List<String> audited(String operation) {
      return database.list(
          row ->
              row.getString("actor_node")
                  + " "
                  + row.getString("actor_login")
                  + " "
                  + row.getString("outcome"),
          "select * from audit_record where operation = $1 order by id",
          operation);
    }

    private void close() {
      goAway();
      forwarder.close();
      peers.close();
      executor.close();
      audit.close();
      test.close();
    }
  }

  private final class Addresses implements PeerDirectory {
    @Override
    public Optional<URI> address(NodeId node) {
      return Optional.ofNullable(addresses.get(node));
    }

    @Override
    public boolean isRevoked(NodeId node, String serial) {
      return false;
    }
  }

  private static PeerClientConfig quickAndTwice() {
    return new PeerClientConfig(
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(8),
        3,
        64,
        1,
        new PeerClientConfig.Breaker(50, 50, 90, Duration.ofMillis(100), 2),
        true);
  }

  static <R> R done(Outcome<R> outcome) {
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("two-desks");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    nw.close();
    so.close();
  }
}
