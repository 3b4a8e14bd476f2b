package org.sbms.branch.notice;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbms.branch.day.BusinessDays;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectMismatch.Corrected;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.outbox.Outbox;

/** Corrections of mismatches: asked for by central, or done by somebody of this branch. */
public final class CorrectionFeature {
  /** Central's alone: what two people there have agreed on. */
  public static final Permission CORRECT = new Permission("mismatch.correct");

  /** To send a payment's messages again. */
  public static final Permission CORRECT_HERE = new Permission("notice.correct");

  private final BranchCode self;
  private final Correcting correcting;

  public CorrectionFeature(
      BranchCode self,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake,
      Clock clock) {
    this.self = self;
    this.correcting = new Correcting(self, days, ledger, journal, outbox, wake, clock);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of(CorrectMismatch.NAME, CorrectMismatch.class, Corrected.class, CORRECT)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .checkedBy(CorrectionFeature::problems)
            .beyondPeerRules()
            .handledBy(correcting::correct));
    operations.register(
        OperationSpec.of("correct-mismatch-here", CorrectHere.class, Corrected.class, CORRECT_HERE)
            .handledBy(this::here));
    operations.register(
        OperationSpec.of(
                "show-notice", ShowNotice.class, ShowNotice.Shown.class, NoticeFeature.VIEW)
            .answeredBy(this::show));
  }

  /** Two people, wherever central's rules might have gone wrong. */
  private static List<FieldError> problems(CorrectMismatch asked) {
    if (asked.action().movesMoney()
        && (asked.approvedBy().isEmpty() || asked.approvedBy().equals(asked.askedBy()))) {
      return List.of(new FieldError("approvedBy", "must be a second person"));
    }
    return asked.amount().isPositive()
        ? List.of()
        : List.of(new FieldError("amount", "must be more than zero"));
  }

  private Outcome<Corrected> here(Command<CorrectHere> command, Tx tx) {
    CorrectHere asked = command.operation();
    Optional<MismatchNotice> notice = NoticeHandlers.find(tx, asked.mismatchId());
    if (notice.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mismatch.");
    }
    if (!possible(notice.get()).contains(asked.action())) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "This cannot be done about it from here.");
    }
    return correcting.again(
        new Correcting.Order(
            asked.mismatchId(),
            asked.action(),
            Objects.requireNonNull(notice.get().transactionId()),
            command.caller().actor().login() + "@" + self,
            ""),
        tx);
  }

  private Outcome<ShowNotice.Shown> show(Caller caller, ShowNotice asked, Sql sql) {
    return NoticeHandlers.find(sql, asked.id())
        .map(notice ->
            Outcome.done(
                new ShowNotice.Shown(
                    notice, NoticeHandlers.correctionsOf(sql, asked.id()), possible(notice))))
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mismatch."));
  }

  private List<CorrectionAction> possible(MismatchNotice notice) {
    boolean isWorkedOn = notice.state() != MismatchNotice.State.CORRECTED;
    if (!isWorkedOn || notice.transactionId() == null || !notice.origin().equals(self)) {
      return List.of();
    }
    List<CorrectionAction> ofKind =
        switch (notice.kind()) {
          case MISSING_AT_HOME -> List.of(CorrectionAction.SEND_AGAIN);
          case STATUS_DIFFERS ->
              List.of(CorrectionAction.SEND_AGAIN, CorrectionAction.CANCEL_AGAIN);
          case MISSING_AT_ORIGIN,
              AMOUNT_DIFFERS,
              CURRENCY_DIFFERS,
              ACCOUNT_DIFFERS,
              DUPLICATE,
              DAY_DIFFERS,
              BRANCH_DIFFERS,
              CHAIN_BROKEN ->
              List.of();
        };
    return ofKind.stream()
        .filter(action -> action.side() == JournalKind.Side.ORIGIN)
        .filter(action -> !action.movesMoney())
        .toList();
  }
}
