package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.RUN;
import static org.sbms.central.reconcile.ReconcilePermissions.VIEW;
import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.time.Clock;
import java.util.List;
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
   */
  public static void register(
      Operations operations, Clock clock, Runnable runAdded, Runnable mismatchChanged) {
    ReconcileHandlers handlers = new ReconcileHandlers(clock, runAdded, mismatchChanged);
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
