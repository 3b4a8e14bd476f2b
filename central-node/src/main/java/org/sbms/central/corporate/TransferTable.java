package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Transfers, and how much of each is bound by lines of started jobs. */
final class TransferTable {
  private static final String SELECT =
      """
      select p.*, coalesce(l.credited, 0)::bigint as credited,
             coalesce(l.under_way, 0)::bigint as under_way,
             coalesce(l.rejected, 0)::bigint as rejected
      from corporate_payment p
      left join lateral (
        select sum(l.amount_minor) filter (where l.state = 'DONE') as credited,
               sum(l.amount_minor)
                 filter (where l.state in ('READY', 'WAITING', 'TAKEN')) as under_way,
               sum(l.amount_minor)
                 filter (where l.state in ('REJECTED', 'RETURNING')) as rejected
        from corporate_job j join corporate_job_line l on l.job_id = j.id
        where j.payment_id = p.id and j.started_at is not null
      ) as l on true
      """;

  private TransferTable() {}

  static Optional<Transfer> find(Sql sql, UUID id) {
    return sql.one(TransferTable::read, SELECT + " where p.id = $1", id);
  }

  /** Whoever binds its money holds it until commit, so that it is never bound twice. */
  static Optional<Transfer> lock(Tx tx, UUID id) {
    tx.run("select from corporate_payment where id = $1 for update", id);
    return find(tx, id);
  }

  static List<Transfer> of(Sql sql, UUID client, int limit, int offset) {
    return sql.list(
        TransferTable::read,
        SELECT + " where p.client_id = $1 order by p.registered_at desc, p.id limit $2 offset $3",
        client,
        limit,
        offset);
  }

  /** What is unallocated of all transfers of a client, one sum for each currency. */
  static List<Money> unallocated(Sql sql, UUID client) {
    return sql.list(
        row -> Money.ofMinor(row.getLong("left"), row.getString("currency")),
        "select currency, sum(amount_minor - credited - under_way - rejected)::bigint as left from ("
            + SELECT
            + " where p.client_id = $1) as each group by currency order by currency",
        client);
  }

  static void insert(Tx tx, Transfer transfer) {
    tx.run(
        """
        insert into corporate_payment (id, client_id, branch, amount_minor, currency, reference,
            received_on, registered_by, registered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        transfer.id(),
        transfer.client(),
        transfer.branch().value(),
        transfer.amount().minor(),
        transfer.amount().currencyCode(),
        transfer.reference(),
        transfer.receivedOn(),
        transfer.registeredBy(),
        transfer.registeredAt().atOffset(ZoneOffset.UTC));
  }

  private static Transfer read(Row row) {
    String currency = row.getString("currency");
    Money amount = Money.ofMinor(row.getLong("amount_minor"), currency);
    Money credited = Money.ofMinor(row.getLong("credited"), currency);
    Money underWay = Money.ofMinor(row.getLong("under_way"), currency);
    Money rejected = Money.ofMinor(row.getLong("rejected"), currency);
    return new Transfer(
        row.getUUID("id"),
        row.getUUID("client_id"),
        new BranchCode(row.getString("branch")),
        amount,
        row.getString("reference"),
        row.getLocalDate("received_on"),
        row.getString("registered_by"),
        row.getOffsetDateTime("registered_at").toInstant(),
        credited,
        underWay,
        rejected,
        amount.minus(credited).minus(underWay).minus(rejected));
  }
}
