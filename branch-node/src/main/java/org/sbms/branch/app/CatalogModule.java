package org.sbms.branch.app;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.subscription.ItemFeature;
import org.sbms.kit.db.Database;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** The catalogue, and on which terms subscribers have what they have. */
final class CatalogModule implements BranchModule {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  private final Database database;
  private final CatalogFeature catalog;
  private final ItemFeature items;

  CatalogModule(BranchParts parts) {
    this.database = parts.database();
    this.catalog =
        new CatalogFeature(
            parts.days(), parts.reference().nationalPlans()::all, parts.currency(), parts.clock());
    this.items = new ItemFeature(parts.accounts(), parts.days(), parts.clock());
  }

  @Override
  public void register(Operations operations) {
    catalog.register(operations);
    items.register(operations);
  }

  @Override
  public void addTo(Web web) {}

  @Override
  public void start(ClosingList closing) {
    closing.add("catalog", PeriodicJob.start("catalog", LOOK_EVERY, this::turnTheDay));
  }

  private void turnTheDay() {
    catalog.bringIntoForce(database);
    items.moveToNewVersions(database);
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> clerk = Set.of(CatalogFeature.VIEW, ItemFeature.GIVE_PROMOTION);
    Set<Permission> supervisor =
        Set.of(
            CatalogFeature.VIEW,
            CatalogFeature.EDIT,
            ItemFeature.GIVE_PROMOTION,
            ItemFeature.SET_PRICE);
    Set<Permission> manager =
        Set.of(
            CatalogFeature.VIEW,
            CatalogFeature.EDIT,
            CatalogFeature.PUBLISH,
            ItemFeature.GIVE_PROMOTION,
            ItemFeature.SET_PRICE,
            ItemFeature.CORRECT_PAST);
    return Map.of(
        "clerk", clerk,
        "cashier", clerk,
        "dealer", Set.of(CatalogFeature.VIEW),
        "supervisor", supervisor,
        "manager", manager);
  }
}
