package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.rating.DialectPages;
import org.sbms.branch.rating.RatingApi;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.branch.rating.RatingPages;
import org.sbms.branch.rating.RatingSettings;
import org.sbms.branch.rating.UsagePages;
import org.sbms.contract.BranchCode;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** What subscribers use: files, grants, records. */
final class RatingModule implements BranchModule {
  private final BranchCode self;
  private final Executor executor;
  private final RatingFeature rating;

  RatingModule(BranchParts parts) {
    this.self = parts.self().branch();
    this.executor = parts.executor();
    this.rating =
        new RatingFeature(
            parts.database(),
            parts.node().directory(),
            parts.node().instance(),
            parts.node().zone(),
            parts.currency(),
            RatingSettings.from(parts.configuration()),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    rating.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new RatingApi(self, executor, rating))
        .add(new RatingPages(executor, rating))
        .add(new DialectPages(executor))
        .add(new UsagePages(self, executor, rating));
  }

  @Override
  public void start(ClosingList closing) {
    rating.start(closing);
  }

  /** What a subscriber used is personal: whoever sees personal data sees it, so no dealer does. */
  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> all = Set.of(RatingFeature.VIEW, RatingFeature.RATE, RatingFeature.AUTHORIZE);
    return Map.of("supervisor", Set.of(RatingFeature.VIEW), "manager", all, "admin", all);
  }
}
