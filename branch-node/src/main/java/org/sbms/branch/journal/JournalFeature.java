package org.sbms.branch.journal;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalPage;
import org.sbms.contract.NodeId;
import org.sbms.contract.PullJournal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what central may ask of the journal. */
public final class JournalFeature {
  /** Central's alone: the journal names every payment between this branch and others. */
  public static final Permission PULL = new Permission("journal.pull");

  private JournalFeature() {}

  public static void register(Operations operations, BranchCode branch) {
    operations.register(
        OperationSpec.of(PullJournal.NAME, PullJournal.class, JournalPage.class, PULL)
            .checkedBy(JournalFeature::problems)
            .placedAt(pull -> NodeId.of(pull.branch()))
            .answeredBy((_, pull, sql) -> new JournalReading(branch).page(pull, sql)));
  }

  private static List<FieldError> problems(PullJournal pull) {
    return pull.limit() < 1 || pull.limit() > PullJournal.MAX_LIMIT
        ? List.of(new FieldError("limit", "must be between 1 and " + PullJournal.MAX_LIMIT))
        : List.of();
  }
}
