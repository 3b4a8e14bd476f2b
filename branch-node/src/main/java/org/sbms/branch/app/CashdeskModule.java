package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.cashdesk.CashdeskApi;
import org.sbms.branch.cashdesk.CashdeskFeature;
import org.sbms.branch.cashdesk.CashdeskPages;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Shifts of cashiers. */
final class CashdeskModule implements BranchModule {
  private final BranchParts parts;
  private final CashdeskFeature cashdesk;

  CashdeskModule(BranchParts parts) {
    this.parts = parts;
    this.cashdesk =
        new CashdeskFeature(
            parts.self().branch(),
            CashdeskSettings.varianceLimit(parts.configuration(), parts.currency()),
            parts.days(),
            parts.ledger(),
            parts.node().zone(),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    cashdesk.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new CashdeskPages(parts.executor(), parts.currency(), parts.days()::calendar))
        .add(new CashdeskApi(parts.executor()));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> both = Set.of(CashdeskFeature.WORK, CashdeskFeature.SUPERVISE);
    return Map.of(
        "cashier", Set.of(CashdeskFeature.WORK),
        "supervisor", both,
        "manager", both);
  }
}
