package org.sbms.branch.rating;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ListUsage;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/**
 * One branch with its usage, over a real database. Calls are 1.00 a started minute after 10 free
 * ones a month in TALK, 3.00 abroad; a film is 99.00.
 */
final class RatingDesk implements AutoCloseable {
  static final BranchCode NW = new BranchCode("NW");
  static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  static final String HEADER =
      "record_id,kind,identifier,started_at,quantity,unit,destination,zone,content\n";

  private static final Caller CALLER =
      new Caller(
          new Actor(NodeId.of(NW), "rita", "manager"),
          NodeId.of(NW),
          Set.of(
              RatingFeature.VIEW,
              RatingFeature.RATE,
              RatingFeature.AUTHORIZE,
              PartyFeature.VIEW_PERSONAL));

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
          "subscription",
          RatingFeature.MIGRATIONS);
  final Database database = test.database();
  final Ledger ledger = new Ledger();
  final Clock clock;
  final RatingFeature rating;
  final UnbilledUsage unbilled = RatingFeature.unbilled();
  final Path folder;
  private final Executor executor;
  private final Audit audit;
  private int people;

  RatingDesk(Clock clock, int partSize) {
    this.clock = clock;
    this.folder = folder();
    this.audit = Audit.start(database, clock);
    seed();
    Operations operations = new Operations();
    BusinessDays days = new BusinessDays(new Journal(NW), ZONE, clock);
    this.rating =
        new RatingFeature(
            database,
            folder,
            "one",
            ZONE,
            Currency.getInstance("RUB"),
            new RatingSettings(Duration.ofDays(400), partSize, Duration.ofHours(1)),
            new Accounts(),
            days,
            ledger,
            clock,
            new Random(7));
    rating.register(operations);
    this.executor = new Executor(NodeId.of(NW), operations, database, new Nowhere(), audit, clock);
    days.rollOver(database);
  }

  private void seed() {
    database.run(
        """
        insert into rate_plan (code, name, monthly_fee_minor, currency)
        values ('TALK', 'Talk', 30000, 'RUB'), ('QUIET', 'Quiet', 10000, 'RUB')
        """);
    database.run(
        """
        insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
          unit, step_units, tier_kind, tiers, allowance_units, applies_when)
        values
          ('PLAN', 'TALK', 1, 2, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
            '[{"price": "1.00"}]', 10, '{}'),
          ('PLAN', 'TALK', 1, 3, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
            '[{"price": "3.00"}]', 0, '{"zone": "abroad"}'),
          ('PLAN', 'TALK', 1, 4, 'VOD', 'PER_EVENT', 9900, null, null, null, null, null, '{}'),
          ('PLAN', 'QUIET', 1, 2, 'CALLS', 'PER_UNIT', null, 'MINUTE', 1, 'GRADUATED',
            '[{"price": "5.00"}]', 0, '{}')
        """);
    test.asSuperuser(
        """
        create table account_billing (account text primary key, mode text, credit_limit_minor bigint,
          anchor_day int);
        grant select on account_billing to public
        """);
  }

  /** Somebody with a plan from that day on, found by a phone number. */
  Somebody register(String plan, LocalDate since, String mode, long balanceMinor) {
    people++;
    AccountNumber account = AccountNumber.of(NW, people);
    String phone = "7921%07d".formatted(people);
    UUID customer = UUID.randomUUID();
    database.run("insert into customer values ($1, 'PERSON', 'Anna', '', '', '', now())", customer);
    database.run(
        """
        insert into account (number, customer_id, name, state, since, plan, currency, balance_minor)
        values ($1, $2, 'Anna', 'ACTIVE', $3, $4, 'RUB', $5)
        """,
        account.value(),
        customer,
        since,
        plan,
        balanceMinor);
    database.run("insert into identifier values ('PHONE', $1, $2)", phone, account.value());
    had(account, plan, since, null);
    test.asSuperuser(
        "insert into account_billing values ('%s', '%s', 0, 1)".formatted(account, mode));
    return new Somebody(account, phone);
  }

  record Somebody(AccountNumber account, String phone) {}

  void had(AccountNumber account, String plan, LocalDate since, @Nullable LocalDate until) {
    database.run(
        """
        insert into subscription_item (account, offer_kind, code, version, since, until)
        values ($1, 'PLAN', $2, 1, $3, $4)
        """,
        account.value(),
        plan,
        since,
        until);
  }

  /** Takes a file in and rates it. */
  UsageFile rate(String name, String lines) {
    TakeUsageFile.Taken taken = take(name, lines);
    rating.rateNow();
    return done(new ShowUsageFile(taken.file().id()));
  }

  TakeUsageFile.Taken take(String name, String lines) {
    try {
      Path upload = Files.writeString(Files.createTempFile("usage", ".csv"), HEADER + lines);
      UsageFolder.Staged staged = rating.folder().stage(upload);
      return done(new TakeUsageFile(name, Dialect.STANDARD, staged.sha256(), staged.bytes()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  <R> Outcome<R> run(Operation<R> operation) {
    return run(operation, UUID.randomUUID().toString());
  }

  <R> Outcome<R> run(Operation<R> operation, String key) {
    return executor.run(CALLER, Request.command(operation, key));
  }

  <R> R done(Operation<R> operation) {
    Outcome<R> outcome = run(operation);
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  <R> Refusal refused(Operation<R> operation) {
    return ((Outcome.Refused<R>) run(operation)).refusal();
  }

  List<AsideRecord> aside(UsageFile file) {
    return done(new BrowseAside(
            "", Optional.empty(), Optional.empty(), Optional.of(file.id()), "at", false, 0, 100))
        .items();
  }

  ListUsage.Page usage(AccountNumber account) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    return done(
        new ListUsage(account, today.minusDays(400), today.plusDays(1), Optional.empty(), 0, 500));
  }

  /** All of the account that no bill has, in minor units. */
  long unbilledMinor(AccountNumber account) {
    return unbilled.look(database, List.of(account), LocalDate.of(2030, 1, 1)).stream()
        .mapToLong(line -> line.amount().minor())
        .sum();
  }

  long balanceMinor(AccountNumber account) {
    return database
        .one(
            row -> row.getLong(0),
            "select balance_minor from account where number = $1",
            account.value())
        .orElseThrow();
  }

  long number(String sql) {
    return database.one(row -> row.getLong(0), sql).orElseThrow();
  }

  private static final class Nowhere implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("nothing of this is elsewhere");
    }
  }

  static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZONE);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("rating-desk");
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
}
