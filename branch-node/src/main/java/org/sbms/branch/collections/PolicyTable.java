package org.sbms.branch.collections;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of policies. A branch has a handful. */
final class PolicyTable {
  private final Currency currency;

  PolicyTable(Currency currency) {
    this.currency = currency;
  }

  /** In the order in which they are tried. */
  List<Policy> all(Sql sql) {
    Map<String, List<Policy.Step>> steps = new HashMap<>();
    for (Row row : sql.run("select * from dunning_step order by policy, step")) {
      steps
          .computeIfAbsent(row.getString("policy"), _ -> new ArrayList<>())
          .add(
              new Policy.Step(
                  row.getInteger("days"),
                  Action.valueOf(row.getString("action")),
                  row.getString("reason"),
                  new Money(row.getLong("amount_minor"), currency)));
    }
    return sql.list(
        row ->
            new Policy(
                row.getString("code"),
                row.getString("name"),
                List.of(row.getArrayOfStrings("kinds")),
                row.getInteger("rank"),
                new Money(row.getLong("min_debt_minor"), currency),
                row.getBoolean("active"),
                row.getBoolean("dependents"),
                steps.getOrDefault(row.getString("code"), List.of())),
        "select * from dunning_policy order by rank, code");
  }

  /** A case that is open goes on with the changed steps, from the one that it has come to. */
  static void save(Tx tx, Policy policy, String by, Instant now) {
    tx.run(
        """
        insert into dunning_policy (code, name, kinds, rank, min_debt_minor, active, changed_by,
          changed_at, dependents)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (code) do update set name = excluded.name, kinds = excluded.kinds,
          rank = excluded.rank, min_debt_minor = excluded.min_debt_minor,
          active = excluded.active, dependents = excluded.dependents, changed_by = excluded.changed_by,
          changed_at = excluded.changed_at
        """,
        policy.code(),
        policy.name().strip(),
        policy.kinds().toArray(String[]::new),
        policy.rank(),
        policy.minDebt().minor(),
        policy.active(),
        by,
        now.atOffset(ZoneOffset.UTC),
        policy.dependents());
    tx.run("delete from dunning_step where policy = $1", policy.code());
    List<Policy.Step> steps = policy.steps();
    tx.run(
        """
        insert into dunning_step (policy, step, days, action, reason, amount_minor)
        select $1, * from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::bigint[])
        """,
        policy.code(),
        IntStream.rangeClosed(1, steps.size()).boxed().toArray(Integer[]::new),
        steps.stream().map(Policy.Step::days).toArray(Integer[]::new),
        steps.stream().map(step -> step.action().name()).toArray(String[]::new),
        steps.stream().map(Policy.Step::reason).toArray(String[]::new),
        steps.stream().map(step -> step.amount().minor()).toArray(Long[]::new));
  }
}
