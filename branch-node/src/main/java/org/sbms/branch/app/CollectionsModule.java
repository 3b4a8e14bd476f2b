package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.collections.CollectionsFeature;
import org.sbms.branch.collections.CollectionsWeb;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** What is done about debts. */
final class CollectionsModule implements BranchModule {
  private final BranchParts parts;
  private final CollectionsFeature collections;

  CollectionsModule(BranchParts parts) {
    this.parts = parts;
    this.collections =
        new CollectionsFeature(
            parts.days(),
            parts.accounts(),
            parts.ledger(),
            parts.currency(),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    collections.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new CollectionsWeb(parts.executor(), parts.currency()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.adding(
        "dunning", collections.dunning(parts.self(), parts.database(), parts.executor()).start());
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> desk = Set.of(CollectionsFeature.VIEW, CollectionsFeature.WORK);
    return Map.of(
        "clerk",
        desk,
        "cashier",
        desk,
        "supervisor",
        Set.of(CollectionsFeature.VIEW, CollectionsFeature.WORK, CollectionsFeature.WRITE_OFF),
        "manager",
        Set.of(
            CollectionsFeature.VIEW,
            CollectionsFeature.WORK,
            CollectionsFeature.WRITE_OFF,
            CollectionsFeature.POLICY));
  }
}
