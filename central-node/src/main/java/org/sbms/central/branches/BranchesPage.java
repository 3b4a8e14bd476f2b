package org.sbms.central.branches;

import java.util.List;
import org.sbms.central.branches.ListBranches.Branch;
import org.sbms.central.branches.ListBranches.Health;
import org.sbms.kit.web.table.Table;

/** All branches, live. */
public record BranchesPage(Table<Branch> table, List<Branch> branches) {

  public long count(Health health) {
    return branches.stream().filter(branch -> branch.health() == health).count();
  }

  public long lag() {
    return branches.stream().mapToLong(Branch::lag).sum();
  }

  public long waiting() {
    return branches.stream().mapToLong(Branch::outboxDepth).sum();
  }
}
