package org.sbms.branch.payment;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.Refusal.FieldError;

/** Why a payment is cancelled: a code of reference data, and what was said beside it. */
final class CancelReasons {
  private final Supplier<List<ReasonCodes.Reason>> known;

  /**
   * @param known what a payment may be cancelled for today; empty at a branch that has never had
   *     reference data, where words alone must do
   */
  CancelReasons(Supplier<List<ReasonCodes.Reason>> known) {
    this.known = known;
  }

  List<ReasonCodes.Reason> known() {
    return known.get();
  }

  /** What is wrong with a code, or with saying nothing more beside it. */
  List<FieldError> problems(String code, String remark) {
    Optional<ReasonCodes.Reason> reason =
        known.get().stream().filter(each -> each.code().equals(code)).findFirst();
    if (reason.isEmpty()) {
      return List.of(new FieldError("code", "is no reason that is given for this"));
    }
    return remark.isBlank() && reason.get().needsComment()
        ? List.of(new FieldError("reason", "must be filled in for this reason"))
        : List.of();
  }

  /** As it is kept. */
  static String text(String code, String remark) {
    return code.isEmpty() || remark.isEmpty() ? code + remark : code + ": " + remark;
  }
}
