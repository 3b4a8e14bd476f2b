package org.sbms.branch.app;

import java.util.List;
import org.sbms.kit.operation.Operations;

/** Bills: what accounts are charged by their cycles, and the documents of it. */
final class BillingModule implements BranchModule {
  static final List<String> MIGRATIONS = List.of("charge", "billing");

  BillingModule(BranchParts parts) {}

  @Override
  public void register(Operations operations) {}
}
