package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Unit;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.CopyRows;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Counters in their table. */
final class Counters {
  private static final String COLUMNS =
      """
      id, account, cycle_from, cycle_until, offer_kind, offer, version, price_line, product, used,
      records, amount_minor, claimed, reserved_minor
      """;

  private Counters() {}

  /** Those that are there, and new ones for the places that have none yet. Locks nothing. */
  static Map<CounterKey, Counter> load(Sql sql, Collection<Resolving.Resolved> places) {
    Map<CounterKey, Counter> counters = HashMap.newHashMap(places.size());
    Map<CounterKey, Resolving.Resolved> wanted = HashMap.newHashMap(places.size());
    places.forEach(place -> wanted.putIfAbsent(place.key(), place));
    for (Row row :
        sql.run(
            "select "
                + COLUMNS
                + """
                from usage_counter
                where account = any($1::text[]) and cycle_from = any($2::date[])
                """,
            wanted.keySet().stream().map(CounterKey::account).distinct().toArray(String[]::new),
            wanted.keySet().stream()
                .map(key -> key.cycle().from())
                .distinct()
                .toArray(LocalDate[]::new))) {
      CounterKey key = key(row);
      Resolving.Resolved place = wanted.get(key);
      if (place != null) {
        counters.put(key, counter(row, key, place.meter()));
      }
    }
    for (Resolving.Resolved place : wanted.values()) {
      counters.computeIfAbsent(
          place.key(),
          key ->
              new Counter(
                  key, place.product(), place.meter(), Optional.empty(), Counter.Stored.NOTHING));
    }
    return counters;
  }

  static Optional<Counter> byId(Sql sql, long id, Tariff tariff) {
    return sql.one(
        row -> {
          CounterKey key = key(row);
          return counter(row, key, tariff.meter(key));
        },
        "select " + COLUMNS + " from usage_counter where id = $1",
        id);
  }

  private static CounterKey key(Row row) {
    return new CounterKey(
        row.getString("account"),
        new Period(row.getLocalDate("cycle_from"), row.getLocalDate("cycle_until")),
        new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), row.getString("offer")),
        row.getInteger("version"),
        row.getInteger("price_line"));
  }

  private static Counter counter(Row row, CounterKey key, Meter meter) {
    return new Counter(
        key,
        row.getString("product"),
        meter,
        Optional.of(row.getLong("id")),
        new Counter.Stored(
            row.getLong("used"),
            row.getLong("records"),
            row.getLong("amount_minor"),
            row.getLong("claimed"),
            row.getLong("reserved_minor")));
  }

  /** Gives new ones their ids. What is not committed with them leaves a gap, which is no harm. */
  static void number(Sql sql, Collection<Counter> counters) {
    List<Counter> fresh = counters.stream().filter(Counter::isNew).toList();
    if (fresh.isEmpty()) {
      return;
    }
    int next = 0;
    for (Row row :
        sql.run(
            """
            select nextval(pg_get_serial_sequence('usage_counter', 'id'))
            from generate_series(1, $1)
            """,
            fresh.size())) {
      fresh.get(next++).id(row.getLong(0));
    }
  }

  /**
   * Writes what changed, unless somebody else changed it meanwhile.
   *
   * @throws SomebodyElse when a counter is not as it was loaded
   */
  static void store(Bulk bulk, Collection<Counter> counters) {
    CopyRows fresh = new CopyRows(0);
    List<Counter> known =
        counters.stream().filter(counter -> counter.stored() != Counter.Stored.NOTHING).toList();
    for (Counter counter : counters) {
      if (counter.stored() == Counter.Stored.NOTHING) {
        append(fresh, counter);
      }
    }
    if (!fresh.isEmpty()) {
      bulk.copy(
          """
          usage_counter (id, account, cycle_from, cycle_until, offer_kind, offer, version,
            price_line, product, unit, currency, used, records, amount_minor, claimed,
            reserved_minor)
          """,
          fresh);
    }
    if (!known.isEmpty()) {
      int changed =
          bulk.run(
              """
              update usage_counter c
              set used = t.used, records = t.records, amount_minor = t.amount, claimed = t.claimed,
                reserved_minor = t.reserved
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                  ?::bigint[], ?::bigint[], ?::bigint[])
                as t (id, used, records, amount, claimed, reserved, was_used, was_claimed)
              where c.id = t.id and c.used = t.was_used and c.claimed = t.was_claimed
              """,
              (Object[]) columns(known));
      if (changed != known.size()) {
        throw new SomebodyElse();
      }
    }
  }

  /** The same in a transaction that is open already, for a few. */
  static void store(Tx tx, Counter counter) {
    if (counter.stored() == Counter.Stored.NOTHING) {
      insert(tx, counter);
      return;
    }
    tx.writeChecked(
        """
        update usage_counter
        set used = $2, records = $3, amount_minor = $4, claimed = $5, reserved_minor = $6
        where id = $1 and used = $7 and claimed = $8
        """,
        changed -> {
          if (changed.rowCount() != 1) {
            throw new org.sbms.kit.db.TryAgainException("a counter changed at the same time");
          }
        },
        counter.id(),
        counter.used(),
        counter.records(),
        counter.amountMinor(),
        counter.claimed(),
        counter.reservedMinor(),
        counter.stored().used(),
        counter.stored().claimed());
  }

  private static void insert(Tx tx, Counter counter) {
    CounterKey key = counter.key();
    tx.writeChecked(
        """
        insert into usage_counter (id, account, cycle_from, cycle_until, offer_kind, offer, version,
          price_line, product, unit, currency, used, records, amount_minor, claimed,
          reserved_minor)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict do nothing
        """,
        inserted -> {
          if (inserted.rowCount() != 1) {
            throw new org.sbms.kit.db.TryAgainException("a counter was made at the same time");
          }
        },
        counter.id(),
        key.account(),
        key.cycle().from(),
        key.cycle().until(),
        key.offer().kind().name(),
        key.offer().code(),
        key.version(),
        key.line(),
        counter.product(),
        counter.meter().unit().name(),
        counter.meter().currency().getCurrencyCode(),
        counter.used(),
        counter.records(),
        counter.amountMinor(),
        counter.claimed(),
        counter.reservedMinor());
  }

  /** A counter, or a record's id, was taken by somebody else: load again and count anew. */
  static final class SomebodyElse extends RuntimeException {
    private static final long serialVersionUID = 1;

    SomebodyElse() {
      super("counted at the same time", null, false, false);
    }
  }

  private static Object[] columns(List<Counter> counters) {
    int n = counters.size();
    long[][] columns = new long[8][n];
    for (int i = 0; i < n; i++) {
      Counter counter = counters.get(i);
      columns[0][i] = counter.id();
      columns[1][i] = counter.used();
      columns[2][i] = counter.records();
      columns[3][i] = counter.amountMinor();
      columns[4][i] = counter.claimed();
      columns[5][i] = counter.reservedMinor();
      columns[6][i] = counter.stored().used();
      columns[7][i] = counter.stored().claimed();
    }
    return columns;
  }

  private static void append(CopyRows rows, Counter counter) {
    CounterKey key = counter.key();
    rows.add(counter.id())
        .add(key.account())
        .add(key.cycle().from())
        .add(key.cycle().until())
        .add(key.offer().kind().name())
        .add(key.offer().code())
        .add(key.version())
        .add(key.line())
        .add(counter.product())
        .add(counter.meter().unit().name())
        .add(counter.meter().currency().getCurrencyCode())
        .add(counter.used())
        .add(counter.records())
        .add(counter.amountMinor())
        .add(counter.claimed())
        .add(counter.reservedMinor())
        .endRow();
  }

  static Unit unit(Row row) {
    return Unit.valueOf(row.getString("unit"));
  }
}
