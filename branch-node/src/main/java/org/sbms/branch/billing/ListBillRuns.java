package org.sbms.branch.billing;

import java.util.List;
import org.sbms.contract.Operation;

/** Runs, sorted as the table of runs is. */
public record ListBillRuns(String sort, int offset, int limit)
    implements Operation<ListBillRuns.Runs> {

  public record Runs(List<BillRun> items) {
    public Runs {
      items = List.copyOf(items);
    }
  }
}
