package org.sbms.branch.app;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.partner.BillPages;
import org.sbms.branch.partner.PartnerApi;
import org.sbms.branch.partner.PartnerFeature;
import org.sbms.branch.partner.PartnerPages;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Partners: who brings subscribers, what is shared with them, and their bills. */
final class PartnerModule implements BranchModule {
  private static final Duration BILL_EVERY = Duration.ofMinutes(1);

  private final BranchParts parts;
  private final PartnerFeature partners;

  PartnerModule(BranchParts parts) {
    this.parts = parts;
    this.partners =
        new PartnerFeature(
            parts.self().branch(),
            parts.currency(),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.reference().taxRates()::of,
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    partners.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(
            new PartnerPages(
                parts.executor(), parts.currency(), () -> parts.days().today(parts.database())))
        .add(new BillPages(parts.executor(), parts.node().zone()))
        .add(new PartnerApi(parts.executor(), parts.node().zone()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add(
        "partner-bills",
        PeriodicJob.start("partner-bills", BILL_EVERY, () -> partners.bill(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> view = Set.of(PartnerFeature.VIEW);
    return Map.of(
        "supervisor", view,
        "admin", view,
        "manager", Set.of(PartnerFeature.VIEW, PartnerFeature.MANAGE, PartnerFeature.BILL));
  }
}
