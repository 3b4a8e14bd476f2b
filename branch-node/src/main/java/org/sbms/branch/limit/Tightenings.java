package org.sbms.branch.limit;

import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of the branch's own rules for others. */
final class Tightenings {
  private Tightenings() {}

  static List<Tightening> all(Sql sql) {
    return sql.list(
        Tightenings::toTightening,
        "select * from peer_tightening order by operation, origin, role");
  }

  static void put(Tx tx, Tightening rule, String currency) {
    tx.run(
        """
        insert into peer_tightening (operation, origin, role, allowed, currency, max_minor,
            branch_day_minor, person_day_minor, set_by, set_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (operation, origin, role) do update set allowed = excluded.allowed,
          currency = excluded.currency, max_minor = excluded.max_minor,
          branch_day_minor = excluded.branch_day_minor,
          person_day_minor = excluded.person_day_minor, set_by = excluded.set_by,
          set_at = excluded.set_at
        """,
        rule.operation(),
        rule.origin(),
        rule.role(),
        rule.allowed(),
        currency,
        minor(rule.maxAmount()),
        minor(rule.branchDayTotal()),
        minor(rule.personDayTotal()),
        rule.by(),
        rule.at().atOffset(ZoneOffset.UTC));
  }

  static boolean remove(Tx tx, String operation, String origin, String role) {
    return tx.run(
                "delete from peer_tightening where operation = $1 and origin = $2 and role = $3",
                operation,
                origin,
                role)
            .rowCount()
        == 1;
  }

  private static @Nullable Long minor(Optional<Money> amount) {
    return amount.map(Money::minor).orElse(null);
  }

  private static Tightening toTightening(Row row) {
    return new Tightening(
        row.getString("operation"),
        row.getString("origin"),
        row.getString("role"),
        row.getBoolean("allowed"),
        money(row, "max_minor"),
        money(row, "branch_day_minor"),
        money(row, "person_day_minor"),
        row.getString("set_by"),
        row.getOffsetDateTime("set_at").toInstant());
  }

  private static Optional<Money> money(Row row, String column) {
    return Optional.ofNullable(row.getLong(column))
        .map(minor -> Money.ofMinor(minor, row.getString("currency")));
  }
}
