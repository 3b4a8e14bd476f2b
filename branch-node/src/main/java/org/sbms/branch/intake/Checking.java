package org.sbms.branch.intake;

import java.util.Currency;
import java.util.UUID;
import org.sbms.kit.db.Tx;

/**
 * What a line alone does not tell: whether its plan is sold here, whether its phone is somebody
 * else's, whether an earlier file brought it. A statement a rule over the whole file.
 */
final class Checking {
  private Checking() {}

  /** Lines that are known are left out before the rules are asked: they are right already. */
  static void check(Tx tx, Intake intake, Currency currency) {
    UUID id = intake.id();
    tx.run(
        """
        update intake_line l set known = true from intake_account a
        where l.intake_id = $1 and a.source = $2 and a.external_id = l.external_id
        """,
        id,
        intake.source());
    problem(
        tx,
        id,
        "account_id",
        "stands in the file twice",
        """
        select line from (
          select line, row_number() over (partition by external_id order by line) as n
          from intake_line where intake_id = $1 and not known) t
        where n > 1
        """);
    tx.run(
        """
        insert into intake_problem (intake_id, line, field, reason)
        select l.intake_id, l.line, 'plan', 'is not a plan of this branch in ' || $2
        from intake_line l where l.intake_id = $1 and not l.known and not exists (
          select from rate_plan p where p.code = l.plan and p.currency = $2)
        """,
        id,
        currency.getCurrencyCode());
    problem(
        tx,
        id,
        "services",
        "are not all services of this branch",
        """
        select l.line from intake_line l where l.intake_id = $1 and not l.known
          and exists (
            select from unnest(string_to_array(l.services, ' ')) as given
            where not exists (select from service_offer s where s.code = given))
        """);
    problem(
        tx,
        id,
        "company",
        "is not one of ours",
        """
        select l.line from intake_line l where l.intake_id = $1 and not l.known
          and not exists (select from operator_company c where c.code = l.company)
        """);
    problem(
        tx,
        id,
        "department",
        "is not one of ours",
        """
        select l.line from intake_line l where l.intake_id = $1 and not l.known
          and l.department <> '' and not exists (
            select from department d where d.company = l.company and d.code = l.department)
        """);
    identifiers(tx, id, "phones", "PHONE");
    identifiers(tx, id, "logins", "LOGIN");
    count(tx, id);
  }

  private static void identifiers(Tx tx, UUID id, String column, String kind) {
    problem(
        tx,
        id,
        column,
        "stand in the file twice",
        """
        select distinct line from (
          select line, row_number() over (partition by value order by line) as n
          from intake_line l, unnest(string_to_array(l.%s, ' ')) as value
          where l.intake_id = $1 and not l.known) t
        where n > 1
        """
            .formatted(column));
    taken(tx, id, column, kind, 0, Integer.MAX_VALUE);
  }

  /** Asked for a batch once more when it is loaded: somebody may have taken one since. */
  static void taken(Tx tx, UUID id, String column, String kind, int from, int to) {
    tx.run(
        """
        insert into intake_problem (intake_id, line, field, reason)
        select distinct l.intake_id, l.line, $4, 'belong to another subscriber already'
        from intake_line l, unnest(string_to_array(l.%s, ' ')) as given
        join identifier i on i.value = given and i.kind = $5
        where l.intake_id = $1 and l.line between $2 and $3 and not l.known and not l.bad
          and l.account is null
        """
            .formatted(column),
        id,
        from,
        to,
        column,
        kind);
  }

  private static void problem(Tx tx, UUID id, String field, String reason, String lines) {
    tx.run(
        """
        insert into intake_problem (intake_id, line, field, reason)
        select $1, found.line, $2, $3 from (%s) as found
        """
            .formatted(lines),
        id,
        field,
        reason);
  }

  /** Marks lines with a mistake, and sums up the others. */
  static void count(Tx tx, UUID id) {
    tx.run(
        """
        update intake_line l set bad = true from intake_problem p
        where l.intake_id = $1 and p.intake_id = $1 and p.line = l.line and not l.bad
        """,
        id);
    tx.run(
        """
        update intake i set bad = i.lines - t.all_lines + t.bad_lines, known = t.known_lines,
          customers = t.customers, opening_minor = t.opening,
          problems = greatest(i.problems,
            (select count(*) from intake_problem where intake_id = $1))
        from (
          select count(*) as all_lines, count(*) filter (where bad) as bad_lines,
            count(*) filter (where known and not bad) as known_lines,
            count(distinct customer_key) filter (where not bad and not known) as customers,
            coalesce(sum(balance_minor) filter (where not bad and not known), 0) as opening
          from intake_line where intake_id = $1) t
        where i.id = $1
        """,
        id);
  }
}
