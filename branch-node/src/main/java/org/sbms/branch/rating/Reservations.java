package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Grants in their table. */
final class Reservations {
  private static final Map<String, String> SORTS =
      Map.of(
          "opened", "r.opened_at",
          "expires", "r.expires_at",
          "account", "r.account");

  private static final String SELECT =
      "select r.*, c.currency from usage_reservation r join usage_counter c on c.id = r.counter ";

  private Reservations() {}

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  /**
   * What is kept of one.
   *
   * @param claimed counted units that are granted and not used yet
   * @param counted units used so far, in whole steps
   */
  record Kept(
      Reservation shown,
      long counter,
      long claimed,
      long counted,
      long amountMinor,
      String identifier,
      String attributes) {}

  static Optional<Kept> find(Sql sql, UUID id) {
    return sql.one(Reservations::toKept, SELECT + "where r.id = $1", id);
  }

  static boolean isTaken(Sql sql, String recordId) {
    return sql.one(
            row -> row.getBoolean(0),
            """
            select exists (select from usage_reservation where external_id = $1)
              or exists (select from usage_record
                where external_id = $1 and source = 'online' and revision = 0)
            """,
            recordId)
        .orElseThrow();
  }

  static long open(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getLong(0),
            "select count(*) from usage_reservation where account = $1 and state = 'OPEN'",
            account.value())
        .orElseThrow();
  }

  static void insert(Tx tx, Kept kept) {
    Reservation shown = kept.shown;
    tx.write(
        """
        insert into usage_reservation (id, account, counter, external_id, kind, unit, identifier,
          attributes, granted, claimed, state, opened_at, expires_at, opened_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN', $11, $12, $13)
        """,
        shown.id(),
        shown.account().value(),
        kept.counter,
        shown.recordId(),
        shown.kind(),
        shown.unit().name(),
        kept.identifier,
        kept.attributes,
        shown.granted(),
        kept.claimed,
        shown.openedAt().atOffset(ZoneOffset.UTC),
        shown.expiresAt().atOffset(ZoneOffset.UTC),
        shown.openedBy());
  }

  static void update(Tx tx, Kept kept) {
    Reservation shown = kept.shown;
    tx.write(
        """
        update usage_reservation
        set granted = $2, used = $3, claimed = $4, counted = $5, amount_minor = $6, state = $7,
          expires_at = $8, closed_at = $9
        where id = $1
        """,
        shown.id(),
        shown.granted(),
        shown.used(),
        kept.claimed,
        kept.counted,
        kept.amountMinor,
        shown.state().name(),
        shown.expiresAt().atOffset(ZoneOffset.UTC),
        shown.closedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  static List<UUID> expired(Sql sql, Instant now, int limit) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select id from usage_reservation
        where state = 'OPEN' and expires_at <= $1 order by expires_at limit $2
        """,
        now.atOffset(ZoneOffset.UTC),
        limit);
  }

  static List<Reservation> browse(Sql sql, BrowseReservations asked) {
    return sql.list(
        row -> toKept(row).shown,
        SELECT
            + """
            where ($1 = '' or r.account = upper($1) or r.external_id = $1 or r.identifier = lower($1))
              and ($2 = '' or r.state = $2)
            order by %s %s, r.id desc
            offset $3 limit $4
            """
                .formatted(SORTS.get(asked.sort()), asked.descending() ? "desc" : "asc"),
        asked.text(),
        asked.state().map(Enum::name).orElse(""),
        asked.offset(),
        asked.limit());
  }

  private static Kept toKept(Row row) {
    @Nullable OffsetDateTime closed = row.getOffsetDateTime("closed_at");
    return new Kept(
        new Reservation(
            row.getUUID("id"),
            new AccountNumber(row.getString("account")),
            row.getString("external_id"),
            row.getString("kind"),
            Unit.valueOf(row.getString("unit")),
            row.getLong("granted"),
            row.getLong("used"),
            Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
            Reservation.State.valueOf(row.getString("state")),
            row.getOffsetDateTime("opened_at").toInstant(),
            row.getOffsetDateTime("expires_at").toInstant(),
            Optional.ofNullable(closed).map(OffsetDateTime::toInstant),
            row.getString("opened_by")),
        row.getLong("counter"),
        row.getLong("claimed"),
        row.getLong("counted"),
        row.getLong("amount_minor"),
        row.getString("identifier"),
        row.getString("attributes"));
  }
}
