package org.sbms.branch.billing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sbms.branch.billing.AllocationRule.First;
import org.sbms.branch.billing.AllocationRule.Kind;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Keeps the rule of what a payment pays first. */
final class AllocationRules {
  private final Clock clock;

  AllocationRules(Clock clock) {
    this.clock = clock;
  }

  static List<FieldError> problems(AllocationRule rule) {
    boolean eachOnce =
        rule.kinds().size() == Kind.values().length
            && Set.copyOf(rule.kinds()).size() == Kind.values().length;
    return eachOnce
        ? List.of()
        : List.of(new FieldError("kinds", "must name every kind of charge once"));
  }

  Outcome<AllocationRule> show(Caller caller, AllocationRule.Show question, Sql sql) {
    return Outcome.done(rule(sql));
  }

  Outcome<AllocationRule> save(Command<AllocationRule.Save> command, Tx tx) {
    AllocationRule rule = command.operation().rule();
    // The job that allocates takes this row first, too.
    tx.run("select from allocation_state for update");
    boolean changes = !rule.equals(rule(tx));
    tx.write(
        """
        update allocation_rule
        set first_by = $1, kinds = $2, changed_at = $3, changed_by = $4
        """,
        rule.first().name(),
        rule.kinds().stream().map(Enum::name).toArray(String[]::new),
        clock.instant().atOffset(ZoneOffset.UTC),
        command.caller().actor().login());
    if (changes) {
      tx.run("update allocation_state set posting = 0");
    }
    return Outcome.done(rule);
  }

  static AllocationRule rule(Sql sql) {
    return sql.one(
            row ->
                new AllocationRule(
                    First.valueOf(row.getString("first_by")),
                    Arrays.stream(row.getArrayOfStrings("kinds")).map(Kind::valueOf).toList()),
            "select * from allocation_rule")
        .orElseThrow();
  }
}
