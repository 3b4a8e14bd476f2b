package org.sbms.branch.collections;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.collections.WorkOnDebts.BrowseCases;
import org.sbms.branch.collections.WorkOnDebts.HoldDunning;
import org.sbms.branch.collections.WorkOnDebts.ListWriteOffs;
import org.sbms.branch.collections.WorkOnDebts.MakePromise;
import org.sbms.branch.collections.WorkOnDebts.ShowAgeing;
import org.sbms.branch.collections.WorkOnDebts.ShowDebt;
import org.sbms.branch.collections.WorkOnDebts.WriteOff;
import org.sbms.branch.delivery.Channel;
import org.sbms.branch.delivery.Delivery;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of debts: what is overdue, promises, holds, write-offs. */
final class DebtTable {
  private static final int MAX_SHOWN = 200;

  private final Currency currency;

  DebtTable(Currency currency) {
    this.currency = currency;
  }

  /**
   * @param overdue what is overdue and not covered: a payment counts at once, though it is
   *     allocated to its invoice a little later
   */
  record Owed(Money balance, Money overdue, Optional<LocalDate> oldestDue) {}

  Optional<Owed> owed(Sql sql, AccountNumber account, LocalDate today) {
    return sql.one(
        row -> {
          long balance = row.getLong("balance_minor");
          long open = row.getLong("open_minor");
          return new Owed(
              money(balance),
              money(Math.min(open, Math.max(0, -balance))),
              Optional.ofNullable(row.getLocalDate("oldest")));
        },
        """
        select a.balance_minor, coalesce(sum(i.open_minor), 0)::bigint as open_minor,
          min(i.due_on) as oldest
        from account a
        left join invoice i on i.account = a.number and i.open_minor > 0 and i.due_on < $2
        where a.number = $1 group by a.number
        """,
        account.value(),
        today);
  }

  List<BrowseCases.Item> browse(Sql sql, BrowseCases question, LocalDate today) {
    return sql.list(
        row ->
            new BrowseCases.Item(
                new AccountNumber(row.getString("account")),
                row.getString("name"),
                row.getString("policy"),
                row.getLocalDate("opened_on"),
                Optional.ofNullable(row.getString("action")).map(Action::valueOf),
                Optional.ofNullable(row.getLocalDate("stepped_on")),
                money(row.getLong("debt")),
                row.getBoolean("suspended"),
                row.getBoolean("held")),
        """
        select c.account, a.name, c.policy, c.opened_on, s.action, c.stepped_on, c.suspended,
          least(greatest(-a.balance_minor, 0), (
            select coalesce(sum(open_minor), 0) from invoice i
            where i.account = c.account and i.open_minor > 0 and i.due_on < $1))::bigint as debt,
          exists (select from dunning_hold h
            where h.account = c.account and h.until >= $1 and h.ended_by = '') as held
        from dunning_case c join account a on a.number = c.account
        left join dunning_step s on s.policy = c.policy and s.step = c.step
        where c.closed_on is null and ($2 = '' or c.policy = $2)
          and ($3 = '' or a.name ilike '%' || $3 || '%' or c.account ilike '%' || $3 || '%')
        order by c.opened_on, c.account limit $4 offset $5
        """,
        today,
        question.policy(),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.limit(),
        question.offset());
  }

  ShowAgeing.Picture ageing(Sql sql, LocalDate today) {
    List<ShowAgeing.Bucket> buckets =
        sql.list(
            row ->
                new ShowAgeing.Bucket(
                    row.getString("name"),
                    row.getInteger("from_days"),
                    row.getInteger("invoices"),
                    row.getInteger("accounts"),
                    money(row.getLong("open_minor"))),
            """
            select b.name, b.from_days, count(i.id)::int as invoices,
              count(distinct i.account)::int as accounts,
              coalesce(sum(i.open_minor), 0)::bigint as open_minor
            from (values ('0', 0, -100000, 0), ('1-30', 1, 1, 30), ('31-60', 31, 31, 60),
              ('61-90', 61, 61, 90), ('91+', 91, 91, 100000)) as b (name, from_days, low, high)
            left join invoice i on i.open_minor > 0 and $1::date - i.due_on between b.low and b.high
            group by b.name, b.from_days order by b.from_days
            """,
            today);
    return new ShowAgeing.Picture(
        buckets,
        buckets.stream().map(ShowAgeing.Bucket::open).reduce(Money.zero(currency), Money::plus));
  }

  Optional<ShowDebt.Debt> show(Sql sql, AccountNumber account, LocalDate today) {
    return owed(sql, account, today)
        .map(owed ->
            new ShowDebt.Debt(
                account,
                sql.one(
                        row -> row.getString(0),
                        "select name from account where number = $1",
                        account.value())
                    .orElse(""),
                owed.balance(),
                owed.overdue(),
                owed.oldestDue(),
                sql.one(
                    row -> row.getString(0),
                    """
                    select policy from dunning_case where account = $1 and closed_on is null
                    """,
                    account.value()),
                log(sql, account),
                promises(sql, account),
                holds(sql, account, today),
                writeOffs(sql, "where account = $1 order by asked_at desc limit 50", account)));
  }

  private List<ShowDebt.Entry> log(Sql sql, AccountNumber account) {
    return sql.list(
        row ->
            new ShowDebt.Entry(
                row.getLocalDate("day"),
                row.getString("action"),
                row.getString("state"),
                money(row.getLong("debt_minor")),
                row.getString("detail"),
                Optional.ofNullable(row.getUUID("delivery"))
                    .map(id ->
                        new ShowDebt.Told(
                            id,
                            Channel.valueOf(row.getString("channel")),
                            Delivery.State.valueOf(row.getString("delivery_state")))),
                Optional.ofNullable(row.getString("payer")).map(AccountNumber::new)),
        """
        select l.*, d.id as delivery, d.channel, d.state as delivery_state
        from dunning_log l
        left join delivery d on d.source = 'dunning' and d.source_id = l.id::text
        where l.account = $1 order by l.id desc limit $2
        """,
        account.value(),
        MAX_SHOWN);
  }

  private List<ShowDebt.Promise> promises(Sql sql, AccountNumber account) {
    return sql.list(
        row ->
            new ShowDebt.Promise(
                row.getUUID("id"),
                money(row.getLong("amount_minor")),
                row.getLocalDate("until"),
                row.getString("state"),
                row.getString("made_by"),
                row.getOffsetDateTime("made_at").toInstant()),
        "select * from payment_promise where account = $1 order by made_at desc limit 50",
        account.value());
  }

  private static List<ShowDebt.Hold> holds(Sql sql, AccountNumber account, LocalDate today) {
    return sql.list(
        row ->
            new ShowDebt.Hold(
                row.getUUID("id"),
                row.getString("reason"),
                row.getLocalDate("until"),
                row.getString("made_by"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getString("ended_by").isEmpty() && !today.isAfter(row.getLocalDate("until"))),
        "select * from dunning_hold where account = $1 order by made_at desc limit 50",
        account.value());
  }

  static Optional<LocalDate> holdUntil(Sql sql, AccountNumber account) {
    return sql.one(
            row -> Optional.ofNullable(row.getLocalDate(0)),
            "select max(until) from dunning_hold where account = $1 and ended_by = ''",
            account.value())
        .flatMap(until -> until);
  }

  Optional<DunningDecisions.Promise> openPromise(Sql sql, AccountNumber account) {
    return sql.one(
        row ->
            new DunningDecisions.Promise(
                money(row.getLong("amount_minor")),
                money(row.getLong("debt_minor")),
                row.getLocalDate("until")),
        "select * from payment_promise where account = $1 and state = 'OPEN'",
        account.value());
  }

  static void endPromise(Tx tx, AccountNumber account, DunningDecisions.PromiseEnd end) {
    tx.run(
        "update payment_promise set state = $2 where account = $1 and state = 'OPEN'",
        account.value(),
        end.name());
  }

  static void promise(Tx tx, UUID id, MakePromise order, Money debt, String by, Instant now) {
    tx.run(
        "insert into payment_promise values ($1, $2, $3, $4, $5, 'OPEN', $6, $7)",
        id,
        order.account().value(),
        order.amount().minor(),
        debt.minor(),
        order.until(),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  static void hold(Tx tx, UUID id, HoldDunning order, String by, Instant now) {
    tx.run(
        """
        insert into dunning_hold (id, account, reason, until, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        id,
        order.account().value(),
        order.reason().strip(),
        order.until(),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  static boolean endHold(Tx tx, AccountNumber account, UUID hold, String by) {
    return tx.run(
                """
                update dunning_hold set ended_by = $3
                where id = $1 and account = $2 and ended_by = ''
                """,
                hold,
                account.value(),
                by)
            .rowCount()
        == 1;
  }

  /** Not when one waits already. */
  static boolean ask(
      Tx tx, UUID id, AccountNumber account, Money amount, String reason, String by, Instant now) {
    return tx.run(
                """
                insert into write_off (id, account, amount_minor, reason, asked_by, asked_at, state)
                values ($1, $2, $3, $4, $5, $6, 'ASKED') on conflict do nothing
                """,
                id,
                account.value(),
                amount.minor(),
                reason,
                by,
                now.atOffset(ZoneOffset.UTC))
            .rowCount()
        == 1;
  }

  Optional<WriteOff> writeOff(Sql sql, UUID id) {
    return sql.one(this::toWriteOff, "select * from write_off where id = $1", id);
  }

  List<WriteOff> writeOffs(Sql sql, ListWriteOffs question) {
    return sql.list(
        this::toWriteOff,
        """
        select * from write_off where not $1 or state = 'ASKED'
        order by asked_at desc, id limit $2 offset $3
        """,
        question.open(),
        question.limit(),
        question.offset());
  }

  private List<WriteOff> writeOffs(Sql sql, String which, AccountNumber account) {
    return sql.list(this::toWriteOff, "select * from write_off " + which, account.value());
  }

  static void decide(Tx tx, UUID id, String state, String by, Money written, Instant now) {
    tx.run(
        """
        update write_off set state = $2, decided_by = $3, decided_at = $4, written_minor = $5
        where id = $1
        """,
        id,
        state,
        by,
        now.atOffset(ZoneOffset.UTC),
        written.minor());
  }

  /** The oldest due is written off first; what is not on an invoice stands on the balance alone. */
  static void allocate(Tx tx, AccountNumber account, UUID writeOff, Money amount, Instant now) {
    tx.run(
        "select 1 from invoice where account = $1 and open_minor > 0 for update", account.value());
    tx.run(
        """
        with open as (
          select id, open_minor,
            sum(open_minor) over (order by due_on, number) - open_minor as before
          from invoice where account = $1 and open_minor > 0
        ), part as (
          select id, least(open_minor, $3::bigint - before)::bigint as minor
          from open where before < $3::bigint
        ), written as (
          insert into allocation (invoice_id, credit_source, credit_id, amount_minor, allocated_at)
          select id, 'write-off', $2, minor, $4 from part returning 1
        )
        update invoice i set open_minor = open_minor - part.minor from part where i.id = part.id
        """,
        account.value(),
        writeOff.toString(),
        amount.minor(),
        now.atOffset(ZoneOffset.UTC));
  }

  private WriteOff toWriteOff(Row row) {
    return new WriteOff(
        row.getUUID("id"),
        new AccountNumber(row.getString("account")),
        money(row.getLong("amount_minor")),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getOffsetDateTime("asked_at").toInstant(),
        row.getString("state"),
        row.getString("decided_by"),
        money(row.getLong("written_minor")));
  }

  private Money money(long minor) {
    return new Money(minor, currency);
  }
}
