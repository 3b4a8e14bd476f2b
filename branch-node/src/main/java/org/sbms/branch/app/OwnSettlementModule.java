package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.settlement.OwnDisputePages;
import org.sbms.branch.settlement.OwnSettlement;
import org.sbms.branch.settlement.OwnSettlementApi;
import org.sbms.branch.settlement.OwnWindowPages;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** The branch's own part of central's settlement. */
final class OwnSettlementModule implements BranchModule {
  private final BranchParts parts;

  OwnSettlementModule(BranchParts parts) {
    this.parts = parts;
  }

  @Override
  public void register(Operations operations) {
    OwnSettlement.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new OwnWindowPages(parts.executor()))
        .add(new OwnDisputePages(parts.self().branch(), parts.executor()))
        .add(new OwnSettlementApi(parts.executor()));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> finance = Set.of(OwnSettlement.VIEW, OwnSettlement.DISPUTE);
    return Map.of("accountant", finance, "manager", finance);
  }
}
