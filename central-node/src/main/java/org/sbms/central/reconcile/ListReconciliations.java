package org.sbms.central.reconcile;

import java.util.List;
import org.sbms.contract.Operation;

/** Shows runs, the latest first. */
public record ListReconciliations(int offset, int limit)
    implements Operation<ListReconciliations.Runs> {

  public record Runs(List<RunView> items) {}
}
