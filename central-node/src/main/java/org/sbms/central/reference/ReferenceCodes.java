package org.sbms.central.reference;

import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.RefusalCode.Category;

/** Refusals that only reference data knows. */
final class ReferenceCodes {
  /** Whoever drafted it may not approve it. */
  static final RefusalCode OWN_DRAFT = new RefusalCode("own-draft", Category.FORBIDDEN);

  /** The dataset moved on since the draft was begun. */
  static final RefusalCode OUTDATED_DRAFT = new RefusalCode("outdated-draft", Category.CONFLICT);

  private ReferenceCodes() {}

  static <R> Outcome<R> noDataset(String name) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no dataset " + name + ".");
  }

  static <R> Outcome<R> noDraft() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such draft.");
  }
}
