package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells branches what does not match, until each has the latest. Notices carry revisions, so one
 * that arrives twice or late does no harm, and a new key for a repeat is safe.
 */
final class NoticeSender {
  private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration MAX_WAIT = Duration.ofMinutes(1);

  private static final OperationSpec<NotifyMismatches, NotifyMismatches.Stored> NOTIFY =
      OperationSpec.of(
              NotifyMismatches.NAME,
              NotifyMismatches.class,
              NotifyMismatches.Stored.class,
              new Permission("notice.receive"))
          .placedAt(notify -> NodeId.of(notify.branch()))
          .commandElsewhere();

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());

  private final Database database;
  private final Remote remote;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  NoticeSender(Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    this.database = database;
    this.remote = remote;
    this.branches = branches;
    this.clock = clock;
  }

  void sendDue() {
    for (BranchCode branch : branches.get()) {
      List<MismatchNotice> notices = due(branch);
      while (!notices.isEmpty() && send(branch, notices)) {
        notices = due(branch);
      }
    }
  }

  private List<MismatchNotice> due(BranchCode branch) {
    return database.list(
        NoticeSender::notice,
        """
        select m.* from mismatch_delivery d join mismatch m on m.id = d.mismatch_id
        where d.branch = $1 and d.delivered < m.revision and d.next_attempt_at <= $2
        order by m.first_found_at, m.id limit $3
        """,
        branch.value(),
        clock.instant().atOffset(ZoneOffset.UTC),
        NotifyMismatches.MAX_NOTICES);
  }

  private boolean send(BranchCode branch, List<MismatchNotice> notices) {
    String problem;
    try {
      String key = "notice-" + UUID.randomUUID();
      problem =
          switch (remote.call(
              NodeId.of(branch),
              CENTRAL,
              NOTIFY,
              Request.command(new NotifyMismatches(branch, notices), key))) {
            case Outcome.Done<NotifyMismatches.Stored> _ -> "";
            case Outcome.Refused<NotifyMismatches.Stored>(var refusal) -> refusal.detail();
            case Outcome.Unknown<NotifyMismatches.Stored>(String why) -> why;
          };
    } catch (RuntimeException failure) {
      problem = failure.toString();
    }
    if (problem.isEmpty()) {
      noteDelivered(branch, notices);
    } else {
      log.info("{} cannot be told of {} mismatches: {}", branch, notices.size(), problem);
      noteFailure(branch, notices, problem);
    }
    return problem.isEmpty();
  }

  private void noteDelivered(BranchCode branch, List<MismatchNotice> notices) {
    database.run(
        """
        update mismatch_delivery d
        set delivered = greatest(d.delivered, t.revision), attempts = 0, last_problem = ''
        from unnest($2::uuid[], $3::bigint[]) as t (id, revision)
        where d.branch = $1 and d.mismatch_id = t.id
        """,
        branch.value(),
        notices.stream().map(MismatchNotice::id).toArray(UUID[]::new),
        notices.stream().map(MismatchNotice::revision).toArray(Long[]::new));
  }

  private void noteFailure(BranchCode branch, List<MismatchNotice> notices, String problem) {
    database.run(
        """
        update mismatch_delivery
        set attempts = attempts + 1, last_problem = $3,
            next_attempt_at = $4::timestamptz
              + least($5::bigint, power(2, least(attempts, 16)))::int * interval '1 second'
        where branch = $1 and mismatch_id = any($2)
        """,
        branch.value(),
        notices.stream().map(MismatchNotice::id).toArray(UUID[]::new),
        problem,
        clock.instant().atOffset(ZoneOffset.UTC),
        MAX_WAIT.toSeconds());
  }

  private static MismatchNotice notice(Row row) {
    return new MismatchNotice(
        row.getUUID("id"),
        row.getLong("revision"),
        MismatchKind.valueOf(row.getString("kind")),
        MismatchNotice.State.valueOf(row.getString("state")),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        row.getUUID("transaction_id"),
        row.getString("account"),
        row.getString("origin_value"),
        row.getString("home_value"),
        row.getString("owner"),
        row.getOffsetDateTime("first_found_at").toInstant());
  }
}
