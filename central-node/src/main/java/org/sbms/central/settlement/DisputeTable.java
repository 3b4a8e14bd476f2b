package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.Disputes.State;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of disputes, and which lines they keep from counting. */
final class DisputeTable {
  private DisputeTable() {}

  /** What the lines of an entry in a window come to. */
  record Entry(BranchCode origin, BranchCode home, Money owedToHome) {}

  /** One for each currency; none when the window holds nothing of it that counts. */
  static List<Entry> entries(Sql sql, RaiseDispute raised) {
    return sql.list(
        row ->
            new Entry(
                new BranchCode(row.getString("origin")),
                new BranchCode(row.getString("home")),
                Money.ofMinor(row.getLong("minor"), row.getString("currency"))),
        """
        select origin, home, currency, sum(amount_minor)::bigint as minor
        from settlement_line
        where window_id = $1 and home = $2 and home_number = $3 and dispute_id is null
          and kind <> all($4)
        group by 1, 2, 3
        """,
        Long.valueOf(raised.window()),
        raised.home().value(),
        raised.homeNumber(),
        LineKind.names(LineKind.BY_HAND));
  }

  /** Of an entry that is disputed already there is no second one: empty. */
  static Optional<Dispute> insert(Tx tx, RaiseDispute raised, Entry entry, String by, Instant now) {
    boolean isHome = raised.branch().equals(entry.home());
    return tx.one(
        DisputeTable::dispute,
        """
        insert into settlement_dispute (window_id, home, home_number, branch, counterparty,
            amount_minor, currency, state, reason, raised_by, raised_at)
        values ($1, $2, $3, $4, $5, $6, $7, 'RAISED', $8, $9, $10)
        on conflict do nothing returning *
        """,
        Long.valueOf(raised.window()),
        raised.home().value(),
        raised.homeNumber(),
        raised.branch().value(),
        (isHome ? entry.origin() : entry.home()).value(),
        (isHome ? entry.owedToHome() : entry.owedToHome().negated()).minor(),
        entry.owedToHome().currencyCode(),
        raised.reason(),
        by,
        at(now));
  }

  /** The lines no longer count; those of a window that was closed move on to the open one. */
  static void hold(Tx tx, Dispute dispute, long open) {
    tx.run(
        """
        update settlement_line set dispute_id = $1, window_id = $2
        where window_id = $3 and home = $4 and home_number = $5 and dispute_id is null
          and kind <> all($6)
        """,
        dispute.id(),
        open,
        Long.valueOf(dispute.window()),
        dispute.home().value(),
        dispute.homeNumber(),
        LineKind.names(LineKind.BY_HAND));
  }

  /** They count again, in the window in which they are now: the open one. */
  static void release(Tx tx, long id) {
    tx.run("update settlement_line set dispute_id = null where dispute_id = $1", id);
  }

  /** What is still disputed does not stay behind in a window that closes. */
  static void carry(Tx tx, String window, long next) {
    tx.run(
        """
        update settlement_line l set window_id = $2
        from settlement_dispute d
        where l.window_id = $1 and d.id = l.dispute_id
          and d.state in ('RAISED', 'ANSWERED', 'ARBITRATION')
        """,
        Long.valueOf(window),
        next);
  }

  static Optional<Dispute> lock(Tx tx, long id) {
    return tx.one(
        DisputeTable::dispute, "select * from settlement_dispute where id = $1 for update", id);
  }

  static Dispute answer(Tx tx, long id, String text, String by) {
    return one(
        tx,
        """
        update settlement_dispute set state = 'ANSWERED', answer = $2, answered_by = $3
        where id = $1 returning *
        """,
        id,
        text,
        by);
  }

  static Dispute ask(Tx tx, long id) {
    return one(
        tx, "update settlement_dispute set state = 'ARBITRATION' where id = $1 returning *", id);
  }

  static Dispute decide(Tx tx, long id, State state, String ruling, String by, Instant now) {
    return one(
        tx,
        """
        update settlement_dispute
        set state = $2, ruling = $3, decided_by = $4, decided_at = $5
        where id = $1 returning *
        """,
        id,
        state.name(),
        ruling,
        by,
        at(now));
  }

  static List<Dispute> latest(Sql sql, int offset, int limit) {
    return sql.list(
        DisputeTable::dispute,
        "select * from settlement_dispute order by id desc offset $1 limit $2",
        offset,
        limit);
  }

  /** Those of either side. */
  static List<Dispute> of(Sql sql, BranchCode branch, int offset, int limit) {
    return sql.list(
        DisputeTable::dispute,
        """
        select * from settlement_dispute where branch = $1 or counterparty = $1
        order by id desc offset $2 limit $3
        """,
        branch.value(),
        offset,
        limit);
  }

  private static Dispute one(Tx tx, String sql, Object... args) {
    return tx.one(DisputeTable::dispute, sql, args).orElseThrow();
  }

  private static Dispute dispute(Row row) {
    return new Dispute(
        row.getLong("id"),
        Long.toString(row.getLong("window_id")),
        new BranchCode(row.getString("home")),
        row.getLong("home_number"),
        new BranchCode(row.getString("branch")),
        new BranchCode(row.getString("counterparty")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("raised_by"),
        row.getOffsetDateTime("raised_at").toInstant(),
        row.getString("answer"),
        row.getString("answered_by"),
        row.getString("ruling"),
        row.getString("decided_by"),
        Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
