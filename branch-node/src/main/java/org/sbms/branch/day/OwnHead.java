package org.sbms.branch.day;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Sql;

/**
 * Where this branch's journal ends, signed every few seconds, for other branches to keep: each is
 * told it now and then with an answer that it gets anyway.
 */
public final class OwnHead {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  private final DayStatements statements;
  private final InstantSource clock;
  private volatile String signed = "";

  /** Bounded by the nodes of the directory: nobody else is answered. */
  private final Map<NodeId, Instant> told = new ConcurrentHashMap<>();

  public OwnHead(DayStatements statements, InstantSource clock) {
    this.statements = statements;
    this.clock = clock;
  }

  public void sign(Sql sql) {
    signed = statements.head(sql);
  }

  /** Never waits. Central asks for it by itself, and is not told. */
  public Optional<String> tell(NodeId peer) {
    Instant now = clock.instant();
    Instant last = told.getOrDefault(peer, Instant.EPOCH);
    if (signed.isEmpty()
        || peer.equals(NodeId.CENTRAL)
        || now.isBefore(last.plus(AGAIN_AFTER))
        || !isFirst(peer, last, now)) {
      return Optional.empty();
    }
    return Optional.of(signed);
  }

  /** Answers are given by many threads at once. */
  private boolean isFirst(NodeId peer, Instant last, Instant now) {
    return last.equals(Instant.EPOCH)
        ? told.putIfAbsent(peer, now) == null
        : told.replace(peer, last, now);
  }
}
