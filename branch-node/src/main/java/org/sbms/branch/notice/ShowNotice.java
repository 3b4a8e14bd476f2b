package org.sbms.branch.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Operation;

/** Shows one mismatch and what was done about it here. */
public record ShowNotice(UUID id) implements Operation<ShowNotice.Shown> {

  /**
   * A correction that was carried out here.
   *
   * @param approvedBy empty where nobody had to
   * @param journalNumber 0 where the payment's own messages say so
   */
  public record Done(
      CorrectionAction action, String askedBy, String approvedBy, long journalNumber, Instant at) {}

  /**
   * @param possible what can be done about it from here, without central
   */
  public record Shown(MismatchNotice notice, List<Done> done, List<CorrectionAction> possible) {}
}
