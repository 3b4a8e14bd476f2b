package org.sbms.branch.billing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.UuidV7;
import org.sbms.kit.text.Language;

/** A branch that bills, over a real database and by a calendar that a test turns. */
public final class BillingHouse implements AutoCloseable {
  public static final BranchCode NW = new BranchCode("NW");
  public static final List<TaxLayer> VAT =
      List.of(new TaxLayer(1, "vat", new BigDecimal("22"), true, false));

  private static final List<String> MIGRATIONS =
      List.of(
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
          "rating",
          "billing");

  final TestDatabase test;
  public final Database database;
  public final Ledger ledger = new Ledger();
  public final Accounts accounts = new Accounts();
  public final Random random = new Random(7);
  private LocalDate today;
  public final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return today.atTime(12, 0).toInstant(ZoneOffset.UTC);
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException("nobody asks for " + zone);
        }
      };
  public final BusinessDays days = new BusinessDays(new Journal(NW), ZoneOffset.UTC, clock);
  final ChargeBook book = new ChargeBook(clock, random);
  private int people;

  /**
   * @param more folders of migrations besides those that bills need
   */
  public BillingHouse(LocalDate today, String... more) {
    this.test =
        TestDatabase.with(
            Stream.concat(MIGRATIONS.stream(), Stream.of(more)).toArray(String[]::new));
    this.database = test.database();
    this.today = today;
    days.rollOver(database);
    database.run(
        """
        insert into rate_plan values ('START', 'Start', 30000, 'RUB'),
          ('FAMILY', 'Family', 60000, 'RUB')
        """);
    database.run("update billing_settings set language = 'EN'");
    database.run("insert into service_offer values ('SPORT', 'Sport', 29900, 'RUB')");
  }

  public void turnTo(LocalDate day) {
    today = day;
    days.rollOver(database);
  }

  public LocalDate today() {
    return today;
  }

  /**
   * What rating has counted of a month's calls, which the plan prices.
   *
   * @param takenMinor of it that has left the balance; the test's balance is told nothing of that
   */
  void used(String account, LocalDate from, long minutes, long amountMinor, long takenMinor) {
    database.run(
        """
        insert into usage_counter (account, cycle_from, cycle_until, offer_kind, offer, version,
          price_line, product, unit, currency, used, records, amount_minor, taken_minor)
        values ($1, $2, $3, 'PLAN', 'START', 1, 9, 'calls', 'MINUTE', 'RUB', $4, 1, $5, $6)
        on conflict on constraint usage_counter_key do update
        set used = excluded.used, records = usage_counter.records + 1,
          amount_minor = excluded.amount_minor, taken_minor = excluded.taken_minor
        """,
        account,
        from,
        from.plusMonths(1),
        minutes,
        amountMinor,
        takenMinor);
  }

  BillRunner runner() {
    return runner(UsageSource.none());
  }

  BillRunner runner(UsageSource usage) {
    return new BillRunner(
        NW.value(),
        database,
        days,
        ledger,
        new OfferCatalog(),
        (_, _) -> VAT,
        new BillCalculator.Words() {
          @Override
          public String correction(Language language, String name) {
            return name + ", correction";
          }
        },
        usage,
        clock,
        random);
  }

  /** Orders a run and carries it out. */
  public BillRun run(LocalDate day) {
    return run(day, false);
  }

  BillRun run(LocalDate day, boolean dry) {
    UUID id = order(day, dry);
    runner(new UsageCharges(database, RatingFeature.unbilled(), book)).work();
    return BillRuns.find(database, id).orElseThrow();
  }

  UUID order(LocalDate day, boolean dry) {
    UUID id = UuidV7.next(Instant.now(), random);
    Money none = rub("0.00");
    BillRuns.giveTerms(database, today);
    database.inTransaction(tx -> {
      BillRuns.insert(
          tx,
          new BillRun(
              id,
              0,
              dry,
              day,
              Optional.empty(),
              BillRun.State.RUNNING,
              false,
              "olga",
              clock.instant(),
              Optional.empty(),
              BillRuns.due(tx, day, Optional.empty()),
              0,
              0,
              0,
              0,
              0,
              none,
              none,
              none));
      return true;
    });
    return id;
  }

  /** Somebody who has a plan from that day on. */
  public String subscriber(String plan, LocalDate since) {
    people++;
    String account = AccountNumber.of(NW, 20_000 + people * 7).value();
    UUID customer = UUID.randomUUID();
    database.run(
        "insert into customer values ($1, 'PERSON', 'Somebody', '', '', '', now())", customer);
    database.run(
        "insert into account values ($1, $2, 'Somebody', 'ACTIVE', $3, $4, 'RUB')",
        account,
        customer,
        since,
        plan);
    state(account, "ACTIVE", since, null);
    item(account, "PLAN", plan, since, null);
    return account;
  }

  public void item(
      String account, String kind, String code, LocalDate since, @Nullable LocalDate until) {
    database.run(
        """
        insert into subscription_item (account, offer_kind, code, version, since, until)
        values ($1, $2, $3, 1, $4, $5)
        """,
        account,
        kind,
        code,
        since,
        until);
  }

  void endItem(String account, String code, LocalDate until) {
    database.run(
        """
        update subscription_item set until = $3 where account = $1 and code = $2 and until is null
        """,
        account,
        code,
        until);
  }

  public void state(String account, String state, LocalDate since, @Nullable LocalDate until) {
    database.run(
        "insert into account_state_period values ($1, $2, $3, $4)", account, state, since, until);
  }

  /** Not served from a day until another. */
  public void suspend(String account, LocalDate from, LocalDate until) {
    database.run(
        "delete from account_state_period where account = $1 and until is null and since >= $2",
        account,
        from);
    database.run(
        "update account_state_period set until = $2 where account = $1 and until is null",
        account,
        from);
    state(account, "SUSPENDED", from, until);
    state(account, "ACTIVE", until, null);
  }

  /** How somebody is billed, other than by the calendar month. */
  void terms(String account, BillingMode mode, int months, int anchor) {
    database.run(
        """
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, tax_area,
          language)
        select number, $2, $3, $4, since, 'RU', 'EN' from account where number = $1
        """,
        account,
        mode.name(),
        months,
        anchor);
  }

  /** Money that came in. */
  public void pay(String account, Money amount) {
    AccountNumber number = new AccountNumber(account);
    UUID id = UUID.randomUUID();
    database.inTransaction(tx -> {
      accounts.lock(tx, List.of(number));
      accounts.change(tx, java.util.Map.of(number, amount.minor()));
      tx.run(
          """
          insert into credit (origin, payment_id, account, amount_minor, currency, state,
            origin_number, home_number, settlement_day, at, taken_by)
          values ('SO', $1, $2, $3, 'RUB', 'POSTED', 1, 1, $5, $4, 'cashier')
          """,
          id,
          account,
          amount.minor(),
          clock.instant().atOffset(ZoneOffset.UTC),
          today);
      ledger.post(
          tx,
          clock.instant(),
          today,
          List.of(
              new Posting(
                  id,
                  "credit-posted",
                  Chart.dueFrom(new BranchCode("SO")),
                  Chart.SUBSCRIBERS,
                  amount,
                  account)));
      return true;
    });
  }

  /** The text, days and gross of each line of all bills, oldest bill first. */
  List<String> lines(String account) {
    return database.list(
        row ->
            "%s [%s %s) %s"
                .formatted(
                    row.getString("text"),
                    row.getLocalDate("period_from"),
                    row.getLocalDate("period_until"),
                    Money.ofMinor(row.getLong("gross_minor"), "RUB").amount()),
        """
        select l.* from invoice_line l join invoice i on i.id = l.invoice_id
        where l.account = $1 order by i.issued_on, i.number, l.line
        """,
        account);
  }

  List<String> totals(String account) {
    return database.list(
        row ->
            row.getString("kind") + " " + Money.ofMinor(row.getLong("total_minor"), "RUB").amount(),
        "select * from invoice where account = $1 order by issued_on, number",
        account);
  }

  public Money balance(String account) {
    return database
        .one(
            row -> Money.ofMinor(row.getLong(0), "RUB"),
            "select balance_minor from account where number = $1",
            account)
        .orElseThrow();
  }

  public long count(String sql) {
    return database.one(row -> row.getLong(0), sql).orElseThrow();
  }

  /** Balances that differ from the ledger; invoices whose lines or taxes do not sum to them. */
  public long wrongs() {
    return count(
        """
        select (select count(*) from account a where balance_minor <> (
            select coalesce(sum(case when credit = '2010' then amount_minor
              else -amount_minor end), 0)
            from ledger_posting where subject = a.number and '2010' in (debit, credit)))
          + (select count(*) from invoice i where
            format('%s %s %s', net_minor, tax_minor, total_minor) is distinct from (
              select format('%s %s %s', sum(l.net_minor), sum(l.tax_minor), sum(l.gross_minor))
              from invoice_line l where l.invoice_id = i.id))
          + (select count(*) from invoice i where tax_minor <> (
            select coalesce(sum(t.tax_minor), 0) from invoice_tax t where t.invoice_id = i.id))
        """);
  }

  public static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  public static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Override
  public void close() {
    test.close();
  }
}
