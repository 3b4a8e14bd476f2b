package org.sbms.central.reconcile;

import java.time.Clock;
import java.util.Set;
import org.sbms.contract.Actor;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode.Category;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has branches carry out what was agreed, each under the correction's own id: a branch that did it
 * and whose answer was lost answers the same again.
 */
final class CorrectionSender {
  private static final Logger log = LoggerFactory.getLogger(CorrectionSender.class);
  private static final int MAX_A_ROUND = 100;
  private static final Set<Category> FOR_NOW =
      Set.of(Category.BUSY, Category.UNREACHABLE, Category.FAULT);

  private static final OperationSpec<CorrectMismatch, CorrectMismatch.Corrected> CORRECT =
      OperationSpec.of(
              CorrectMismatch.NAME,
              CorrectMismatch.class,
              CorrectMismatch.Corrected.class,
              new Permission("mismatch.correct"))
          .placedAt(asked -> NodeId.of(asked.branch()))
          .commandElsewhere();

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());

  private final Database database;
  private final Remote remote;
  private final Clock clock;

  CorrectionSender(Database database, Remote remote, Clock clock) {
    this.database = database;
    this.remote = remote;
    this.clock = clock;
  }

  void sendDue() {
    Corrections.due(database, clock.instant(), MAX_A_ROUND).forEach(this::send);
  }

  private void send(CorrectionView correction) {
    Outcome<CorrectMismatch.Corrected> outcome;
    try {
      outcome =
          remote.call(
              NodeId.of(correction.branch()),
              CENTRAL,
              CORRECT,
              Request.command(asked(correction), "correction-" + correction.id()));
    } catch (RuntimeException failure) {
      outcome = new Outcome.Unknown<>(failure.toString());
    }
    switch (outcome) {
      case Outcome.Done<CorrectMismatch.Corrected>(var corrected) ->
          Corrections.finish(
              database, correction.id(), CorrectionState.DONE, corrected.journalNumber(), "");
      case Outcome.Refused<CorrectMismatch.Corrected>(Refusal refusal) -> {
        if (FOR_NOW.contains(refusal.code().category())) {
          putOff(correction, refusal.detail());
        } else {
          Corrections.finish(
              database, correction.id(), CorrectionState.REFUSED, 0, refusal.detail());
        }
      }
      case Outcome.Unknown<CorrectMismatch.Corrected>(String why) -> putOff(correction, why);
    }
  }

  private void putOff(CorrectionView correction, String why) {
    log.info("{} has not carried out {} yet: {}", correction.branch(), correction.id(), why);
    Corrections.putOff(database, correction.id(), why, clock.instant());
  }

  private static CorrectMismatch asked(CorrectionView correction) {
    String node = "@" + NodeId.CENTRAL;
    return new CorrectMismatch(
        correction.branch(),
        correction.mismatchId(),
        correction.action(),
        correction.origin(),
        correction.paymentId(),
        correction.account(),
        correction.amount(),
        correction.day().orElse(null),
        correction.proposedBy() + node,
        correction.decidedBy().isEmpty() ? "" : correction.decidedBy() + node);
  }
}
