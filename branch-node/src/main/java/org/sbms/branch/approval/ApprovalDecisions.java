package org.sbms.branch.approval;

import java.util.Optional;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Admission;

/** What becomes of a request that is above somebody's limits, and who may decide. Pure. */
public final class ApprovalDecisions {
  /** Not refused: it waits for a second person, and the same key leads to it. */
  public static final RefusalCode REQUIRED =
      new RefusalCode("approval-required", RefusalCode.Category.CONFLICT);

  public static final RefusalCode DECLINED =
      new RefusalCode("approval-declined", RefusalCode.Category.CONFLICT);
  public static final RefusalCode EXPIRED =
      new RefusalCode("approval-expired", RefusalCode.Category.CONFLICT);
  public static final RefusalCode SAME_PERSON =
      new RefusalCode("same-person", RefusalCode.Category.FORBIDDEN);

  private ApprovalDecisions() {}

  /**
   * A request came, or came again.
   *
   * @param sameBody whether it is what was parked under its key
   */
  static Admission.Verdict onRequest(Approval parked, boolean sameBody) {
    if (!sameBody) {
      return new Admission.Verdict.Wait(
          Refusal.of(
              RefusalCode.IDEMPOTENCY_CONFLICT, "The key was used before for something else."));
    }
    return switch (parked.state()) {
      case PENDING ->
          new Admission.Verdict.Wait(
              Refusal.of(REQUIRED, "A second person must approve it. " + parked.rule()));
      case APPROVED, DONE -> Admission.GO;
      case DECLINED ->
          new Admission.Verdict.Stop(
              Refusal.of(DECLINED, parked.decidedBy() + " declined it: " + parked.comment()));
      case EXPIRED ->
          new Admission.Verdict.Stop(Refusal.of(EXPIRED, "Nobody approved it in time."));
      case REFUSED ->
          new Admission.Verdict.Stop(
              Refusal.of(DECLINED, "It was approved and then refused: " + parked.comment()));
    };
  }

  /** Why somebody may not decide now, if they may not. */
  static Optional<Refusal> obstacle(Approval approval, String login) {
    if (approval.isOf(login)) {
      return Optional.of(
          Refusal.of(SAME_PERSON, "You asked for this: another person must decide."));
    }
    return switch (approval.state()) {
      case PENDING -> Optional.empty();
      case EXPIRED -> Optional.of(Refusal.of(EXPIRED, "Nobody approved it in time."));
      case APPROVED, DONE, DECLINED, REFUSED ->
          Optional.of(
              Refusal.of(
                  RefusalCode.STATE_CONFLICT, approval.decidedBy() + " has decided already."));
    };
  }
}
