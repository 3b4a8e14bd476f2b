package org.sbms.branch.app;

import java.util.List;
import org.sbms.branch.cashdesk.CashdeskFeature;
import org.sbms.branch.voucher.VoucherFeature;

/** The modules of a branch: one line each, in the order in which they are wired. */
final class BranchModules {
  /** Folders of migrations; their order is that of their versions. */
  static final List<String> MIGRATIONS =
      List.of(CashdeskFeature.MIGRATIONS, VoucherFeature.MIGRATIONS);

  /** What modules read from the settings. */
  static final List<Class<?>> CONCERNS = List.of(CashdeskSettings.class);

  private BranchModules() {}

  static List<BranchModule> of(BranchParts parts) {
    return List.of(new CashdeskModule(parts), new VoucherModule(parts));
  }
}
