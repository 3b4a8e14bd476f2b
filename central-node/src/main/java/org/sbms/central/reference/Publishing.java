package org.sbms.central.reference;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DecideDraft.RejectDraft;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Handles a second person's decision, and makes versions. */
final class Publishing {
  private final Clock clock;
  private final Runnable published;

  /**
   * @param published called after each commit of a new version
   */
  Publishing(Clock clock, Runnable published) {
    this.clock = clock;
    this.published = published;
  }

  Outcome<DraftView> approve(Command<ApproveDraft> command, Tx tx) {
    UUID id = command.operation().id();
    String approver = command.caller().actor().login();
    lockHead(tx);
    Outcome<DraftView> draft = decidable(tx, id, approver);
    if (!(draft instanceof Outcome.Done<DraftView>(DraftView submitted))) {
      return draft;
    }
    Optional<Refusal> obstacle = obstacle(tx, submitted);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Instant now = clock.instant();
    long version = nextVersion(tx, approver, now);
    publish(tx, submitted, version);
    Drafts.decide(tx, id, DraftState.PUBLISHED, approver, command.operation().note(), now);
    tx.afterCommit(published);
    return Outcome.done(Drafts.find(tx, id).orElseThrow());
  }

  Outcome<DraftView> reject(Command<RejectDraft> command, Tx tx) {
    UUID id = command.operation().id();
    String login = command.caller().actor().login();
    Outcome<DraftView> draft = decidable(tx, id, login);
    if (!(draft instanceof Outcome.Done<DraftView>)) {
      return draft;
    }
    Drafts.decide(tx, id, DraftState.REJECTED, login, command.operation().note(), clock.instant());
    return Outcome.done(Drafts.find(tx, id).orElseThrow());
  }

  private static Outcome<DraftView> decidable(Tx tx, UUID id, String login) {
    Optional<DraftView> draft = Drafts.lock(tx, id);
    if (draft.isEmpty()) {
      return ReferenceCodes.noDraft();
    }
    if (draft.get().isBy(login)) {
      return Outcome.refused(
          ReferenceCodes.OWN_DRAFT, "Another person must decide about your own draft.");
    }
    return draft.get().state().isDecidable()
        ? Outcome.done(draft.get())
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "The draft is not waiting for a decision.");
  }

  private static Optional<Refusal> obstacle(Tx tx, DraftView draft) {
    if (draft.isEmpty()) {
      return Optional.of(Refusal.of(RefusalCode.STATE_CONFLICT, "The draft changes nothing."));
    }
    if (PublishedRows.versionOf(tx, draft.dataset()) > draft.baseVersion()) {
      return Optional.of(
          Refusal.of(
              ReferenceCodes.OUTDATED_DRAFT,
              "Another version of this dataset was published meanwhile: draft it again."));
    }
    return DraftCheck.refusal(tx, draft);
  }

  /** Versions are made one after another: whoever comes second sees what the first published. */
  static void lockHead(Tx tx) {
    tx.run("select version from reference_head for update");
  }

  static long nextVersion(Tx tx, String approver, Instant now) {
    long version =
        tx.one(
                row -> row.getLong(0),
                "update reference_head set version = version + 1 returning version")
            .orElseThrow();
    tx.run(
        """
        insert into reference_version (version, published_at, approved_by) values ($1, $2, $3)
        """,
        version,
        Drafts.time(now),
        approver);
    return version;
  }

  static void publish(Tx tx, DraftView draft, long version) {
    tx.run(
        """
        update reference_row r set valid_to_version = $3
        from reference_draft_change c
        where c.draft_id = $1 and c.old_values is not null
          and r.dataset = $2 and r.key = c.key and r.valid_to_version is null
        """,
        draft.id(),
        draft.dataset(),
        version);
    tx.run(
        """
        insert into reference_row (dataset, key, valid_from_version, values)
        select $2, key, $3, new_values from reference_draft_change
        where draft_id = $1 and new_values is not null
        """,
        draft.id(),
        draft.dataset(),
        version);
    tx.run(
        """
        insert into reference_version_dataset
          (version, dataset, draft_id, authors, added, changed, removed)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        version,
        draft.dataset(),
        draft.id(),
        draft.authors().toArray(String[]::new),
        draft.added(),
        draft.changed(),
        draft.removed());
    tx.run("update reference_draft set version = $2 where id = $1", draft.id(), version);
  }
}
