package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.APPROVE;
import static org.sbms.central.reconcile.ReconcilePermissions.CONFIGURE;
import static org.sbms.central.reconcile.ReconcilePermissions.RUN;
import static org.sbms.central.reconcile.ReconcilePermissions.VIEW;
import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.time.Clock;
import java.util.List;
import org.sbms.central.reconcile.CorrectMismatches.ApproveCorrection;
import org.sbms.central.reconcile.CorrectMismatches.DeclineCorrection;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.WorkItem;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.web.table.TableQuery;

/** Central's feature {@code reconcile}: its operations. */
public final class ReconcileFeature {
  /** The feature's folder of migrations; those of {@code collection} and {@code settlement} too. */
  public static final String MIGRATIONS = "reconcile";

  private static final int MAX_LIST = TableQuery.MAX_EXPORT_ROWS + 1;
  private static final int MAX_LOGIN = 100;

  private ReconcileFeature() {}

  /**
   * @param runAdded called after a run was committed: wakes {@link ReconciliationJob}
   * @param mismatchChanged called after something changed that branches are told
   * @param correctionApproved called after a correction was committed that a branch is to carry out
   * @param cluster with whom large runs are shared
   */
  public static void register(
      Operations operations,
      Clock clock,
      Runnable runAdded,
      Runnable mismatchChanged,
      Runnable correctionApproved,
      RunCluster cluster) {
    registerCorrections(operations, new CorrectionHandlers(clock, correctionApproved));
    registerAgeing(operations, new AgeingHandlers(clock));
    ReconcileHandlers handlers = new ReconcileHandlers(clock, runAdded, mismatchChanged, cluster);
    operations.register(
        OperationSpec.of(
                "start-reconciliation",
                StartReconciliation.class,
                StartReconciliation.Started.class,
                RUN)
            .handledBy(handlers::start));
    operations.register(
        OperationSpec.of("show-reconciliation", ShowReconciliation.class, RunView.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("show-report", ShowReport.class, ShowReport.Report.class, VIEW)
            .answeredBy(handlers::report));
    operations.register(
        OperationSpec.of(
                "list-reconciliations",
                ListReconciliations.class,
                ListReconciliations.Runs.class,
                VIEW)
            .checkedBy(asked -> limit(asked.limit()))
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of(
                "list-mismatches", ListMismatches.class, ListMismatches.Mismatches.class, VIEW)
            .checkedBy(asked -> limit(asked.limit()))
            .answeredBy(handlers::mismatches));
    operations.register(
        OperationSpec.of(
                "count-mismatches", CountMismatches.class, CountMismatches.Counts.class, VIEW)
            .answeredBy(handlers::count));
    operations.register(
        OperationSpec.of("show-mismatch", ShowMismatch.class, WorkItem.class, VIEW)
            .answeredBy(handlers::workItem));
    operations.register(
        OperationSpec.of("assign-mismatch", AssignMismatch.class, MismatchView.class, WORK)
            .checkedBy(asked -> text("owner", asked.owner(), 0, MAX_LOGIN))
            .handledBy(handlers::assign));
    operations.register(
        OperationSpec.of("comment-mismatch", CommentMismatch.class, MismatchView.class, WORK)
            .checkedBy(asked -> text("text", asked.text(), 1, WorkOnMismatch.MAX_TEXT))
            .handledBy(handlers::comment));
    operations.register(
        OperationSpec.of("resolve-mismatch", ResolveMismatch.class, MismatchView.class, WORK)
            .checkedBy(asked -> text("decision", asked.decision(), 1, WorkOnMismatch.MAX_TEXT))
            .handledBy(handlers::resolve));
  }

  private static void registerCorrections(Operations operations, CorrectionHandlers handlers) {
    operations.register(
        OperationSpec.of("propose-correction", ProposeCorrection.class, CorrectionView.class, WORK)
            .checkedBy(asked -> text("reason", asked.reason(), 1, WorkOnMismatch.MAX_TEXT))
            .handledBy(handlers::propose));
    operations.register(
        OperationSpec.of(
                "approve-correction", ApproveCorrection.class, CorrectionView.class, APPROVE)
            .handledBy(handlers::approve));
    operations.register(
        OperationSpec.of(
                "decline-correction", DeclineCorrection.class, CorrectionView.class, APPROVE)
            .checkedBy(asked -> text("why", asked.why(), 1, WorkOnMismatch.MAX_TEXT))
            .handledBy(handlers::decline));
  }

  private static void registerAgeing(Operations operations, AgeingHandlers handlers) {
    operations.register(
        OperationSpec.of("age-mismatches", AgeMismatches.class, AgeMismatches.Ageing.class, VIEW)
            .answeredBy(handlers::age));
    operations.register(
        OperationSpec.of("set-deadline", SetDeadline.class, SetDeadline.Changed.class, CONFIGURE)
            .checkedBy(asked ->
                asked.hours() < 1 || asked.hours() > SetDeadline.MAX_HOURS
                    ? List.of(
                        new FieldError("hours", "must be between 1 and " + SetDeadline.MAX_HOURS))
                    : List.of())
            .handledBy(handlers::set));
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_LIST
        ? List.of(new FieldError("limit", "must be between 1 and " + MAX_LIST))
        : List.of();
  }

  private static List<FieldError> text(String field, String text, int min, int max) {
    if (text.length() < min) {
      return List.of(new FieldError(field, "must be filled in"));
    }
    return text.length() > max
        ? List.of(new FieldError(field, "must be at most " + max + " characters"))
        : List.of();
  }
}
