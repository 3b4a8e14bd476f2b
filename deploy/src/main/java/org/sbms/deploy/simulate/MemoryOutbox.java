package org.sbms.deploy.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxDraft;
import org.sbms.kit.outbox.OutboxMessage;

final class MemoryOutbox extends Outbox {
  private static final Duration LONGER_THAN_ANY_WAIT = Duration.ofMinutes(2);

  private record Waiting(OutboxMessage message, Instant nextAttempt) {}

  private final Operations operations;
  private final Clock clock;
  private final Table<Long, Waiting> rows = new Table<>();
  private long lastId;

  MemoryOutbox(Operations operations, Clock clock) {
    super(operations, clock);
    this.operations = operations;
    this.clock = clock;
  }

  Map<NodeId, Long> depths() {
    Map<NodeId, Long> depths = new TreeMap<>();
    rows.values().forEach(row -> depths.merge(row.message().destination(), 1L, Long::sum));
    return depths;
  }

  boolean holds(String operation, String key) {
    return rows.values().stream()
        .map(Waiting::message)
        .anyMatch(row -> row.operation().equals(operation) && row.key().equals(key));
  }

  @Override
  public void add(Tx tx, List<OutboxDraft> drafts) {
    Instant now = clock.instant();
    for (OutboxDraft draft : drafts) {
      OutboxMessage message =
          new OutboxMessage(
              ++lastId,
              draft.destination(),
              draft.operation(),
              operations.named(draft.operation()).map(OperationSpec::version).orElse(1),
              draft.key(),
              Json.write(draft.body()),
              draft.actor(),
              now,
              0,
              "");
      rows.put((MemoryTx) tx, message.id(), new Waiting(message, Instant.MIN));
    }
  }

  @Override
  public void withdraw(Tx tx, String operation, Collection<String> keys) {
    List<OutboxMessage> needless =
        rows.values().stream()
            .map(Waiting::message)
            .filter(row -> row.operation().equals(operation) && keys.contains(row.key()))
            .toList();
    needless.forEach(row -> rows.remove((MemoryTx) tx, row.id()));
  }

  List<OutboxMessage> due(NodeId destination, int limit) {
    Instant now = clock.instant();
    return rows.values().stream()
        .filter(row -> row.message().destination().equals(destination))
        .filter(row ->
            !row.nextAttempt().isAfter(now)
                || row.nextAttempt().isAfter(now.plus(LONGER_THAN_ANY_WAIT)))
        .map(Waiting::message)
        .limit(limit)
        .toList();
  }

  @Override
  public List<OutboxMessage> due(Sql sql, NodeId destination, int limit) {
    return due(destination, limit);
  }

  @Override
  public void remove(Tx tx, Collection<Long> ids) {
    ids.forEach(id -> rows.remove((MemoryTx) tx, id));
  }

  @Override
  public void putOff(Tx tx, List<Long> ids, List<String> problems) {
    for (int i = 0; i < ids.size(); i++) {
      String problem = problems.get(i);
      rows.find(ids.get(i)).ifPresent(row -> putOff((MemoryTx) tx, row.message(), problem));
    }
  }

  private void putOff(MemoryTx tx, OutboxMessage message, String problem) {
    Violation.unless(!problem.contains("Exception"), "fault", "a reply broke us: %s", problem);
    long seconds = Math.min(60, 1L << Math.min(message.attempts(), 6));
    OutboxMessage tried =
        new OutboxMessage(
            message.id(),
            message.destination(),
            message.operation(),
            message.version(),
            message.key(),
            message.body(),
            message.actor(),
            message.createdAt(),
            message.attempts() + 1,
            problem);
    rows.put(tx, message.id(), new Waiting(tried, clock.instant().plusSeconds(seconds)));
  }
}
