package org.sbms.branch.app;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.cardgateway.CardApi;
import org.sbms.branch.cardgateway.CardFeature;
import org.sbms.branch.cardgateway.CardPages;
import org.sbms.branch.cardgateway.CardSettings;
import org.sbms.branch.cardgateway.Gateways;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Payments by card on the pages of acquirers. */
final class CardModule implements BranchModule {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final BranchParts parts;
  private final CardFeature cards;
  private final Gateways gateways;

  CardModule(BranchParts parts) {
    this.parts = parts;
    this.cards =
        new CardFeature(
            parts.self().branch(),
            CardSettings.from(parts.configuration()),
            TakingSettings.read(parts.configuration()).maxPayment(),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.database(),
            parts.node().zone(),
            parts.clock(),
            parts.random());
    this.gateways =
        new Gateways(parts.self(), cards, parts.database(), parts.executor(), parts.clock());
  }

  @Override
  public void register(Operations operations) {
    cards.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(
            new CardPages(
                parts.executor(), cards, gateways.desk(), parts.currency(), parts.days()::calendar))
        .add(new CardApi(parts.executor(), cards, gateways.desk(), parts.clock()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add("card-gateways", gateways);
    closing.add(
        "card-payments", PeriodicJob.start("card-payments", LOOK_EVERY, gateways.desk()::work));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> desk = Set.of(CardFeature.START, CardFeature.VIEW);
    return Map.of(
        "clerk", desk,
        "cashier", desk,
        "dealer", Set.of(CardFeature.START),
        "supervisor", Set.of(CardFeature.START, CardFeature.VIEW, CardFeature.DECIDE),
        "manager",
            Set.of(CardFeature.START, CardFeature.VIEW, CardFeature.DECIDE, CardFeature.PAYOUT));
  }
}
