package org.sbms.branch.voucher;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of batches and vouchers. */
final class Vouchers {
  private static final String VOUCHER =
      """
      select v.serial, v.batch, b.kind, b.face_minor, b.currency, b.offer, b.valid_until, v.state,
        v.buyer, v.handed_out, v.account, v.changed_at, v.changed_by, v.comment
      from voucher v join voucher_batch b on b.id = v.batch
      """;

  /** Sealed PINs are never read with the rest. */
  private static final String BATCH =
      """
      select id, number, kind, face_minor, currency, offer, pin_template, pieces, valid_until,
        made_at, made_by, taken_out_at, taken_out_by
      from voucher_batch
      """;

  long nextBatch(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('voucher_batch_number')").orElseThrow();
  }

  void insert(Tx tx, VoucherBatch batch, byte[] sealedPins) {
    tx.run(
        """
        insert into voucher_batch (id, number, kind, face_minor, currency, offer, pin_template,
            pieces, valid_until, made_at, made_by, sealed_pins)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        batch.id(),
        batch.number(),
        batch.kind().name(),
        batch.face().minor(),
        batch.face().currencyCode(),
        batch.offer(),
        batch.pinTemplate(),
        batch.pieces(),
        batch.validUntil(),
        at(batch.madeAt()),
        batch.madeBy(),
        Buffer.buffer(sealedPins));
  }

  /** Which of these PINs a voucher has already, by their marks' places in the list. */
  Set<Integer> taken(Tx tx, List<byte[]> marks) {
    return new TreeSet<>(
        tx.list(
            row -> row.getInteger("place") - 1,
            """
            select m.place::int as place from unnest($1::bytea[]) with ordinality as m (mark, place)
            where exists (select from voucher v where v.pin_mark = m.mark)
            """,
            (Object) buffers(marks)));
  }

  void insert(Tx tx, VoucherBatch batch, List<String> serials, List<byte[]> marks) {
    tx.run(
        """
        insert into voucher (serial, batch, position, pin_mark, state, changed_at, changed_by)
        select t.serial, $1, t.position, t.mark, 'STORED', $2, $3
        from unnest($4::text[], $5::bytea[]) with ordinality as t (serial, mark, position)
        """,
        batch.id(),
        at(batch.madeAt()),
        batch.madeBy(),
        serials.toArray(String[]::new),
        buffers(marks));
  }

  Optional<VoucherBatch> lockBatch(Tx tx, UUID id) {
    return tx.one(Vouchers::toBatch, BATCH + "where id = $1 for update", id);
  }

  Optional<VoucherBatch> findBatch(Sql sql, UUID id) {
    return sql.one(Vouchers::toBatch, BATCH + "where id = $1", id);
  }

  /** Of a locked batch; they are gone from the table then. */
  byte[] takeOut(Tx tx, UUID id, String by, Instant now) {
    byte[] sealed =
        tx.one(
                row -> row.getBuffer("sealed_pins").getBytes(),
                "select sealed_pins from voucher_batch where id = $1",
                id)
            .orElseThrow();
    tx.run(
        """
        update voucher_batch set sealed_pins = null, taken_out_at = $2, taken_out_by = $3
        where id = $1
        """,
        id,
        at(now),
        by);
    return sealed;
  }

  /** How many of the span became active: all, or else the caller must undo it. */
  int handOut(Tx tx, HandOutVouchers asked, String by, Instant now) {
    return tx.run(
            """
            update voucher set state = 'ACTIVE', buyer = $4, handed_out = $5, changed_at = $5,
              changed_by = $6
            where batch = $1 and position between $2 and $3 and state = 'STORED'
            """,
            asked.batch(),
            asked.first(),
            asked.last(),
            asked.buyer().strip(),
            at(now),
            by)
        .rowCount();
  }

  /** Of a locked batch, whose vouchers change only with it locked. */
  long stored(Tx tx, UUID batch, int first, int last) {
    return tx.one(
            row -> row.getLong(0),
            """
            select count(*) from voucher
            where batch = $1 and position between $2 and $3 and state = 'STORED'
            """,
            batch,
            first,
            last)
        .orElseThrow();
  }

  Optional<Voucher> lockByMark(Tx tx, byte[] mark) {
    return tx.one(
        Vouchers::toVoucher,
        VOUCHER + "where v.pin_mark = $1 for update of v",
        Buffer.buffer(mark));
  }

  Optional<Voucher> lock(Tx tx, String serial) {
    return tx.one(Vouchers::toVoucher, VOUCHER + "where v.serial = $1 for update of v", serial);
  }

  Optional<Voucher> find(Sql sql, String serial) {
    return sql.one(Vouchers::toVoucher, VOUCHER + "where v.serial = $1", serial);
  }

  void update(Tx tx, Voucher voucher) {
    tx.run(
        """
        update voucher set state = $2, account = $3, changed_at = $4, changed_by = $5, comment = $6
        where serial = $1
        """,
        voucher.serial(),
        voucher.state().name(),
        voucher.account(),
        at(voucher.changedAt()),
        voucher.changedBy(),
        voucher.comment());
  }

  List<Voucher> list(Sql sql, ListVouchers question) {
    return sql.list(
        Vouchers::toVoucher,
        VOUCHER
            + """
            where v.batch = $1 and ($2 = '' or v.state = $2)
              and ($3 = '' or strpos(lower(v.serial || ' ' || v.buyer || ' ' || v.account), lower($3)) > 0)
            order by v.position\
            """
            + (question.descending() ? " desc" : "")
            + " offset $4 limit $5",
        question.batch(),
        question.state().map(Enum::name).orElse(""),
        question.text(),
        question.offset(),
        question.limit());
  }

  List<VoucherBatch> list(Sql sql, ListBatches question) {
    return sql.list(
        Vouchers::toBatch,
        BATCH
            + """
            where $1 = '' or strpos(lower(number || ' ' || offer), lower($1)) > 0
            order by made_at\
            """
            + (question.latestFirst() ? " desc" : "")
            + ", id offset $2 limit $3",
        question.text(),
        question.offset(),
        question.limit());
  }

  Map<UUID, Map<VoucherState, Long>> counts(Sql sql, List<VoucherBatch> batches) {
    Map<UUID, Map<VoucherState, Long>> counts = new LinkedHashMap<>();
    for (Row row :
        sql.run(
            """
            select batch, state, count(*) as count from voucher
            where batch = any($1::uuid[]) group by batch, state
            """,
            (Object) batches.stream().map(VoucherBatch::id).toArray(UUID[]::new))) {
      counts
          .computeIfAbsent(row.getUUID("batch"), _ -> new EnumMap<>(VoucherState.class))
          .put(VoucherState.valueOf(row.getString("state")), row.getLong("count"));
    }
    return counts;
  }

  /** Batches whose time is over and that still have vouchers to expire. */
  List<VoucherBatch> overdue(Sql sql, LocalDate today, int limit) {
    return sql.list(
        Vouchers::toBatch,
        BATCH
            + """
            where valid_until < $1 and exists (
              select from voucher v
              where v.batch = voucher_batch.id and v.state in ('STORED', 'ACTIVE', 'BLOCKED'))
            order by valid_until, id limit $2
            """,
        today,
        limit);
  }

  /** Expires what is left of a locked batch; how many of them were owed to somebody. */
  long expire(Tx tx, UUID batch, Instant now) {
    return tx
        .list(
            row -> row.getOffsetDateTime("handed_out") != null,
            """
            update voucher set state = 'EXPIRED', changed_at = $2, changed_by = 'system'
            where batch = $1 and state in ('STORED', 'ACTIVE', 'BLOCKED')
            returning handed_out
            """,
            batch,
            at(now))
        .stream()
        .filter(owed -> owed)
        .count();
  }

  /** By kind and age; each bound is the first day of the next line. */
  List<ShowVoucherAgeing.Line> ageing(Sql sql, Instant now, Integer[] bounds, Currency currency) {
    return sql.list(
        row ->
            new ShowVoucherAgeing.Line(
                VoucherKind.valueOf(row.getString("kind")),
                row.getInteger("bucket") == 0 ? 0 : bounds[row.getInteger("bucket") - 1],
                row.getInteger("bucket") == bounds.length
                    ? 0
                    : bounds[row.getInteger("bucket")] - 1,
                row.getLong("pieces"),
                new Money(row.getLong("owed"), currency)),
        """
        select b.kind,
          width_bucket(extract(epoch from $1 - v.handed_out)::bigint / 86400, $2::bigint[]) as bucket,
          count(*) as pieces, sum(b.face_minor)::bigint as owed
        from voucher v join voucher_batch b on b.id = v.batch
        where v.state in ('ACTIVE', 'BLOCKED') and b.currency = $3
        group by 1, 2 order by 1, 2
        """,
        at(now),
        Arrays.stream(bounds).map(Integer::longValue).toArray(Long[]::new),
        currency.getCurrencyCode());
  }

  void owe(Tx tx, String buyer, Money amount) {
    tx.run(
        """
        insert into voucher_buyer as b (buyer, currency, due_minor) values ($1, $2, $3)
        on conflict (buyer, currency) do update set due_minor = b.due_minor + $3
        """,
        buyer,
        amount.currencyCode(),
        amount.minor());
  }

  /** What is still due after it; empty, with nothing changed, when that is more than is due. */
  Optional<Money> pay(Tx tx, String buyer, Money amount) {
    return tx.one(
        row -> new Money(row.getLong("due_minor"), amount.currency()),
        """
        update voucher_buyer set due_minor = due_minor - $3
        where buyer = $1 and currency = $2 and due_minor >= $3
        returning due_minor
        """,
        buyer,
        amount.currencyCode(),
        amount.minor());
  }

  /** What buyers owe, most first. */
  List<ShowVoucherAgeing.Due> due(Sql sql, Currency currency) {
    return sql.list(
        row ->
            new ShowVoucherAgeing.Due(
                row.getString("buyer"), new Money(row.getLong("due_minor"), currency)),
        """
        select buyer, due_minor from voucher_buyer where currency = $1 and due_minor > 0
        order by due_minor desc, buyer limit 500
        """,
        currency.getCurrencyCode());
  }

  private static Buffer[] buffers(List<byte[]> marks) {
    return marks.stream().map(Buffer::buffer).toArray(Buffer[]::new);
  }

  private static Voucher toVoucher(Row row) {
    OffsetDateTime handedOut = row.getOffsetDateTime("handed_out");
    return new Voucher(
        row.getString("serial"),
        row.getUUID("batch"),
        VoucherKind.valueOf(row.getString("kind")),
        Money.ofMinor(row.getLong("face_minor"), row.getString("currency")),
        row.getString("offer"),
        row.getLocalDate("valid_until"),
        VoucherState.valueOf(row.getString("state")),
        row.getString("buyer"),
        handedOut == null ? null : handedOut.toInstant(),
        row.getString("account"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getString("changed_by"),
        row.getString("comment"));
  }

  private static VoucherBatch toBatch(Row row) {
    OffsetDateTime takenOut = row.getOffsetDateTime("taken_out_at");
    return new VoucherBatch(
        row.getUUID("id"),
        row.getString("number"),
        VoucherKind.valueOf(row.getString("kind")),
        Money.ofMinor(row.getLong("face_minor"), row.getString("currency")),
        row.getString("offer"),
        row.getString("pin_template"),
        row.getInteger("pieces"),
        row.getLocalDate("valid_until"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"),
        takenOut == null ? null : takenOut.toInstant(),
        row.getString("taken_out_by"));
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
