package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.delivery.DeliveryApi;
import org.sbms.branch.delivery.DeliveryFeature;
import org.sbms.branch.delivery.DeliveryPages;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Bills and notices on their way to people. */
final class DeliveryModule implements BranchModule {
  private final BranchParts parts;
  private final DeliveryFeature deliveries;

  DeliveryModule(BranchParts parts) {
    this.parts = parts;
    this.deliveries =
        new DeliveryFeature(
            parts.node().name(),
            parts.node().zone(),
            MailSettings.smtp(parts.configuration()),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    deliveries.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new DeliveryPages(parts.executor(), parts.node().zone()))
        .add(new DeliveryApi(parts.executor()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.adding(
        "delivery", deliveries.mailer(parts.vertx(), parts.database(), parts.days()).start());
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> desk = Set.of(DeliveryFeature.VIEW, DeliveryFeature.SEND);
    return Map.of(
        "clerk",
        desk,
        "cashier",
        Set.of(DeliveryFeature.VIEW),
        "supervisor",
        desk,
        "manager",
        Set.of(DeliveryFeature.VIEW, DeliveryFeature.SEND, DeliveryFeature.WORDS),
        "admin",
        Set.of(DeliveryFeature.VIEW));
  }
}
