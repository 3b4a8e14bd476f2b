package org.sbms.branch.intake;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.UuidV7;

/**
 * Makes subscribers of a batch of lines: a statement a table, and a posting a balance. A batch is a
 * transaction, so a fall in the middle leaves whole batches.
 */
final class Loading {
  static final int BATCH = 2_000;
  private static final int MAX_NUMBERS_TRIED = 50;

  private final BranchCode self;
  private final Currency currency;
  private final Ledger ledger;
  private final RandomGenerator random;

  Loading(BranchCode self, Currency currency, Ledger ledger, RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.ledger = ledger;
    this.random = random;
  }

  private record Waiting(int line, long balanceMinor) {}

  /**
   * @param today the open business day
   * @return how many lines were looked at; 0 when none waits any more
   */
  int batch(Tx tx, Intake intake, LocalDate today, Instant now) {
    List<Waiting> before = waiting(tx, intake.id());
    if (before.isEmpty()) {
      return 0;
    }
    int first = before.getFirst().line();
    int last = before.getLast().line();
    Checking.taken(tx, intake.id(), "phones", "PHONE", first, last);
    Checking.taken(tx, intake.id(), "logins", "LOGIN", first, last);
    int late =
        tx.run(
                """
                update intake_line l set bad = true from intake_problem p
                where l.intake_id = $1 and p.intake_id = $1 and p.line = l.line and not l.bad
                  and l.line between $2 and $3
                """,
                intake.id(),
                first,
                last)
            .rowCount();
    int known = markKnown(tx, intake, first, last);
    if (late + known > 0) {
      tx.run(
          "update intake set bad = bad + $2, known = known + $3 where id = $1",
          intake.id(),
          late,
          known);
    }
    List<Waiting> lines = late + known == 0 ? before : waiting(tx, intake.id(), last);
    if (!lines.isEmpty()) {
      load(tx, intake, lines, today, now);
    }
    return before.size();
  }

  /** Another file of the same source may have been loaded since this one was checked. */
  private static int markKnown(Tx tx, Intake intake, int first, int last) {
    return tx.run(
            """
            update intake_line l set known = true from intake_account a
            where l.intake_id = $1 and l.line between $3 and $4 and not l.known and not l.bad
              and l.account is null and a.source = $2 and a.external_id = l.external_id
            """,
            intake.id(),
            intake.source(),
            first,
            last)
        .rowCount();
  }

  private void load(Tx tx, Intake intake, List<Waiting> lines, LocalDate today, Instant now) {
    List<AccountNumber> numbers = numbers(tx, lines.size());
    int first = lines.getFirst().line();
    int last = lines.getLast().line();
    tx.run(
        """
        update intake_line l set account = t.account
        from unnest($2::int[], $3::text[]) as t (line, account)
        where l.intake_id = $1 and l.line = t.line
        """,
        intake.id(),
        lines.stream().map(Waiting::line).toArray(Integer[]::new),
        numbers.stream().map(AccountNumber::value).toArray(String[]::new));
    customers(tx, intake, first, last, now);
    accounts(tx, intake, first, last, now);
    int expected = identifiers(tx, intake, first, last);
    if (expected != 0) {
      throw new TryAgainException("a number was given out at the same time");
    }
    ledger.post(tx, now, today, postings(lines, numbers, now));
    tx.run("update intake set loaded = loaded + $2 where id = $1", intake.id(), lines.size());
  }

  private static List<Waiting> waiting(Tx tx, UUID id) {
    return waiting(tx, id, Integer.MAX_VALUE);
  }

  private static List<Waiting> waiting(Tx tx, UUID id, int last) {
    return tx.list(
        (Row row) -> new Waiting(row.getInteger("line"), row.getLong("balance_minor")),
        """
        select line, balance_minor from intake_line
        where intake_id = $1 and line <= $2 and account is null and not bad and not known
        order by line limit $3
        """,
        id,
        last,
        BATCH);
  }

  /** Home makes account numbers; one that is taken all the same is passed over. */
  private List<AccountNumber> numbers(Tx tx, int wanted) {
    List<AccountNumber> numbers = new ArrayList<>();
    for (int i = 0; i < MAX_NUMBERS_TRIED && numbers.size() < wanted; i++) {
      List<AccountNumber> made =
          tx.list(
              row -> AccountNumber.of(self, row.getInteger(0)),
              "select nextval('account_serial')::int from generate_series(1, $1)",
              wanted - numbers.size());
      Set<String> taken =
          new HashSet<>(
              tx.list(
                  row -> row.getString(0),
                  "select number from account where number = any($1::text[])",
                  (Object) made.stream().map(AccountNumber::value).toArray(String[]::new)));
      made.stream().filter(number -> !taken.contains(number.value())).forEach(numbers::add);
    }
    if (numbers.size() < wanted) {
      throw new IllegalStateException("account numbers are used up or taken");
    }
    return numbers;
  }

  /** The first line of a customer says who it is. */
  private static void customers(Tx tx, Intake intake, int first, int last, Instant now) {
    tx.run(
        """
        with fresh as (
          insert into intake_customer (source, customer_key, customer_id)
          select $2, customer_key, uuidv7() from (
            select distinct customer_key from intake_line
            where intake_id = $1 and line between $3 and $4 and account is not null) t
          on conflict do nothing
          returning customer_key, customer_id
        )
        insert into customer (id, kind, name, address, phone, email, document_type,
          document_number, created_at)
        select distinct on (l.customer_key) f.customer_id, l.kind, l.name, l.address, l.phone,
          l.email, l.document_type, l.document, $5
        from fresh f join intake_line l on l.customer_key = f.customer_key
        where l.intake_id = $1 and l.line between $3 and $4 and l.account is not null
        order by l.customer_key, l.line
        """,
        intake.id(),
        intake.source(),
        first,
        last,
        now.atOffset(ZoneOffset.UTC));
  }

  private void accounts(Tx tx, Intake intake, int first, int last, Instant now) {
    tx.run(
        """
        insert into account (number, customer_id, name, state, since, plan, currency,
          balance_minor, company, department)
        select l.account, c.customer_id, u.name, l.state, l.since, l.plan, $5, l.balance_minor,
          l.company, nullif(l.department, '')
        from intake_line l
        join intake_customer c on c.source = $2 and c.customer_key = l.customer_key
        join customer u on u.id = c.customer_id
        where l.intake_id = $1 and l.line between $3 and $4 and l.account is not null
        """,
        intake.id(),
        intake.source(),
        first,
        last,
        currency.getCurrencyCode());
    tx.run(
        """
        insert into intake_account (source, external_id, account)
        select $2, external_id, account from intake_line
        where intake_id = $1 and line between $3 and $4 and account is not null
        """,
        intake.id(),
        intake.source(),
        first,
        last);
    tx.run(
        """
        insert into account_service (account, service, since)
        select l.account, service, l.since
        from intake_line l, unnest(string_to_array(l.services, ' ')) as service
        where l.intake_id = $1 and l.line between $2 and $3 and l.account is not null
        """,
        intake.id(),
        first,
        last);
    tx.run(
        """
        insert into account_state_period (account, state, since)
        select account, state, since from intake_line
        where intake_id = $1 and line between $2 and $3 and account is not null
        """,
        intake.id(),
        first,
        last);
    items(tx, intake, first, last, LocalDate.ofInstant(now, ZoneOffset.UTC));
    tx.run(
        """
        insert into account_change (account, at, kind, subject, changed_by, changed_from)
        select account, $4, 'REGISTERED', plan, $5, $6 from intake_line
        where intake_id = $1 and line between $2 and $3 and account is not null
        """,
        intake.id(),
        first,
        last,
        now.atOffset(ZoneOffset.UTC),
        intake.receivedBy(),
        self.value());
  }

  /** What they have, from the day on which they have it, in the version that is sold today. */
  private static void items(Tx tx, Intake intake, int first, int last, LocalDate today) {
    tx.run(
        """
        with sold as (
          select distinct on (offer_kind, code) offer_kind, code, version from offer_version
          where valid_from <= $4 and (state = 'PUBLISHED' or in_force)
          order by offer_kind, code, valid_from desc
        ), had as (
          select account, 'PLAN' as offer_kind, plan as code, since from intake_line
          where intake_id = $1 and line between $2 and $3 and account is not null
          union all
          select l.account, 'SERVICE', service, l.since
          from intake_line l, unnest(string_to_array(l.services, ' ')) as service
          where l.intake_id = $1 and l.line between $2 and $3 and l.account is not null
        )
        insert into subscription_item (account, offer_kind, code, version, since)
        select h.account, h.offer_kind, h.code, coalesce(s.version, 1), h.since
        from had h left join sold s using (offer_kind, code)
        """,
        intake.id(),
        first,
        last,
        today);
  }

  /** How many could not be written since somebody had them. */
  private static int identifiers(Tx tx, Intake intake, int first, int last) {
    return tx.one(
            row -> row.getInteger(0),
            """
            with given as (
              select 'PHONE' as kind, value, l.account
              from intake_line l, unnest(string_to_array(l.phones, ' ')) as value
              where l.intake_id = $1 and l.line between $2 and $3 and l.account is not null
              union all
              select 'LOGIN', value, l.account
              from intake_line l, unnest(string_to_array(l.logins, ' ')) as value
              where l.intake_id = $1 and l.line between $2 and $3 and l.account is not null
            ), written as (
              insert into identifier (kind, value, account) select * from given
              on conflict do nothing returning 1
            )
            select (select count(*) from given)::int - (select count(*) from written)::int
            """,
            intake.id(),
            first,
            last)
        .orElse(0);
  }

  private List<Posting> postings(List<Waiting> lines, List<AccountNumber> numbers, Instant now) {
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Money balance = new Money(lines.get(i).balanceMinor(), currency);
      if (!balance.isZero()) {
        postings.add(posting(UuidV7.next(now, random), numbers.get(i).value(), balance));
      }
    }
    return postings;
  }

  private static Posting posting(UUID id, String account, Money balance) {
    return balance.isPositive()
        ? new Posting(
            id, "opening-balance", Chart.OPENING_BALANCES, Chart.SUBSCRIBERS, balance, account)
        : new Posting(
            id,
            "opening-balance",
            Chart.SUBSCRIBERS,
            Chart.OPENING_BALANCES,
            balance.negated(),
            account);
  }
}
