package org.sbms.central.reference;

import java.time.Clock;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.PullReference;
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
    return Outcome.done(Deltas.page(sql, operation, to));
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
