package org.sbms.branch.limit;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sbms.contract.Money;
import org.sbms.kit.db.Tx;

/**
 * What was done of one operation in one currency today, by scope. Locked from when it is looked at
 * until the transaction ends, so that no two transactions fit under the same limit together.
 */
public final class DayTotals {
  private final Tx tx;
  private final LocalDate day;
  private final String operation;
  private final Currency currency;
  private final Map<String, Money> used = new HashMap<>();
  private final Map<String, Money> added = new HashMap<>();

  private DayTotals(Tx tx, LocalDate day, String operation, Currency currency) {
    this.tx = tx;
    this.day = day;
    this.operation = operation;
    this.currency = currency;
  }

  /** Locks in the order of the scopes, so that two transactions never wait for each other. */
  public static DayTotals lock(
      Tx tx, LocalDate day, String operation, Currency currency, Set<String> scopes) {
    DayTotals totals = new DayTotals(tx, day, operation, currency);
    if (!scopes.isEmpty()) {
      totals.load(new TreeSet<>(scopes).toArray(String[]::new));
    }
    return totals;
  }

  public Map<String, Money> used() {
    return Map.copyOf(used);
  }

  /** Counts an amount in every scope; written by {@link #write}. */
  public void add(Set<String> scopes, Money amount) {
    for (String scope : scopes) {
      used.merge(scope, amount, Money::plus);
      added.merge(scope, amount, Money::plus);
    }
  }

  public void write() {
    if (added.isEmpty()) {
      return;
    }
    List<Map.Entry<String, Money>> entries = List.copyOf(added.entrySet());
    tx.run(
        """
        update day_total set total_minor = total_minor + t.delta
        from unnest($4::text[], $5::bigint[]) as t (scope, delta)
        where day = $1 and operation = $2 and currency = $3 and day_total.scope = t.scope
        """,
        day,
        operation,
        currency.getCurrencyCode(),
        entries.stream().map(Map.Entry::getKey).toArray(String[]::new),
        entries.stream().map(entry -> entry.getValue().minor()).toArray(Long[]::new));
  }

  private void load(String[] scopes) {
    tx.run(
        """
        insert into day_total (day, operation, currency, scope, total_minor)
        select $1, $2, $3, scope, 0 from unnest($4::text[]) as scope
        on conflict do nothing
        """,
        day,
        operation,
        currency.getCurrencyCode(),
        scopes);
    for (Row row :
        tx.run(
            """
            select scope, total_minor from day_total
            where day = $1 and operation = $2 and currency = $3 and scope = any($4::text[])
            order by scope for update
            """,
            day,
            operation,
            currency.getCurrencyCode(),
            scopes)) {
      used.put(row.getString("scope"), new Money(row.getLong("total_minor"), currency));
    }
  }
}
