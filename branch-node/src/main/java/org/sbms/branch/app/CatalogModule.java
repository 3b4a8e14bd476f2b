package org.sbms.branch.app;

import org.sbms.kit.operation.Operations;

/** The catalogue: what is sold, at which prices, to whom. */
final class CatalogModule implements BranchModule {
  static final String MIGRATIONS = "catalog";

  CatalogModule(BranchParts parts) {}

  @Override
  public void register(Operations operations) {}
}
