package org.sbms.central.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Lines that people enter: one proposes, another approves. */
public interface Adjustments {
  int MAX_REASON = 400;
  int MAX_LIST = 500;

  enum State {
    PROPOSED,
    APPROVED,
    REJECTED;

    public String colour() {
      return switch (this) {
        case PROPOSED -> "yellow";
        case APPROVED -> "green";
        case REJECTED -> "secondary";
      };
    }
  }

  /**
   * @param kind one of those that may be entered by hand
   */
  record ProposeAdjustment(
      LineKind kind, BranchCode debtor, BranchCode creditor, Money amount, String reason)
      implements Operation<Adjustment> {}

  /** Puts it into the open window. Who proposed it may not. */
  record ApproveAdjustment(long id) implements Operation<Adjustment> {}

  /** Who proposed it may not either: another person looked at it. */
  record RejectAdjustment(long id) implements Operation<Adjustment> {}

  /** The latest first. */
  record ListAdjustments(int offset, int limit) implements Operation<Found> {}

  record Found(List<Adjustment> items) {}

  /**
   * @param window the window that it settles in; absent before it is approved
   */
  record Adjustment(
      long id,
      LineKind kind,
      BranchCode debtor,
      BranchCode creditor,
      Money amount,
      String reason,
      State state,
      String proposedBy,
      Instant proposedAt,
      Optional<String> decidedBy,
      Optional<String> window) {}
}
