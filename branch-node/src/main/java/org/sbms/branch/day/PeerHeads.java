package org.sbms.branch.day;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the journals of other branches ended by what they have told this one. A branch that cuts
 * the tail of its journal off cannot take these back, and central asks for them.
 */
public final class PeerHeads {
  private static final Logger log = LoggerFactory.getLogger(PeerHeads.class);

  private final BiFunction<String, NodeId, JournalStatement> genuine;
  private final InstantSource clock;

  /** What is not kept yet; the latest of each branch of the directory. */
  private final Map<NodeId, String> heard = new ConcurrentHashMap<>();

  /**
   * @param genuine reads a statement that this branch has signed, and throws
   *     IllegalArgumentException for any other
   */
  public PeerHeads(BiFunction<String, NodeId, JournalStatement> genuine, InstantSource clock) {
    this.genuine = genuine;
    this.clock = clock;
  }

  /** Never waits. */
  public void hear(NodeId from, String statement) {
    if (!from.equals(NodeId.CENTRAL)) {
      heard.put(from, statement);
    }
  }

  /** Keeps what was heard and is genuine. */
  public void keep(Transactions transactions) {
    for (NodeId from : List.copyOf(heard.keySet())) {
      String statement = heard.remove(from);
      if (statement != null) {
        read(from, statement)
            .ifPresent(head ->
                transactions.inTransaction(tx -> {
                  keep(tx, head, statement, clock.instant());
                  return true;
                }));
      }
    }
  }

  private Optional<JournalStatement> read(NodeId from, String statement) {
    try {
      return Optional.of(genuine.apply(statement, from));
    } catch (IllegalArgumentException forged) {
      log.warn("ALARM the head that {} told is not genuine: {}", from, forged.getMessage());
      return Optional.empty();
    }
  }

  /** One that says that the journal was shorter never takes the place of a longer one. */
  private static void keep(Tx tx, JournalStatement head, String statement, Instant now) {
    Optional<Long> before =
        tx.one(
            row -> row.getLong("number"),
            "select number from peer_head where branch = $1 for update",
            head.branch().value());
    if (before.isPresent() && head.number() < before.get()) {
      log.warn(
          "ALARM {} said that its journal ends at {}, and was at {} before",
          head.branch(),
          head.number(),
          before.get());
      return;
    }
    tx.run(
        """
        insert into peer_head (branch, number, hash, stated_at, jws, received_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (branch) do update
        set number = excluded.number, hash = excluded.hash, stated_at = excluded.stated_at,
            jws = excluded.jws, received_at = excluded.received_at
        where peer_head.number < excluded.number
        """,
        head.branch().value(),
        head.number(),
        head.hash(),
        head.at().atOffset(ZoneOffset.UTC),
        statement,
        now.atOffset(ZoneOffset.UTC));
  }

  /** As they were signed. */
  static List<AskStatements.Head> held(Sql sql) {
    return sql.list(
        row ->
            new AskStatements.Head(new BranchCode(row.getString("branch")), row.getString("jws")),
        "select branch, jws from peer_head order by branch limit $1",
        AskStatements.MAX_HEADS);
  }
}
