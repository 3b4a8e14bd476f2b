package org.sbms.central.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.reconcile.CorrectMismatches.ApproveCorrection;
import org.sbms.central.reconcile.CorrectMismatches.DeclineCorrection;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.ProposalDecisions.Step;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Proposals of corrections, and the second person's word. */
final class CorrectionHandlers {
  static final RefusalCode SAME_PERSON =
      new RefusalCode("same-person", RefusalCode.Category.FORBIDDEN);

  private final Clock clock;
  private final Runnable approved;

  /**
   * @param approved called after a correction was committed that is to go to its branch
   */
  CorrectionHandlers(Clock clock, Runnable approved) {
    this.clock = clock;
    this.approved = approved;
  }

  Outcome<CorrectionView> propose(Command<ProposeCorrection> command, Tx tx) {
    ProposeCorrection asked = command.operation();
    Optional<MismatchView> mismatch = Mismatches.find(tx, asked.mismatchId());
    if (mismatch.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mismatch.");
    }
    Step step =
        ProposalDecisions.propose(
            mismatch.get(),
            asked.action(),
            ShownJournals.of(tx, mismatch.get().transactionId().orElse(new UUID(0, 0))));
    return switch (step) {
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case Step.Propose proposed -> {
        UUID id = UUID.randomUUID();
        String login = command.caller().actor().login();
        if (!Corrections.add(
            tx, id, asked.mismatchId(), proposed, asked.reason(), login, clock.instant())) {
          yield Outcome.refused(
              RefusalCode.STATE_CONFLICT, "Another correction is under way for it.");
        }
        tx.afterCommit(approved);
        yield Outcome.done(Corrections.find(tx, id).orElseThrow());
      }
    };
  }

  Outcome<CorrectionView> approve(Command<ApproveCorrection> command, Tx tx) {
    return decide(command, command.operation().id(), CorrectionState.APPROVED, "", tx);
  }

  Outcome<CorrectionView> decline(Command<DeclineCorrection> command, Tx tx) {
    return decide(
        command,
        command.operation().id(),
        CorrectionState.DECLINED,
        command.operation().why().strip(),
        tx);
  }

  private Outcome<CorrectionView> decide(
      Command<?> command, UUID id, CorrectionState state, String why, Tx tx) {
    Optional<CorrectionView> proposed = Corrections.lock(tx, id);
    if (proposed.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such correction.");
    }
    String login = command.caller().actor().login();
    if (proposed.get().state() != CorrectionState.PROPOSED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "It has been decided already.");
    }
    if (proposed.get().proposedBy().equals(login)) {
      return Outcome.refused(SAME_PERSON, "You proposed this: another person must decide.");
    }
    Instant now = clock.instant();
    Corrections.decide(tx, id, state, login, why, now);
    tx.afterCommit(approved);
    return Outcome.done(Corrections.find(tx, id).orElseThrow());
  }
}
