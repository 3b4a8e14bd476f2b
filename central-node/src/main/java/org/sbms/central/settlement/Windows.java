package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.netting.Netting;
import org.sbms.reconciliation.netting.Obligation;
import org.sbms.reconciliation.netting.Position;

/** The tables of windows and their positions. */
final class Windows {
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int MAX_CLOSINGS_AT_ONCE = 100;

  private static final String SELECT =
      """
      select w.*, (select count(*) from settlement_line l where l.window_id = w.id) as lines,
        (select count(*) from settlement_line l
         where l.window_id = w.id and l.dispute_id is not null) as disputed
      from settlement_window w
      """;

  private Windows() {}

  /**
   * The open window, which nobody can close until the transaction ends. Who closes it opens the
   * next one in the same transaction, so a statement that waited for that finds none and asks
   * again.
   */
  static long holdOpen(Tx tx) {
    for (int round = 0; round < MAX_CLOSINGS_AT_ONCE; round++) {
      Optional<Long> open =
          tx.one(
              row -> row.getLong("id"),
              "select id from settlement_window where state = 'OPEN' for share");
      if (open.isPresent()) {
        return open.get();
      }
    }
    throw new IllegalStateException("no settlement window is open");
  }

  static List<WindowView> latest(Sql sql, int offset, int limit) {
    return sql.list(
        Windows::view, SELECT + " order by w.id desc offset $1 limit $2", offset, limit);
  }

  static Optional<WindowView> find(Sql sql, String id) {
    OptionalLong number = number(id);
    return number.isEmpty()
        ? Optional.empty()
        : sql.one(Windows::view, SELECT + " where w.id = $1", number.getAsLong());
  }

  /** Reads it again under its lock: what was read before may have changed. */
  static Optional<WindowView> lock(Tx tx, String id) {
    OptionalLong number = number(id);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    tx.run("select id from settlement_window where id = $1 for update", number.getAsLong());
    return find(tx, id);
  }

  /**
   * Closes it and opens the next. Lines that are still disputed go there, and those of settlement
   * days after the last one that the closed window takes.
   *
   * @param now when the one closed and the next opened
   */
  static void close(Tx tx, String id, Optional<LocalDate> through, String by, Instant now) {
    Long number = Long.valueOf(id);
    tx.run(
        """
        update settlement_window
        set state = 'CLOSED', closed_at = $2, closed_by = $3, through = $4 where id = $1
        """,
        number,
        at(now),
        by,
        through.orElse(null));
    long next =
        tx.one(
                row -> row.getLong("id"),
                "insert into settlement_window (state, opened_at) values ('OPEN', $1) returning id",
                at(now))
            .orElseThrow();
    DisputeTable.carry(tx, id, next);
    if (through.isPresent()) {
      tx.run(
          "update settlement_line set window_id = $2 where window_id = $1 and day > $3",
          number,
          next,
          through.get());
    }
  }

  /** A line has left a window that is netted already. */
  static void netAgain(Tx tx, String id) {
    tx.run("delete from settlement_position where window_id = $1", Long.valueOf(id));
    List<Position> positions = Netting.multilateral(obligations(tx, id));
    Netting.requireZeroSum(positions);
    insertPositions(tx, id, positions);
  }

  static void net(Tx tx, String id, List<Position> positions, Instant now) {
    insertPositions(tx, id, positions);
    tx.run(
        "update settlement_window set state = 'NETTED', netted_at = $2 where id = $1",
        Long.valueOf(id),
        at(now));
  }

  private static void insertPositions(Tx tx, String id, List<Position> positions) {
    tx.run(
        """
        insert into settlement_position (window_id, branch, currency, owes_minor, is_owed_minor,
            net_minor)
        select $1, t.*
        from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) as t
        """,
        Long.valueOf(id),
        positions.stream().map(position -> position.branch().value()).toArray(String[]::new),
        positions.stream().map(position -> position.net().currencyCode()).toArray(String[]::new),
        positions.stream().map(position -> position.owes().minor()).toArray(Long[]::new),
        positions.stream().map(position -> position.isOwed().minor()).toArray(Long[]::new),
        positions.stream().map(position -> position.net().minor()).toArray(Long[]::new));
  }

  static void approve(Tx tx, String id, String by, Instant now) {
    tx.run(
        """
        update settlement_window set state = 'APPROVED', approved_at = $2, approved_by = $3
        where id = $1
        """,
        Long.valueOf(id),
        at(now),
        by);
  }

  static void instruct(Tx tx, String id, String by, Instant now) {
    tx.run(
        """
        update settlement_window
        set state = 'INSTRUCTED', instructed_at = $2, instructed_by = $3 where id = $1
        """,
        Long.valueOf(id),
        at(now),
        by);
  }

  static void settle(Tx tx, String id, Instant now) {
    tx.run(
        "update settlement_window set state = 'SETTLED', settled_at = $2 where id = $1",
        Long.valueOf(id),
        at(now));
  }

  /**
   * What the lines of a window come to between any two branches. What a home owes for goods is a
   * debt of its own, not a smaller debt of the origin: the two positions show both.
   */
  static List<Obligation> obligations(Sql sql, String id) {
    return sql.list(
        row ->
            new Obligation(
                new BranchCode(row.getString("debtor")),
                new BranchCode(row.getString("creditor")),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency"))),
        """
        select case when by_home then home else origin end as debtor,
          case when by_home then origin else home end as creditor, currency,
          sum(case when by_home then -amount_minor else amount_minor end)::bigint as amount_minor
        from (
          select origin, home, currency, amount_minor, kind = any($2::text[]) as by_home
          from settlement_line where window_id = $1 and dispute_id is null
        ) as lines
        group by 1, 2, 3 order by 1, 2, 3
        """,
        Long.valueOf(id),
        LineKind.OWED_BY_HOME);
  }

  static List<Position> stored(Sql sql, String id) {
    return sql.list(
        row -> {
          String currency = row.getString("currency");
          return new Position(
              new BranchCode(row.getString("branch")),
              Money.ofMinor(row.getLong("owes_minor"), currency),
              Money.ofMinor(row.getLong("is_owed_minor"), currency),
              Money.ofMinor(row.getLong("net_minor"), currency));
        },
        "select * from settlement_position where window_id = $1 order by currency, branch",
        Long.valueOf(id));
  }

  private static WindowView view(Row row) {
    return new WindowView(
        Long.toString(row.getLong("id")),
        WindowState.valueOf(row.getString("state")),
        row.getOffsetDateTime("opened_at").toInstant(),
        moment(row, "closed_at"),
        Optional.ofNullable(row.getString("closed_by")),
        Optional.ofNullable(row.getLocalDate("through")),
        moment(row, "approved_at"),
        Optional.ofNullable(row.getString("approved_by")),
        moment(row, "instructed_at"),
        Optional.ofNullable(row.getString("instructed_by")),
        moment(row, "settled_at"),
        row.getLong("lines"),
        row.getLong("disputed"));
  }

  private static Optional<Instant> moment(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OptionalLong number(String id) {
    return ID.matcher(id).matches() ? OptionalLong.of(Long.parseLong(id)) : OptionalLong.empty();
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
