package org.sbms.central.reference;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives branches what changed, and notes how far they are. */
final class Distributing {
  private static final Logger log = LoggerFactory.getLogger(Distributing.class);

  private final Clock clock;

  Distributing(Clock clock) {
    this.clock = clock;
  }

  Outcome<PullReference.Page> pull(Caller caller, PullReference operation, Sql sql) {
    long head = PublishedRows.headVersion(sql);
    long to = operation.toVersion() == 0 ? head : operation.toVersion();
    if (operation.fromVersion() < 0 || operation.fromVersion() > to || to > head) {
      // A branch ahead of central means that central lost versions: nothing here can mend that.
      log.error(
          "{} asks for versions {} to {} of {}", caller.via(), operation.fromVersion(), to, head);
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The newest version is " + head + ".");
    }
    int limit = Math.clamp(operation.limit(), 1, PullReference.MAX_LIMIT);
    List<RowChange> found =
        changes(sql, operation.fromVersion(), to, operation.cursor(), limit + 1);
    boolean more = found.size() > limit;
    List<RowChange> page = List.copyOf(found.subList(0, more ? limit : found.size()));
    return Outcome.done(
        new PullReference.Page(to, page, more ? cursorAfter(page.getLast()) : null));
  }

  /** Rows that began after one version and hold at the other, and keys that were lost between. */
  private static List<RowChange> changes(Sql sql, long from, long to, String cursor, int limit) {
    int end = cursor.indexOf(DatasetSpec.KEY_SEPARATOR);
    String dataset = end < 0 ? "" : cursor.substring(0, end);
    String key = cursor.substring(end + 1);
    return sql.list(
        row ->
            new RowChange(
                row.getString("dataset"),
                row.getString("key"),
                JsonRows.valuesIfAny(row, "values")),
        """
        select dataset, key, values from (
          select dataset, key, values from reference_row
          where valid_from_version > $1 and valid_from_version <= $2
            and (valid_to_version is null or valid_to_version > $2)
          union all
          select dataset, key, null from reference_row gone
          where valid_from_version <= $1 and valid_to_version > $1 and valid_to_version <= $2
            and not exists (
              select from reference_row now
              where now.dataset = gone.dataset and now.key = gone.key
                and now.valid_from_version <= $2
                and (now.valid_to_version is null or now.valid_to_version > $2))
        ) changed
        where (dataset, key) > ($3, $4)
        order by dataset, key limit $5
        """,
        from,
        to,
        dataset,
        key,
        limit);
  }

  private static @Nullable String cursorAfter(RowChange last) {
    return last.dataset() + DatasetSpec.KEY_SEPARATOR + last.key();
  }

  Outcome<AcknowledgeReference.Noted> acknowledge(Command<AcknowledgeReference> command, Tx tx) {
    long head = PublishedRows.headVersion(tx);
    long version = command.operation().version();
    if (command.caller().via().isCentral()) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "Only a branch acknowledges.");
    }
    if (version < 0 || version > head) {
      return Outcome.refused(Refusal.invalid("version", "must be 0 to " + head));
    }
    tx.run(
        """
        insert into reference_branch as b (branch, version, acknowledged_at) values ($1, $2, $3)
        on conflict (branch) do update
        set version = excluded.version, acknowledged_at = excluded.acknowledged_at
        where b.version <= excluded.version
        """,
        command.caller().via().value(),
        version,
        Drafts.time(clock.instant()));
    return Outcome.done(new AcknowledgeReference.Noted(head));
  }
}
