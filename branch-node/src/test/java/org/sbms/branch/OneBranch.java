package org.sbms.branch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sbms.branch.customer.CustomerFeature;
import org.sbms.branch.customer.CustomerPermissions;
import org.sbms.branch.customer.Documents;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.branch.party.Search;
import org.sbms.branch.party.SeenCards;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.subscription.Reasons;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.seal.Seal;

/** A branch by itself, with its customers and subscribers over a real database. */
public final class OneBranch implements AutoCloseable {
  public static final BranchCode NW = new BranchCode("NW");
  public static final NodeId SELF = NodeId.of(NW);
  public static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  public static final Currency RUB = Currency.getInstance("RUB");
  public static final Period RETENTION = Period.ofYears(3);

  private static final Set<Permission> ALL =
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
          CustomerPermissions.MANAGE,
          CustomerPermissions.DOCUMENTS,
          CustomerPermissions.COMPANIES,
          CustomerPermissions.ARCHIVE,
          CustomerPermissions.ERASE,
          CustomerPermissions.TAKE_OUT,
          new Permission("base.import"),
          new Permission("bulk.run"));

  /** Stands still until somebody moves it. */
  public final MovableClock clock = new MovableClock();

  public final TestDatabase test;
  public final Database database;
  public final Operations operations = new Operations();
  public final Ledger ledger = new Ledger();
  public final Accounts accounts = new Accounts();
  public final BusinessDays days;
  public final Executor executor;
  public final Audit audit;
  public final SubscriptionFeature subscriptions;
  public final Path folder = folder();
  private int made;

  /**
   * @param migrations of the features that a test adds
   */
  public OneBranch(String... migrations) {
    this.test =
        TestDatabase.with(
            Stream.concat(
                    Stream.of(
                        "operation",
                        "journal",
                        "outbox",
                        "ledger",
                        "access",
                        "party",
                        "payment",
                        "subscription",
                        "catalog",
                        LimitFeature.MIGRATIONS,
                        BranchReference.MIGRATIONS,
                        CustomerFeature.MIGRATIONS),
                    Stream.of(migrations))
                .toArray(String[]::new));
    this.database = test.database();
    this.audit = Audit.start(database, clock);
    this.days = new BusinessDays(new Journal(NW), ZONE, clock);
    this.executor = new Executor(SELF, operations, database, new Nobody(), audit, clock);
    seed();
    BranchReference reference = new BranchReference(SELF, database, new Nobody(), clock, () -> {});
    PersonalDataRules personal = new PersonalDataRules(_ -> true);
    this.subscriptions =
        new SubscriptionFeature(
            NW,
            accounts,
            days,
            ledger,
            personal,
            new Reasons(reference.reasonCodes(), ZONE, clock),
            clock,
            new Random(2));
    SeenCards seen = new SeenCards(Seal.of(folder, "seen.key"), SeenCards.Bounds.USUAL, clock);
    Search search = new Search(() -> Set.of(NW), _ -> Optional.empty(), () -> executor, seen);
    new PartyFeature(NW, search, seen, personal, clock).register(operations);
    subscriptions.register(operations);
    Documents documents = new Documents(Seal.of(folder, "documents.key"));
    documents.requireKey(database);
    new CustomerFeature(RUB, documents, personal, RETENTION, ZONE, clock, new Random(3))
        .register(operations);
    days.rollOver(database);
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
  }

  public Caller anna() {
    return caller("anna", ALL.toArray(Permission[]::new));
  }

  public Caller boris() {
    return caller("boris", ALL.toArray(Permission[]::new));
  }

  public Caller caller(String login, Permission... permissions) {
    return new Caller(new Actor(SELF, login, "manager"), SELF, Set.of(permissions));
  }

  public <R> Outcome<R> run(Caller caller, Operation<R> operation) {
    return executor.run(caller, Request.command(operation, UUID.randomUUID().toString()));
  }

  public <R> R done(Operation<R> operation) {
    return done(run(anna(), operation));
  }

  public static <R> R done(Outcome<R> outcome) {
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  public <R> Refusal refused(Operation<R> operation) {
    return refused(run(anna(), operation));
  }

  public static <R> Refusal refused(Outcome<R> outcome) {
    if (outcome instanceof Outcome.Refused<R>(Refusal refusal)) {
      return refusal;
    }
    throw new AssertionError(outcome);
  }

  /** A subscriber with a phone of its own on the plan START. */
  public AccountNumber subscriber(String name) {
    Registration registration =
        done(
            new RegisterSubscriber(
                NW,
                new PersonalData(
                    CustomerKind.PERSON,
                    name,
                    "Nevsky 1",
                    "+7 921 555-01-23",
                    "vera@mail.example",
                    Optional.of(new PersonalData.IdentityDocument("passport-ru", "4010 123456"))),
                "START",
                List.of(),
                List.of(new Identifier("PHONE", "7921%07d".formatted(++made)))));
    return registration.account().orElseThrow();
  }

  public UUID customerOf(AccountNumber account) {
    return database
        .one(
            row -> row.getUUID(0),
            "select customer_id from account where number = $1",
            account.value())
        .orElseThrow();
  }

  public Money balance(AccountNumber account) {
    return accounts.find(database, account).orElseThrow().balance();
  }

  public long count(String table) {
    return database.one(row -> row.getLong(0), "select count(*) from " + table).orElseThrow();
  }

  /** Debit less credit over all accounts; and that each balance is what the ledger says. */
  public void requireBalancedBooks() {
    long wrong =
        database
            .one(
                row -> row.getLong(0),
                """
                select count(*) from account a left join (
                  select subject, sum(case when credit = '2010' then amount_minor else -amount_minor end)
                    as minor
                  from ledger_posting where '2010' in (debit, credit) group by 1) l
                  on l.subject = a.number
                where a.balance_minor <> coalesce(l.minor, 0)
                """)
            .orElseThrow();
    if (wrong != 0) {
      throw new AssertionError(wrong + " balances differ from the ledger");
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("one-branch");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    executor.close();
    audit.close();
    test.close();
  }

  /** A clock that a test sets. */
  public static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-25T09:00:00Z");

    public void set(String instant) {
      now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Nobody implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("no other node here");
    }
  }
}
