package org.sbms.branch.app;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.directdebit.DirectDebitApi;
import org.sbms.branch.directdebit.DirectDebitFeature;
import org.sbms.branch.directdebit.DirectDebitPages;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.Web;

/** What is due collected by direct debit. */
final class DirectDebitModule implements BranchModule {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final BranchParts parts;
  private final DirectDebitFeature debits;

  DirectDebitModule(BranchParts parts) {
    this.parts = parts;
    this.debits =
        new DirectDebitFeature(
            parts.self().branch(),
            parts.currency(),
            Seal.of(parts.node().directory(), "directdebit.key"),
            parts.accounts(),
            parts.days(),
            BankModule.calendar(parts),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    debits.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new DirectDebitPages(parts.executor(), parts.currency(), parts.days()::calendar))
        .add(new DirectDebitApi(parts.executor()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add(
        "direct-debit",
        PeriodicJob.start("direct-debit", LOOK_EVERY, () -> debits.work(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    return Map.of(
        "supervisor", Set.of(DirectDebitFeature.VIEW, DirectDebitFeature.WORK),
        "manager",
            Set.of(DirectDebitFeature.VIEW, DirectDebitFeature.WORK, DirectDebitFeature.PRESENT));
  }
}
