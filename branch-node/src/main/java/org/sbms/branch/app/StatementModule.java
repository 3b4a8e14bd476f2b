package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.statement.StatementFeature;
import org.sbms.branch.statement.StatementWeb;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Statements of account. */
final class StatementModule implements BranchModule {
  private final BranchParts parts;

  StatementModule(BranchParts parts) {
    this.parts = parts;
  }

  @Override
  public void register(Operations operations) {
    new StatementFeature(parts.node().name()).register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new StatementWeb(parts.executor(), () -> parts.days().today(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> view = Set.of(StatementFeature.VIEW);
    return Map.of("clerk", view, "cashier", view, "supervisor", view, "manager", view);
  }
}
