package org.sbms.branch.app;

import java.util.List;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.branch.rating.RatingSettings;

/** The modules of a branch: one line each, in the order in which they are wired. */
final class BranchModules {
  /** Folders of migrations; their order is that of their versions. */
  static final List<String> MIGRATIONS =
      List.of(CatalogModule.MIGRATIONS, RatingFeature.MIGRATIONS);

  /** What modules read from the settings. */
  static final List<Class<?>> CONCERNS = List.of(RatingSettings.Settings.class);

  private BranchModules() {}

  static List<BranchModule> of(BranchParts parts) {
    return List.of(new CatalogModule(parts), new RatingModule(parts));
  }
}
