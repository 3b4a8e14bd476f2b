package org.sbms.central.reconcile;

import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Operation;

/** How finance has a branch correct what does not match. */
public interface CorrectMismatches {

  /**
   * Proposes a correction. One that moves no money goes to the branch at once.
   *
   * @param action empty for the one that is usual for the kind
   */
  record ProposeCorrection(UUID mismatchId, Optional<CorrectionAction> action, String reason)
      implements Operation<CorrectionView> {}

  /** A second person agrees: the branch is asked. */
  record ApproveCorrection(UUID id) implements Operation<CorrectionView> {}

  record DeclineCorrection(UUID id, String why) implements Operation<CorrectionView> {}
}
