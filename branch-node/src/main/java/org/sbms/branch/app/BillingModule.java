package org.sbms.branch.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.billing.AllocationPages;
import org.sbms.branch.billing.AllocationRulePages;
import org.sbms.branch.billing.BillingApi;
import org.sbms.branch.billing.BillingFeature;
import org.sbms.branch.billing.InvoicePages;
import org.sbms.branch.billing.PrepaidStops;
import org.sbms.branch.billing.RunPages;
import org.sbms.branch.billing.TemplateApi;
import org.sbms.branch.billing.TermsPages;
import org.sbms.branch.billing.UsageCharges;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Bills: what accounts are charged by their cycles, and the documents of it. */
final class BillingModule implements BranchModule {
  static final List<String> MIGRATIONS = List.of("charge", BillingFeature.MIGRATIONS);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration ALLOCATE_EVERY = Duration.ofSeconds(5);

  private final BranchParts parts;
  private final BillingFeature billing;

  BillingModule(BranchParts parts) {
    this.parts = parts;
    this.billing =
        new BillingFeature(
            parts.self().branch(),
            parts.currency(),
            parts.node().zone(),
            parts.database(),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.reference().taxRates()::of,
            new UsageCharges(
                parts.database(),
                RatingFeature.unbilled(),
                new ChargeBook(parts.clock(), parts.random())),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    billing.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(
            new RunPages(
                parts.executor(), () -> parts.days().today(parts.database()), parts.node().zone()))
        .add(
            new InvoicePages(
                parts.self().branch(),
                parts.executor(),
                () -> parts.days().today(parts.database()),
                parts.node().zone()))
        .add(
            new TermsPages(
                parts.self().branch(),
                parts.currency(),
                parts.executor(),
                () -> parts.days().today(parts.database())))
        .add(new AllocationPages(parts.executor(), parts.currency()))
        .add(new AllocationRulePages(parts.executor()))
        .add(new BillingApi(parts.executor()))
        .add(new TemplateApi(parts.executor(), parts.node().zone()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add("bill-runs", PeriodicJob.start("bill-runs", LOOK_EVERY, billing::work));
    closing.adding(
        "prepaid-stops",
        new PrepaidStops(
                parts.self(), parts.database(), parts.executor(), parts.days(), parts.accounts())
            .start());
    closing.add(
        "allocation",
        PeriodicJob.start("allocation", ALLOCATE_EVERY, () -> billing.allocate(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> view = Set.of(BillingFeature.VIEW);
    Set<Permission> manager =
        Set.of(
            BillingFeature.VIEW,
            BillingFeature.RUN,
            BillingFeature.CORRECT,
            BillingFeature.SET,
            BillingFeature.ALLOCATE);
    return Map.of(
        "clerk", view,
        "cashier", view,
        "supervisor", Set.of(BillingFeature.VIEW, BillingFeature.CORRECT, BillingFeature.ALLOCATE),
        "manager", manager,
        "admin", view);
  }
}
