package org.sbms.central.reconcile;

import java.util.List;
import org.sbms.contract.Operation;

/** Shows runs, the latest first. */
public record ListReconciliations(int offset, int limit)
    implements Operation<ListReconciliations.Runs> {

  /**
   * @param isClustered whether central has instances to share a run with
   */
  public record Runs(List<RunView> items, boolean isClustered) {}
}
