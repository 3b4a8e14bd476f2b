package org.sbms.kit.outbox;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** The messages that this node owes to others, in its database; in a simulation's memory. */
public class Outbox {
  private final Operations operations;
  private final Clock clock;

  public Outbox(Operations operations, Clock clock) {
    this.operations = operations;
    this.clock = clock;
  }

  public void add(Tx tx, List<OutboxDraft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    tx.write(
        """
        insert into outbox (destination, operation, key, body, actor, created_at)
        select t.*, $6
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t
        """,
        drafts.stream().map(draft -> draft.destination().value()).toArray(String[]::new),
        drafts.stream().map(OutboxDraft::operation).toArray(String[]::new),
        drafts.stream().map(OutboxDraft::key).toArray(String[]::new),
        drafts.stream().map(draft -> Json.write(draft.body())).toArray(String[]::new),
        drafts.stream().map(draft -> Json.write(draft.actor())).toArray(String[]::new),
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** Takes messages back that another one makes needless. */
  public void withdraw(Tx tx, String operation, Collection<String> keys) {
    if (!keys.isEmpty()) {
      tx.write(
          "delete from outbox where operation = $1 and key = any($2::text[])",
          operation,
          keys.toArray(String[]::new));
    }
  }

  /** How many messages wait for each node; nodes without any are absent. */
  public static Map<NodeId, Long> depths(Sql sql) {
    Map<NodeId, Long> depths = new TreeMap<>();
    for (Row row : sql.run("select destination, count(*) as depth from outbox group by 1")) {
      depths.put(new NodeId(row.getString("destination")), row.getLong("depth"));
    }
    return depths;
  }

  /** The oldest messages for one node, at most {@code limit}, after a place in the queue. */
  public List<OutboxMessage> list(Sql sql, NodeId destination, long afterId, int limit) {
    return sql.list(
        this::toMessage,
        "select * from outbox where destination = $1 and id > $2 order by id limit $3",
        destination.value(),
        afterId,
        limit);
  }

  /**
   * What may be sent now. A message put off for longer than any wait was put off by a clock that
   * has been set back since.
   */
  public List<OutboxMessage> due(Sql sql, NodeId destination, int limit) {
    return due(sql, destination, Set.of(), limit);
  }

  /** The same without those that are under way. */
  List<OutboxMessage> due(Sql sql, NodeId destination, Set<Long> except, int limit) {
    return sql.list(
        this::toMessage,
        """
        select * from outbox
        where destination = $1
          and (next_attempt_at <= $2 or next_attempt_at > $2 + interval '2 minutes')
          and id <> all($4::bigint[])
        order by id limit $3
        """,
        destination.value(),
        clock.instant().atOffset(ZoneOffset.UTC),
        limit,
        except.toArray(Long[]::new));
  }

  public void remove(Tx tx, Collection<Long> ids) {
    if (!ids.isEmpty()) {
      tx.write(
          "delete from outbox where id = any($1::bigint[])", (Object) ids.toArray(Long[]::new));
    }
  }

  /** Puts messages off; the wait doubles with each attempt up to a minute. */
  public void putOff(Tx tx, List<Long> ids, List<String> problems) {
    if (ids.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    tx.write(
        """
        update outbox set attempts = attempts + 1, last_problem = t.problem,
          next_attempt_at = $3::timestamptz + least(60, power(2, least(attempts, 6))) * interval '1 second'
        from unnest($1::bigint[], $2::text[]) as t (id, problem)
        where outbox.id = t.id
        """,
        ids.toArray(Long[]::new),
        problems.toArray(String[]::new),
        now.atOffset(ZoneOffset.UTC));
  }

  private OutboxMessage toMessage(Row row) {
    String operation = row.getString("operation");
    return new OutboxMessage(
        row.getLong("id"),
        new NodeId(row.getString("destination")),
        operation,
        operations.named(operation).map(OperationSpec::version).orElse(1),
        row.getString("key"),
        row.getString("body"),
        Json.read(row.getString("actor"), Actor.class),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getInteger("attempts"),
        row.getString("last_problem"));
  }
}
