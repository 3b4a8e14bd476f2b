package org.sbms.branch.cashdesk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/** A shift with its figures: an X report while it is open, the Z report when it is not. */
public record ShowShift(UUID id) implements Operation<ShowShift.Report> {

  /**
   * @param figures absent while who asks has still to count the drawer: a count is worth nothing
   *     when one knows what should come out
   */
  public record Report(CashShift shift, List<CashMove> moves, Optional<ShiftFigures> figures) {}
}
