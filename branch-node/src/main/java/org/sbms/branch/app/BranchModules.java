package org.sbms.branch.app;

import java.util.List;
import java.util.stream.Stream;
import org.sbms.branch.bulk.BulkFeature;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.customer.CustomerFeature;
import org.sbms.branch.intake.IntakeFeature;

/** The modules of a branch: one line each, in the order in which they are wired. */
final class BranchModules {
  /** Folders of migrations; their order is that of their versions. */
  static final List<String> MIGRATIONS =
      Stream.of(
              List.of(
                  CatalogFeature.MIGRATIONS,
                  CustomerFeature.MIGRATIONS,
                  IntakeFeature.MIGRATIONS,
                  BulkFeature.MIGRATIONS),
              BillingModule.MIGRATIONS)
          .flatMap(List::stream)
          .toList();

  /** What modules read from the settings. */
  static final List<Class<?>> CONCERNS = List.of(CustomerSettings.class);

  private BranchModules() {}

  static List<BranchModule> of(BranchParts parts) {
    return List.of(
        new CatalogModule(parts),
        new CustomerModule(parts),
        new IntakeModule(parts),
        new BulkModule(parts),
        new BillingModule(parts),
        new PaymentSystemModule(parts));
  }
}
