package org.sbms.branch.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with requests that need a second person. */
public final class ApprovalFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "approval";

  /** To see one's own requests. */
  public static final Permission VIEW = new Permission("approval.view");

  /** To see everybody's, and to decide those of others. */
  public static final Permission DECIDE = new Permission("approval.decide");

  private static final int MAX_COMMENT = 200;

  private final Clock clock;

  private ApprovalFeature(Clock clock) {
    this.clock = clock;
  }

  public static void register(Operations operations, Clock clock) {
    new ApprovalFeature(clock).registerAll(operations);
  }

  private void registerAll(Operations operations) {
    operations.register(
        OperationSpec.of("approve-operation", ApproveOperation.class, Approval.class, DECIDE)
            .handledBy((command, tx) ->
                decide(
                    tx, command.caller(), command.operation().id(), ApprovalState.APPROVED, "")));
    operations.register(
        OperationSpec.of("decline-operation", DeclineOperation.class, Approval.class, DECIDE)
            .checkedBy(decline -> problems(decline.comment()))
            .handledBy((command, tx) ->
                decide(
                    tx,
                    command.caller(),
                    command.operation().id(),
                    ApprovalState.DECLINED,
                    command.operation().comment().strip())));
    operations.register(
        OperationSpec.of("show-approval", ShowApproval.class, Approval.class, VIEW)
            .answeredBy((caller, question, sql) ->
                shown(
                    caller,
                    ApprovalTable.find(sql, question.id(), clock.instant())
                        .map(ApprovalTable.Stored::approval))));
    operations.register(
        OperationSpec.of("find-approval", FindApproval.class, Approval.class, VIEW)
            .answeredBy((caller, question, sql) ->
                shown(caller, ApprovalTable.ofKey(sql, question.key(), clock.instant()))));
    operations.register(
        OperationSpec.of("find-approvals", FindApprovals.class, FindApprovals.Found.class, VIEW)
            .checkedBy(question ->
                question.keys().size() > FindApprovals.MAX_KEYS
                    ? List.of(
                        new FieldError(
                            "keys", "must be at most " + FindApprovals.MAX_KEYS + " keys"))
                    : List.of())
            .answeredBy((caller, question, sql) ->
                Outcome.done(
                    new FindApprovals.Found(
                        ApprovalTable.ofKeys(sql, question.keys(), clock.instant()).stream()
                            .filter(found -> found.approval().isOf(caller.actor().login()))
                            .toList()))));
    operations.register(
        OperationSpec.of("list-approvals", ListApprovals.class, ListApprovals.Approvals.class, VIEW)
            .answeredBy(this::list));
  }

  private Outcome<Approval> decide(
      Tx tx, Caller caller, UUID id, ApprovalState state, String comment) {
    Instant now = clock.instant();
    Optional<Approval> found = ApprovalTable.lock(tx, id, now).map(ApprovalTable.Stored::approval);
    if (found.isEmpty()) {
      return notFound();
    }
    String login = caller.actor().login();
    Optional<Refusal> obstacle = ApprovalDecisions.obstacle(found.get(), login);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    ApprovalTable.decide(tx, id, state, login, comment, now);
    return Outcome.done(ApprovalTable.find(tx, id, now).orElseThrow().approval());
  }

  private Outcome<ListApprovals.Approvals> list(Caller caller, ListApprovals question, Sql sql) {
    return Outcome.done(
        new ListApprovals.Approvals(
            ApprovalTable.list(
                sql, question, caller.may(DECIDE) ? "" : caller.actor().login(), clock.instant())));
  }

  private static Outcome<Approval> shown(Caller caller, Optional<Approval> found) {
    return found
        .filter(approval -> caller.may(DECIDE) || approval.isOf(caller.actor().login()))
        .map(Outcome::done)
        .orElseGet(ApprovalFeature::notFound);
  }

  private static Outcome<Approval> notFound() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such request.");
  }

  private static List<FieldError> problems(String comment) {
    String text = comment.strip();
    return text.isEmpty()
            || text.length() > MAX_COMMENT
            || text.chars().anyMatch(Character::isISOControl)
        ? List.of(new FieldError("comment", "must be 1 to " + MAX_COMMENT + " characters"))
        : List.of();
  }
}
