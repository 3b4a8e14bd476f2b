package org.sbms.central.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sbms.central.collection.ShownEntry;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Operation;

/** What people do about a mismatch. It goes away by being corrected, not by any of these. */
public interface WorkOnMismatch {
  int MAX_TEXT = 2_000;

  /** Shows it with all that belongs to it. */
  record ShowMismatch(UUID id) implements Operation<WorkItem> {}

  /** Takes it on, or hands it over; an empty login lays it down. */
  record AssignMismatch(UUID id, String owner) implements Operation<MismatchView> {}

  record CommentMismatch(UUID id, String text) implements Operation<MismatchView> {}

  /** Writes down what is to be done about it. */
  record ResolveMismatch(UUID id, String decision) implements Operation<MismatchView> {}

  record Comment(String author, Instant at, String text) {}

  /**
   * What has been told to a branch.
   *
   * @param isDelivered whether it has the latest
   */
  record Delivery(String branch, boolean isDelivered, int attempts, String problem) {}

  /**
   * @param corrections the latest first
   * @param possible what can be proposed for its kind, the usual one first
   * @param entries both journals' entries of the transaction as they are shown now
   */
  record WorkItem(
      MismatchView mismatch,
      List<Comment> comments,
      List<Delivery> deliveries,
      List<ShownEntry> entries,
      List<CorrectionView> corrections,
      List<CorrectionAction> possible) {

    /** Whether a correction waits for a second person or for its branch. */
    public boolean isBeingCorrected() {
      return corrections.stream()
          .anyMatch(each ->
              each.state() == CorrectionState.PROPOSED || each.state() == CorrectionState.APPROVED);
    }
  }
}
