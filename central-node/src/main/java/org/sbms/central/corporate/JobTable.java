package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** The table of jobs. */
final class JobTable {
  private JobTable() {}

  /** A job as whoever works on it needs it: without counting its lines. */
  record Open(
      UUID id,
      UUID client,
      Optional<UUID> transfer,
      JobKind kind,
      Parameters parameters,
      JobState state,
      Actor actor) {}

  static void insert(Tx tx, Open job, Instant now) {
    tx.run(
        """
        insert into corporate_job (id, client_id, payment_id, kind, parameters, state, actor_login,
            actor_role, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        job.id(),
        job.client(),
        job.transfer().orElse(null),
        job.kind().name(),
        Json.write(job.parameters()),
        job.state().name(),
        job.actor().login(),
        job.actor().role(),
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<Open> lock(Tx tx, UUID id) {
    return tx.one(JobTable::open, "select * from corporate_job where id = $1 for update", id);
  }

  static Optional<Open> findOpen(Sql sql, UUID id) {
    return sql.one(JobTable::open, "select * from corporate_job where id = $1", id);
  }

  /** Those in which something may be due. */
  static List<UUID> moving(Sql sql) {
    return sql.list(
        row -> row.getUUID("id"),
        """
        select id from corporate_job
        where state in ('QUOTING', 'RUNNING') or state = 'CANCELLED' and finished_at is null
        order by created_at, id
        """);
  }

  static boolean hasOpen(Sql sql, UUID client) {
    return sql.one(
            row -> true,
            """
            select from corporate_job
            where client_id = $1
              and (state in ('QUOTING', 'RUNNING', 'PAUSED')
                   or state = 'CANCELLED' and finished_at is null)
            limit 1
            """,
            client)
        .isPresent();
  }

  static void setState(Sql sql, UUID id, JobState state) {
    sql.run(
        """
        update corporate_job set state = $2, problem = '', finished_at = null where id = $1
        """,
        id,
        state.name());
  }

  /** From now on it is done for this person. */
  static void start(Tx tx, UUID id, Actor actor, Instant now) {
    tx.run(
        """
        update corporate_job set state = 'RUNNING', actor_login = $2, actor_role = $3, problem = '',
            started_at = coalesce(started_at, $4), finished_at = null
        where id = $1
        """,
        id,
        actor.login(),
        actor.role(),
        now.atOffset(ZoneOffset.UTC));
  }

  static void pause(Sql sql, UUID id, String problem) {
    sql.run(
        "update corporate_job set state = 'PAUSED', problem = $2 where id = $1 and state = 'RUNNING'",
        id,
        problem);
  }

  /** The preview is there when every line was quoted. */
  static void endQuoting(Sql sql, UUID id) {
    sql.run(
        """
        update corporate_job set state = 'DRAFT'
        where id = $1 and state = 'QUOTING'
          and not exists (select from corporate_job_line where job_id = $1 and not quoted)
        """,
        id);
  }

  /** Ends a job whose lines are all finished. Holds it, so that nobody adds to it meanwhile. */
  static void finish(Tx tx, UUID id, Instant now) {
    lock(tx, id);
    tx.run(
        """
        update corporate_job
        set state = case when state = 'CANCELLED' then state else 'DONE' end, finished_at = $2
        where id = $1 and (state = 'RUNNING' or state = 'CANCELLED' and finished_at is null)
          and not exists (select from corporate_job_line l where l.job_id = $1
                          and l.state in ('READY', 'WAITING', 'TAKEN', 'RETURNING'))
        """,
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<Job> find(Sql sql, UUID id) {
    return sql.one(row -> job(sql, row), "select * from corporate_job where id = $1", id);
  }

  /**
   * @param transfer only jobs that spread it; empty for all of the client
   */
  static List<Job> of(Sql sql, UUID client, Optional<UUID> transfer, int limit, int offset) {
    return sql.list(
        row -> job(sql, row),
        """
        select * from corporate_job
        where client_id = $1 and ($2::uuid is null or payment_id = $2)
        order by created_at desc, id limit $3 offset $4
        """,
        client,
        transfer.orElse(null),
        limit,
        offset);
  }

  private static Job job(Sql sql, Row row) {
    UUID id = row.getUUID("id");
    Map<LineState, Long> lines = new EnumMap<>(LineState.class);
    Optional<Money> amount = Optional.empty();
    int currencies = 0;
    for (Row sum :
        sql.run(
            """
            select state, currency, count(*) as n, sum(amount_minor)::bigint as amount
            from corporate_job_line where job_id = $1 group by 1, 2
            """,
            id)) {
      LineState state = LineState.valueOf(sum.getString("state"));
      lines.merge(state, sum.getLong("n"), Long::sum);
      Long minor = sum.getLong("amount");
      if (minor != null && state != LineState.SKIPPED) {
        Money part = Money.ofMinor(minor, sum.getString("currency"));
        if (amount.isPresent() && !amount.get().currency().equals(part.currency())) {
          currencies++;
        } else {
          amount = Optional.of(amount.map(part::plus).orElse(part));
        }
      }
    }
    Open open = open(row);
    return new Job(
        id,
        open.client(),
        open.transfer(),
        open.kind(),
        open.parameters(),
        open.state(),
        open.actor().login(),
        row.getString("problem"),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("started_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
        lines,
        currencies > 0 ? Optional.empty() : amount);
  }

  private static Open open(Row row) {
    return new Open(
        row.getUUID("id"),
        row.getUUID("client_id"),
        Optional.ofNullable(row.getUUID("payment_id")),
        JobKind.valueOf(row.getString("kind")),
        Json.read(row.getString("parameters"), Parameters.class),
        JobState.valueOf(row.getString("state")),
        new Actor(NodeId.CENTRAL, row.getString("actor_login"), row.getString("actor_role")));
  }
}
