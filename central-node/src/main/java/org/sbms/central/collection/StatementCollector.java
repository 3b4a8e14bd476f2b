package org.sbms.central.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.sbms.central.collection.Statements.Finding;
import org.sbms.contract.Actor;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks branches what they state of their journals, keeps it, and compares it with what they show:
 * completeness comes before consistency.
 */
public final class StatementCollector {
  private static final Logger log = LoggerFactory.getLogger(StatementCollector.class);

  /** Days before the last closed one are asked for again: stated otherwise, they are a finding. */
  private static final int AGAIN_DAYS = 7;

  private static final LocalDate BEFORE_ALL = LocalDate.of(2000, 1, 1);

  private static final OperationSpec<AskStatements, AskStatements.Stated> ASK =
      OperationSpec.of(
              AskStatements.NAME,
              AskStatements.class,
              AskStatements.Stated.class,
              new Permission("journal.state"))
          .placedAt(asked -> NodeId.of(asked.branch()))
          .queryElsewhere();

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());

  private final Database database;
  private final Remote remote;
  private final BiFunction<String, NodeId, JournalStatement> genuine;

  /**
   * @param genuine reads a statement that the node has signed; throws IllegalArgumentException for
   *     any other
   */
  public StatementCollector(
      Database database, Remote remote, BiFunction<String, NodeId, JournalStatement> genuine) {
    this.database = database;
    this.remote = remote;
    this.genuine = genuine;
  }

  /** A branch that does not answer leaves what is held as it was. */
  public void collect(BranchCode branch, boolean withCheck) {
    try {
      Instant asked = Statements.now(database);
      LocalDate after =
          Statements.lastClosed(database, branch)
              .map(day -> day.minusDays(AGAIN_DAYS))
              .orElse(BEFORE_ALL);
      switch (remote.call(
          NodeId.of(branch),
          CENTRAL,
          ASK,
          Request.query(new AskStatements(branch, after, withCheck)))) {
        case Outcome.Done<AskStatements.Stated>(var stated) ->
            take(branch, stated, withCheck, asked);
        case Outcome.Refused<AskStatements.Stated>(var refusal) ->
            log.info("{} states nothing: {}", branch, refusal.detail());
        case Outcome.Unknown<AskStatements.Stated>(String why) ->
            log.info("{} states nothing now: {}", branch, why);
      }
    } catch (RuntimeException failure) {
      log.info("{} cannot be asked for statements now: {}", branch, failure.toString());
    }
  }

  /**
   * Answers come in any order, several questions being asked at once. So an end that went back is
   * told only from what was held when the branch was asked: that was stated before, for certain,
   * whatever the branch says of its clock. What was found since then stays for the next answer.
   */
  private void take(
      BranchCode branch, AskStatements.Stated stated, boolean withCheck, Instant asked) {
    List<String> all = new ArrayList<>(stated.closedDays());
    all.add(stated.head());
    database.inTransaction(tx -> {
      JournalStore.lock(tx, branch);
      Instant now = Statements.now(tx);
      List<Finding> findings = new ArrayList<>();
      for (String jws : all) {
        JournalStatement statement;
        try {
          statement = genuine.apply(jws, NodeId.of(branch));
        } catch (IllegalArgumentException forged) {
          log.warn("a statement of {} is not genuine: {}", branch, forged.getMessage());
          findings.add(
              new Finding(
                  branch, BEFORE_ALL, false, "NOT_GENUINE", String.valueOf(forged.getMessage())));
          continue;
        }
        againstHeld(tx, statement, asked).ifPresent(findings::add);
        Statements.keep(tx, statement, jws, now);
      }
      keepWitnessed(tx, branch, stated.heads(), now);
      findings.addAll(againstJournal(tx, branch));
      findings.addAll(againstWitnesses(tx, branch, stated.head(), asked));
      Statements.replaceFindings(tx, branch, findings, asked, now);
      if (withCheck) {
        Statements.replaceDifferences(tx, branch, stated.differences(), now);
      }
      return true;
    });
  }

  /** What the branch has been told by others and holds for us. It cannot forge it, only lose it. */
  private void keepWitnessed(
      Tx tx, BranchCode witness, List<AskStatements.Head> heads, Instant now) {
    for (AskStatements.Head head : heads.stream().limit(AskStatements.MAX_HEADS).toList()) {
      if (head.branch().equals(witness)) {
        continue;
      }
      try {
        JournalStatement statement = genuine.apply(head.statement(), NodeId.of(head.branch()));
        Statements.keepWitnessed(tx, witness, statement, head.statement(), now);
      } catch (IllegalArgumentException forged) {
        log.warn(
            "ALARM the head of {} that {} shows is not genuine: {}",
            head.branch(),
            witness,
            forged.getMessage());
      }
    }
  }

  /**
   * What others hold must be in the journal, or beyond what is collected and stated to be there.
   */
  private List<Finding> againstWitnesses(Sql sql, BranchCode branch, String head, Instant asked) {
    List<Statements.Witnessed> all = Statements.witnessed(sql, branch, asked);
    if (all.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    long collected = collectedThrough(sql, branch);
    long ends = endsAt(branch, head);
    for (Statements.Witnessed each : all) {
      JournalStatement held = each.statement();
      if (held.number() > ends) {
        findings.add(
            finding(
                held,
                "TAIL_CUT",
                "%s was told that the journal ends at number %d, and now it ends at %d"
                    .formatted(each.witness(), held.number(), ends)));
      } else if (held.number() > 0 && held.number() <= collected) {
        sameHash(sql, held).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** A head that is not genuine is a finding of its own, and says nothing of an end. */
  private long endsAt(BranchCode branch, String head) {
    try {
      return genuine.apply(head, NodeId.of(branch)).number();
    } catch (IllegalArgumentException forged) {
      return Long.MAX_VALUE;
    }
  }

  private static Optional<Finding> againstHeld(Sql sql, JournalStatement now, Instant asked) {
    Optional<JournalStatement> before =
        now.closed()
            ? Statements.held(sql, now.branch(), now.day(), true)
            : Statements.longest(sql, now.branch(), asked);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    JournalStatement held = before.get();
    if (now.closed()) {
      boolean isSame =
          held.number() == now.number()
              && held.hash().equals(now.hash())
              && held.totals().equals(now.totals());
      return isSame
          ? Optional.empty()
          : Optional.of(
              finding(
                  held,
                  "STATED_OTHERWISE",
                  "the day was closed with number %d, and is stated with %d now"
                      .formatted(held.number(), now.number())));
    }
    return now.number() >= held.number()
        ? Optional.empty()
        : Optional.of(
            finding(
                held,
                "TAIL_CUT",
                "the journal was stated to end at number %d, and now at %d"
                    .formatted(held.number(), now.number())));
  }

  /** What is not collected yet proves nothing; what is must be what was stated. */
  private static List<Finding> againstJournal(Sql sql, BranchCode branch) {
    List<Finding> findings = new ArrayList<>();
    long collected = collectedThrough(sql, branch);
    long after = 0;
    for (JournalStatement held : Statements.heldOf(sql, branch)) {
      if (held.number() > 0 && held.number() <= collected) {
        sameHash(sql, held).ifPresent(findings::add);
        if (held.closed()) {
          sameTotals(sql, held, after).ifPresent(findings::add);
        }
      }
      if (held.closed()) {
        after = held.number();
      }
    }
    return findings;
  }

  private static long collectedThrough(Sql sql, BranchCode branch) {
    return sql.one(
            row -> row.getLong(0),
            "select coalesce(max(number), 0) from collected_entry where branch = $1",
            branch.value())
        .orElse(0L);
  }

  private static Optional<Finding> sameHash(Sql sql, JournalStatement held) {
    Optional<String> hash =
        sql.one(
            row -> EntryRows.hex(row.getBuffer("hash")),
            "select hash from collected_entry where branch = $1 and number = $2",
            held.branch().value(),
            held.number());
    return hash.filter(held.hash()::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            finding(
                held,
                "HASH_DIFFERS",
                "number %d is not the entry that was stated".formatted(held.number())));
  }

  private static Optional<Finding> sameTotals(Sql sql, JournalStatement held, long after) {
    List<JournalStatement.Total> collected =
        sql.list(
            row ->
                new JournalStatement.Total(
                    JournalKind.valueOf(row.getString("kind")),
                    row.getString("currency"),
                    row.getLong("n"),
                    row.getLong("minor")),
            """
            select kind, currency, count(*) as n, sum(amount_minor)::bigint as minor
            from collected_entry where branch = $1 and number > $2 and number <= $3
            group by 1, 2 order by kind collate "C", currency collate "C"
            """,
            held.branch().value(),
            after,
            held.number());
    return Set.copyOf(collected).equals(Set.copyOf(held.totals()))
        ? Optional.empty()
        : Optional.of(
            finding(
                held,
                "TOTALS_DIFFER",
                "numbers %d to %d do not come to the totals that the day was closed with"
                    .formatted(after + 1, held.number())));
  }

  private static Finding finding(JournalStatement held, String problem, String detail) {
    return new Finding(held.branch(), held.day(), held.closed(), problem, detail);
  }
}
