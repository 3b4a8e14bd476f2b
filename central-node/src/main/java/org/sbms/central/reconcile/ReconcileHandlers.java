package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.Comment;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.Delivery;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.WorkItem;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Handles what people ask of runs and mismatches. */
final class ReconcileHandlers {
  private final Clock clock;
  private final Runnable runAdded;
  private final Runnable mismatchChanged;
  private final RunCluster cluster;

  /**
   * @param runAdded called after a run was committed
   * @param mismatchChanged called after something changed that branches are told
   */
  ReconcileHandlers(Clock clock, Runnable runAdded, Runnable mismatchChanged, RunCluster cluster) {
    this.clock = clock;
    this.cluster = cluster;
    this.runAdded = runAdded;
    this.mismatchChanged = mismatchChanged;
  }

  Outcome<StartReconciliation.Started> start(Command<StartReconciliation> command, Tx tx) {
    UUID id = UUID.randomUUID();
    StartReconciliation asked = command.operation();
    if (asked.spread() == RunSpread.CLUSTER && !cluster.isThere()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "Central runs as one instance, so there is nobody to share the run with.");
    }
    String login = command.caller().actor().login();
    Runs.add(tx, id, asked.day(), RunPurpose.ASKED, asked.spread(), login, clock.instant());
    tx.afterCommit(runAdded);
    return Outcome.done(new StartReconciliation.Started(id));
  }

  Outcome<RunView> show(Caller caller, ShowReconciliation asked, Sql sql) {
    return Runs.find(sql, asked.id())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such run."));
  }

  Outcome<ShowReport.Report> report(Caller caller, ShowReport asked, Sql sql) {
    Optional<RunView> run = Runs.find(sql, asked.id());
    if (run.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such run.");
    }
    return run.get().state() == RunState.DONE
        ? Outcome.done(new ShowReport.Report(RunReport.of(sql, run.get())))
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "The run is not finished.");
  }

  Outcome<ListReconciliations.Runs> list(Caller caller, ListReconciliations asked, Sql sql) {
    return Outcome.done(
        new ListReconciliations.Runs(
            Runs.latest(sql, asked.offset(), asked.limit()), cluster.isThere()));
  }

  Outcome<ListMismatches.Mismatches> mismatches(Caller caller, ListMismatches asked, Sql sql) {
    return Outcome.done(
        new ListMismatches.Mismatches(
            sql.list(
                Mismatches::view,
                """
                select m.id, coalesce(f.kind, m.kind) as kind, m.origin, m.home, m.transaction_id,
                       m.account, coalesce(f.origin_value, m.origin_value) as origin_value,
                       coalesce(f.home_value, m.home_value) as home_value, m.day, m.state, m.owner,
                       m.decision, m.decided_by, m.first_found_at, m.last_found_at, m.corrected_at,
                       m.due_at, m.is_overdue, m.correction
                from mismatch_shown m
                left join reconciliation_run_mismatch f on f.mismatch_id = m.id and f.run_id = $1
                where ($1::uuid is null or f.run_id is not null)
                  and ($2 = '' or coalesce(f.kind, m.kind) = $2)
                  and ($3 = '' or m.origin = $3 or m.home = $3)
                  and ($4 = '' or m.state = $4)
                  and ($5 = '' or m.account ilike '%%' || $5 || '%%'
                       or m.transaction_id::text like lower($5) || '%%')
                  and ($8 = '' or m.state <> 'CORRECTED' and ($8 = 'OPEN' or m.is_overdue))
                  and ($9 = '' or m.owner = $10)
                  and ($11 = '' or m.state <> 'CORRECTED' and $11 =
                       case when m.first_found_at > $12::timestamptz - interval '1 day' then 'DAY'
                            when m.first_found_at > $12::timestamptz - interval '3 days'
                            then 'THREE_DAYS' else 'OLDER' end)
                order by %s, m.id offset $6 limit $7
                """
                    .formatted(MismatchTable.orderBy(asked.sort())),
                asked.run().orElse(null),
                asked.kind(),
                asked.branch(),
                asked.state(),
                asked.search(),
                asked.offset(),
                asked.limit(),
                asked.due(),
                asked.owner(),
                asked.owner().equals("MINE") ? caller.actor().login() : "",
                asked.age(),
                clock.instant().atOffset(ZoneOffset.UTC))));
  }

  Outcome<CountMismatches.Counts> count(Caller caller, CountMismatches asked, Sql sql) {
    Map<MismatchKind, Long> byKind = new EnumMap<>(MismatchKind.class);
    Map<CountMismatches.Age, Long> byAge = new EnumMap<>(CountMismatches.Age.class);
    long unowned = 0;
    for (Row row :
        sql.run(
            """
            select kind,
                   case when first_found_at > $1::timestamptz - interval '1 day' then 'DAY'
                        when first_found_at > $1::timestamptz - interval '3 days' then 'THREE_DAYS'
                        else 'OLDER' end as age,
                   count(*) as n, count(*) filter (where owner = '') as unowned
            from mismatch where state <> 'CORRECTED' group by 1, 2
            """,
            clock.instant().atOffset(ZoneOffset.UTC))) {
      long count = row.getLong("n");
      byKind.merge(MismatchKind.valueOf(row.getString("kind")), count, Long::sum);
      byAge.merge(CountMismatches.Age.valueOf(row.getString("age")), count, Long::sum);
      unowned += row.getLong("unowned");
    }
    long total = byKind.values().stream().mapToLong(Long::longValue).sum();
    return Outcome.done(new CountMismatches.Counts(total, unowned, byKind, byAge));
  }

  Outcome<WorkItem> workItem(Caller caller, ShowMismatch asked, Sql sql) {
    Optional<MismatchView> found = Mismatches.find(sql, asked.id());
    return found.isEmpty() ? noMismatch() : Outcome.done(workItem(sql, found.get()));
  }

  Outcome<MismatchView> assign(Command<AssignMismatch> command, Tx tx) {
    return change(
        tx,
        command.operation().id(),
        "update mismatch set owner = $2, revision = revision + 1 where id = $1",
        command.operation().owner());
  }

  Outcome<MismatchView> comment(Command<CommentMismatch> command, Tx tx) {
    Optional<MismatchView> mismatch = Mismatches.find(tx, command.operation().id());
    if (mismatch.isEmpty()) {
      return noMismatch();
    }
    tx.run(
        "insert into mismatch_comment (mismatch_id, author, at, text) values ($1, $2, $3, $4)",
        command.operation().id(),
        command.caller().actor().login(),
        clock.instant().atOffset(ZoneOffset.UTC),
        command.operation().text());
    return Outcome.done(mismatch.get());
  }

  Outcome<MismatchView> resolve(Command<ResolveMismatch> command, Tx tx) {
    Optional<MismatchView> mismatch = Mismatches.find(tx, command.operation().id());
    if (mismatch.isPresent() && mismatch.get().state() == MismatchNotice.State.CORRECTED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "It has been corrected already.");
    }
    return change(
        tx,
        command.operation().id(),
        """
        update mismatch
        set state = 'RESOLVED', decision = $2, decided_by = $3, revision = revision + 1
        where id = $1
        """,
        command.operation().decision(),
        command.caller().actor().login());
  }

  private Outcome<MismatchView> change(Tx tx, UUID id, String sql, String... values) {
    Object[] args = new Object[values.length + 1];
    args[0] = id;
    System.arraycopy(values, 0, args, 1, values.length);
    if (tx.run(sql, args).rowCount() == 0) {
      return noMismatch();
    }
    tx.afterCommit(mismatchChanged);
    return Outcome.done(Mismatches.find(tx, id).orElseThrow());
  }

  private static WorkItem workItem(Sql sql, MismatchView mismatch) {
    List<Comment> comments =
        sql.list(
            row ->
                new Comment(
                    row.getString("author"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("text")),
            "select author, at, text from mismatch_comment where mismatch_id = $1 order by id",
            mismatch.id());
    List<Delivery> deliveries =
        sql.list(
            row ->
                new Delivery(
                    row.getString("branch"),
                    row.getBoolean("is_delivered"),
                    row.getInteger("attempts"),
                    row.getString("last_problem")),
            """
            select d.branch, d.delivered >= m.revision as is_delivered, d.attempts, d.last_problem
            from mismatch_delivery d join mismatch m on m.id = d.mismatch_id
            where d.mismatch_id = $1 order by d.branch
            """,
            mismatch.id());
    return new WorkItem(
        mismatch,
        comments,
        deliveries,
        mismatch.transactionId().map(id -> ShownJournals.of(sql, id)).orElseGet(List::of),
        Corrections.of(sql, mismatch.id()),
        ProposalDecisions.possible(mismatch.kind()));
  }

  private static <R> Outcome<R> noMismatch() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mismatch.");
  }
}
