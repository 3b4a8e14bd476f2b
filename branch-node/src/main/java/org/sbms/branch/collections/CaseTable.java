package org.sbms.branch.collections;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of cases and of what was done in them. */
final class CaseTable {
  private CaseTable() {}

  record Open(UUID id, String policy, DunningDecisions.Case facts) {}

  /** Whoever is late now, and whoever was: by account, a page at a time. */
  static List<AccountNumber> candidates(Sql sql, LocalDate today, String after, int limit) {
    return sql.list(
        row -> new AccountNumber(row.getString(0)),
        """
        select account from (
          select account from invoice where open_minor > 0 and due_on < $1
          union
          select account from dunning_case where closed_on is null) t
        where account > $2 order by account limit $3
        """,
        today,
        after,
        limit);
  }

  static Optional<Open> open(Tx tx, AccountNumber account) {
    return tx.one(
        CaseTable::toOpen,
        "select * from dunning_case where account = $1 and closed_on is null for update",
        account.value());
  }

  static String policyOf(Sql sql, UUID id) {
    return sql.one(row -> row.getString(0), "select policy from dunning_case where id = $1", id)
        .orElseThrow();
  }

  static String kindOf(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getString(0),
            """
            select c.kind from account a join customer c on c.id = a.customer_id
            where a.number = $1
            """,
            account.value())
        .orElseThrow();
  }

  static void insert(Tx tx, UUID id, AccountNumber account, String policy, LocalDate day) {
    tx.run(
        "insert into dunning_case (id, account, policy, opened_on) values ($1, $2, $3, $4)",
        id,
        account.value(),
        policy,
        day);
  }

  static void step(Tx tx, UUID id, int number, LocalDate day) {
    tx.run("update dunning_case set step = $2, stepped_on = $3 where id = $1", id, number, day);
  }

  static void setSuspended(Sql sql, UUID id, boolean suspended) {
    sql.run("update dunning_case set suspended = $2 where id = $1", id, suspended);
  }

  static void close(Tx tx, UUID id, LocalDate day) {
    tx.run("update dunning_case set closed_on = $2 where id = $1", id, day);
  }

  /**
   * @param number of the step; 0 for what is none
   * @param asks whether something must still be asked of the subscriber's state
   * @return the entry's id
   */
  static long log(
      Tx tx,
      UUID id,
      AccountNumber account,
      LocalDate day,
      int number,
      String action,
      boolean asks,
      Money debt,
      String reason) {
    return tx.one(
            row -> row.getLong(0),
            """
            insert into dunning_log (case_id, account, day, step, action, state, debt_minor, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
            """,
            id,
            account.value(),
            day,
            number,
            action,
            asks ? "ASKED" : "DONE",
            debt.minor(),
            reason)
        .orElseThrow();
  }

  /**
   * @param payer of an account that is asked for because of who pays for it
   */
  record Asked(
      long id,
      UUID caseId,
      AccountNumber account,
      String action,
      String reason,
      Optional<AccountNumber> payer) {}

  /** Those whose bills the account pays are to be suspended with it: an entry each. */
  static void suspendDependents(Tx tx, Asked payer, LocalDate day) {
    tx.run(
        """
        with recursive down (number, depth) as (
          select number, 1 from account where parent = $2 and payer = 'PARENT'
          union all
          select a.number, down.depth + 1 from down join account a on a.parent = down.number
          where a.payer = 'PARENT' and down.depth < 10
        )
        insert into dunning_log (case_id, account, day, step, action, state, debt_minor, reason, payer)
        select $1, a.number, $3, 0, 'SUSPEND', 'ASKED', 0, $4, $2
        from down join account a on a.number = down.number
        where a.state = 'ACTIVE' and payer_of(a.number) = $2 order by a.number
        """,
        payer.caseId(),
        payer.account().value(),
        day,
        payer.reason());
  }

  /** Those that were suspended with the account come back with it. */
  static void resumeDependents(Tx tx, UUID id, LocalDate day, String reason) {
    tx.run(
        """
        insert into dunning_log (case_id, account, day, step, action, state, debt_minor, reason, payer)
        select l.case_id, l.account, $2, 0, 'RECONNECT', 'ASKED', 0, $3, l.payer
        from dunning_log l
        where l.case_id = $1 and l.payer is not null and l.action = 'SUSPEND' and l.state <> 'REFUSED'
          and not exists (select from dunning_log r where r.case_id = l.case_id
            and r.account = l.account and r.action = 'RECONNECT' and r.id > l.id)
        order by l.id
        """,
        id,
        day,
        reason);
  }

  static List<Asked> asked(Sql sql, int limit) {
    return sql.list(
        row ->
            new Asked(
                row.getLong("id"),
                row.getUUID("case_id"),
                new AccountNumber(row.getString("account")),
                row.getString("action"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("payer")).map(AccountNumber::new)),
        "select * from dunning_log where state = 'ASKED' order by id limit $1",
        limit);
  }

  static void answered(Tx tx, Asked asked, boolean done, String detail) {
    tx.run(
        "update dunning_log set state = $2, detail = $3 where id = $1",
        asked.id(),
        done ? "DONE" : "REFUSED",
        detail);
    if (done && asked.payer().isEmpty()) {
      setSuspended(tx, asked.caseId(), asked.action().equals("SUSPEND"));
    }
  }

  static boolean isWorkedOff(Sql sql, LocalDate day) {
    return sql.one(row -> row.getInteger(0), "select 1 from dunning_day where day = $1", day)
        .isPresent();
  }

  static void workedOff(Sql sql, LocalDate day, long cases, long steps) {
    sql.run(
        "insert into dunning_day values ($1, $2, $3) on conflict do nothing", day, cases, steps);
  }

  private static Open toOpen(Row row) {
    return new Open(
        row.getUUID("id"),
        row.getString("policy"),
        new DunningDecisions.Case(
            row.getInteger("step"),
            Optional.ofNullable(row.getLocalDate("stepped_on")),
            row.getBoolean("suspended")));
  }
}
