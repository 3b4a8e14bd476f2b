package org.sbms.branch.bulk;

import java.util.Optional;
import org.sbms.branch.bulk.BulkJob.Line;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** Which steps a job may take, and what an outcome makes of a line. Pure. */
final class BulkDecisions {
  private BulkDecisions() {}

  /** What a person may do to a job. */
  enum Step {
    START,
    PAUSE,
    CANCEL,
    RETRY
  }

  static Optional<Refusal> obstacle(BulkJob job, Step step) {
    return switch (step) {
      case START ->
          job.state() == BulkJob.State.DRAFT || job.state() == BulkJob.State.PAUSED
              ? Optional.empty()
              : conflict("Only a draft or a paused job can be started.");
      case PAUSE ->
          job.state() == BulkJob.State.RUNNING
              ? Optional.empty()
              : conflict("Only a running job can be paused.");
      case CANCEL ->
          job.state() == BulkJob.State.DONE || job.state() == BulkJob.State.CANCELLED
              ? conflict("It is over already.")
              : Optional.empty();
      case RETRY -> {
        if (job.state() != BulkJob.State.DONE && job.state() != BulkJob.State.RUNNING) {
          yield conflict("Only a started job has lines to try again.");
        }
        yield job.count(Line.State.FAILED) == 0
            ? conflict("No line was refused.")
            : Optional.empty();
      }
    };
  }

  /** What a line has come to. */
  record Next(Line.State state, String code, String detail) {}

  /**
   * A refusal ends a line; what only says that it cannot be done just now does not, and neither
   * does silence.
   *
   * @param said what the result says, in a few words
   */
  static Next next(Outcome<?> outcome, String said) {
    return switch (outcome) {
      case Outcome.Done<?> _ -> new Next(Line.State.DONE, "", said);
      case Outcome.Unknown<?>(String why) -> new Next(Line.State.ASKED, "outcome-unknown", why);
      case Outcome.Refused<?>(Refusal refusal) -> {
        String detail =
            refusal.errors().isEmpty()
                ? refusal.detail()
                : refusal.errors().getFirst().field() + " " + refusal.errors().getFirst().message();
        yield new Next(
            switch (refusal.code().category()) {
              case BUSY, UNREACHABLE, FAULT -> Line.State.ASKED;
              case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE ->
                  Line.State.FAILED;
            },
            refusal.code().code(),
            detail);
      }
    };
  }

  private static Optional<Refusal> conflict(String why) {
    return Optional.of(Refusal.of(RefusalCode.STATE_CONFLICT, why));
  }
}
