package org.sbms.branch.billing;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Runs in their table. */
public final class BillRuns {
  /**
   * Accounts that a run bills, if nothing is set aside. A closed one is due until a bill covers its
   * last day, for one cycle more, in which late usage comes, until its longest fee in arrears is
   * over, and after that while something waits.
   */
  private static final String DUE =
      """
      from account_billing b
      where (b.billed_until is null or b.billed_until <= %1$s)
        and (%2$s::text is null or b.mode = %2$s::text)
        and not exists (select from account z join account_state_period s on s.account = z.number
            and s.state = 'TERMINATED' and s.until is null
          where z.number = b.account and z.state = 'TERMINATED' and b.recheck_from is null
            and b.billed_until > s.since + make_interval(months => b.cycle_months + (
              select coalesce(max(p.months), 0) from subscription_item i join offer_price p
                on p.offer_kind = i.offer_kind and p.code = i.code and p.version = i.version
              where i.account = z.number and p.timing = 'ARREARS' and p.months > 1))
            and not exists (select from charge c where c.invoice_id is null
              and (c.account = z.number and c.payer is null or c.payer = z.number)))
      """;

  private static final String OF_PASS =
      """
       and %s exists (select from account p where p.number = b.account and p.payer <> 'OWN'
         and payer_of(p.number) <> p.number)
      """;

  private BillRuns() {}

  /**
   * Every account is billed somehow; one that nobody said anything about, as the branch says, from
   * its beginning on. One that is older than this month and was never charged here came with a base
   * from elsewhere: that has charged it, and bills begin with this month.
   */
  static void giveTerms(Sql sql, LocalDate today) {
    sql.run(
        """
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since,
          billed_until, tax_area, language)
        select a.number, s.mode, 1, 1, case when o.old then $1 else a.since end,
          case when o.old then $1 end, s.tax_area, s.language
        from billing_settings s, account a, lateral (select a.since < $1 and not exists (
          select from charge c where c.account = a.number) as old) o
        where not exists (select from account_billing b where b.account = a.number)
        on conflict do nothing
        """,
        today.withDayOfMonth(1));
  }

  static long due(Sql sql, LocalDate day, Optional<BillingMode> only) {
    return sql.one(
            row -> row.getLong(0),
            "select count(*) " + DUE.formatted("$1", "$2"),
            day,
            only.map(Enum::name).orElse(null))
        .orElseThrow();
  }

  /** The next accounts of a pass by number, past those that this run has set aside. */
  static List<String> due(Bulk bulk, BillRun run, Pass pass, String after, int limit) {
    String mode = run.onlyMode().map(Enum::name).orElse("");
    return bulk.list(
        row -> row.getString(1),
        "select b.account "
            + DUE.formatted("?::date", "nullif(?, '')")
            + OF_PASS.formatted(pass == Pass.PAID_BY_ANOTHER ? "" : "not")
            + """
             and b.account > ? and not exists (
               select from bill_run_set_aside s where s.run_id = ? and s.account = b.account)
             order by b.account limit ?
            """,
        run.day(),
        mode,
        mode,
        after,
        run.id(),
        limit);
  }

  static void insert(Tx tx, BillRun run) {
    tx.run(
        """
        insert into bill_run (id, dry, day, only_mode, state, started_by, started_at, due_accounts,
          currency)
        values ($1, $2, $3, $4, 'RUNNING', $5, $6, $7, $8)
        """,
        run.id(),
        run.dry(),
        run.day(),
        run.onlyMode().map(Enum::name).orElse(null),
        run.startedBy(),
        run.startedAt().atOffset(ZoneOffset.UTC),
        run.dueAccounts(),
        run.gross().currencyCode());
  }

  static Optional<BillRun> running(Sql sql) {
    return sql.one(BillRuns::toRun, "select * from bill_run where state = 'RUNNING'");
  }

  static Optional<BillRun> find(Sql sql, UUID id) {
    return sql.one(BillRuns::toRun, "select * from bill_run where id = $1", id);
  }

  static List<BillRun> list(Sql sql, String orderBy, int offset, int limit) {
    return sql.list(
        BillRuns::toRun,
        "select * from bill_run order by " + orderBy + ", serial desc limit $1 offset $2",
        limit,
        offset);
  }

  static boolean askToCancel(Tx tx, UUID id) {
    return tx.run("update bill_run set cancel_asked = true where id = $1 and state = 'RUNNING'", id)
            .rowCount()
        == 1;
  }

  static boolean isCancelAsked(Bulk bulk, UUID id) {
    return bulk.list(row -> row.getBoolean(1), "select cancel_asked from bill_run where id = ?", id)
        .getFirst();
  }

  /** In the part's transaction, so that what is counted is what is there. */
  static void add(Bulk bulk, UUID id, RunTally tally) {
    bulk.run(
        """
        update bill_run set accounts = accounts + ?, invoices = invoices + ?,
          credit_notes = credit_notes + ?, lines = lines + ?, set_aside = set_aside + ?,
          net_minor = net_minor + ?, tax_minor = tax_minor + ?, gross_minor = gross_minor + ?
        where id = ?
        """,
        tally.accounts,
        tally.invoices,
        tally.creditNotes,
        tally.lines,
        tally.setAside,
        tally.netMinor,
        tally.taxMinor,
        tally.grossMinor,
        id);
  }

  static void setAside(Bulk bulk, UUID run, String account, String reason, String detail) {
    bulk.run(
        "insert into bill_run_set_aside values (?, ?, ?, ?) on conflict do nothing",
        run,
        account,
        reason,
        detail);
  }

  static void end(Bulk bulk, UUID id, BillRun.State state, Instant now) {
    bulk.run(
        "update bill_run set state = ?, finished_at = ? where id = ?",
        state.name(),
        now.atOffset(ZoneOffset.UTC),
        id);
  }

  /** An account that a run left without a bill. */
  public record SetAside(String account, String reason, String detail) {}

  static List<SetAside> setAside(Sql sql, UUID run, int offset, int limit) {
    return sql.list(
        row ->
            new SetAside(
                row.getString("account"), row.getString("reason"), row.getString("detail")),
        "select * from bill_run_set_aside where run_id = $1 order by account limit $2 offset $3",
        run,
        limit,
        offset);
  }

  private static BillRun toRun(Row row) {
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new BillRun(
        row.getUUID("id"),
        row.getLong("serial"),
        row.getBoolean("dry"),
        row.getLocalDate("day"),
        Optional.ofNullable(row.getString("only_mode")).map(BillingMode::valueOf),
        BillRun.State.valueOf(row.getString("state")),
        row.getBoolean("cancel_asked"),
        row.getString("started_by"),
        row.getOffsetDateTime("started_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(at -> at.toInstant()),
        row.getLong("due_accounts"),
        row.getLong("accounts"),
        row.getLong("invoices"),
        row.getLong("credit_notes"),
        row.getLong("lines"),
        row.getLong("set_aside"),
        new Money(row.getLong("net_minor"), currency),
        new Money(row.getLong("tax_minor"), currency),
        new Money(row.getLong("gross_minor"), currency));
  }
}
