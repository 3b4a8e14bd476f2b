package org.sbms.branch.delivery;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.delivery.WorkOnDeliveries.Batch;
import org.sbms.branch.delivery.WorkOnDeliveries.CountRunLetters;
import org.sbms.branch.delivery.WorkOnDeliveries.PrintWaiting;
import org.sbms.branch.delivery.WorkOnDeliveries.Sort;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** What was printed at once, and what waits for it. */
final class PrintBatches {
  private PrintBatches() {}

  static Optional<CountRunLetters.Letters> ofRun(Sql sql, UUID run) {
    return sql.one(
        row ->
            new CountRunLetters.Letters(
                run, row.getLocalDate("day"), row.getLong("waiting"), row.getLong("printed")),
        """
        select r.day, count(*) filter (where d.state = 'WAITING') as waiting,
          count(*) filter (where d.state = 'PRINTED') as printed
        from bill_run r left join invoice i on i.run_id = r.id
        left join delivery d on d.invoice_id = i.id and d.channel = 'LETTER'
        where r.id = $1 and not r.dry group by r.id
        """,
        run);
  }

  /** Empty when nothing waits. */
  static Optional<Batch> print(
      Tx tx, UUID id, PrintWaiting order, int limit, String by, Instant now) {
    Sort sort = order.sort();
    List<UUID> letters =
        tx.list(
            row -> row.getUUID(0),
            """
            select id from delivery
            where state = 'WAITING' and channel = 'LETTER' and (invoice_id is not null) = $1
              and ($2::uuid is null
                or exists (select from invoice i where i.id = invoice_id and i.run_id = $2))
            order by serial limit $3 for update skip locked
            """,
            sort == Sort.INVOICES,
            order.run().orElse(null),
            limit);
    if (letters.isEmpty()) {
      return Optional.empty();
    }
    tx.run(
        """
        insert into print_batch (id, invoices, letters, printed_by, printed_at)
        values ($1, $2, $3, $4, $5)
        """,
        id,
        sort == Sort.INVOICES,
        letters.size(),
        by,
        at(now));
    tx.run(
        """
        update delivery set state = 'PRINTED', batch_id = $2, ended_at = $3, attempts = attempts + 1
        where id = any($1)
        """,
        letters.toArray(UUID[]::new),
        id,
        at(now));
    return find(tx, id);
  }

  /** False when somebody did before. */
  static boolean undo(Tx tx, UUID id, String by, Instant now) {
    boolean first =
        tx.run(
                    """
                    update print_batch set undone_by = $2, undone_at = $3
                    where id = $1 and undone_at is null
                    """,
                    id,
                    by,
                    at(now))
                .rowCount()
            == 1;
    if (first) {
      tx.run(
          """
          update delivery set state = 'WAITING', batch_id = null, ended_at = null where batch_id = $1
          """,
          id);
    }
    return first;
  }

  static Optional<Batch> find(Sql sql, UUID id) {
    return sql.one(PrintBatches::toBatch, "select * from print_batch where id = $1", id);
  }

  static List<Batch> list(Sql sql, int offset, int limit) {
    return sql.list(
        PrintBatches::toBatch,
        "select * from print_batch order by serial desc limit $1 offset $2",
        limit,
        offset);
  }

  private static Batch toBatch(Row row) {
    return new Batch(
        row.getUUID("id"),
        row.getLong("serial"),
        row.getBoolean("invoices") ? Sort.INVOICES : Sort.NOTICES,
        row.getInteger("letters"),
        row.getString("printed_by"),
        row.getOffsetDateTime("printed_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("undone_at"))
            .map(undone -> new Batch.Undone(row.getString("undone_by"), undone.toInstant())));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
