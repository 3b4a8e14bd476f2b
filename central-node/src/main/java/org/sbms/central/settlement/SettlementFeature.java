package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.ADJUST;
import static org.sbms.central.settlement.SettlementPermissions.APPROVE;
import static org.sbms.central.settlement.SettlementPermissions.CLOSE;
import static org.sbms.central.settlement.SettlementPermissions.DISPUTE;
import static org.sbms.central.settlement.SettlementPermissions.INSTRUCT;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.time.Clock;
import java.util.Currency;
import java.util.List;
import org.sbms.central.settlement.Adjustments.Adjustment;
import org.sbms.central.settlement.Adjustments.ApproveAdjustment;
import org.sbms.central.settlement.Adjustments.ListAdjustments;
import org.sbms.central.settlement.Adjustments.ProposeAdjustment;
import org.sbms.central.settlement.Adjustments.RejectAdjustment;
import org.sbms.central.settlement.ConfirmTransfers.ConfirmByHand;
import org.sbms.central.settlement.ConfirmTransfers.Confirmed;
import org.sbms.central.settlement.ConfirmTransfers.TakeStatement;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindowThrough;
import org.sbms.central.settlement.DecideWindow.InstructWindow;
import org.sbms.central.settlement.Disputes.AnswerDispute;
import org.sbms.central.settlement.Disputes.AskArbiter;
import org.sbms.central.settlement.Disputes.ConcedeDispute;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.Disputes.ListDisputes;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.Disputes.RuleOnDispute;
import org.sbms.central.settlement.Disputes.WithdrawDispute;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** Central's feature {@code settlement}: its operations. */
public final class SettlementFeature {
  /**
   * The feature's folder of migrations; those of {@code ledger} and {@code reference} are needed
   * too.
   */
  public static final String MIGRATIONS = "settlement";

  private static final int MAX_LIST = 1_000;
  private static final int MAX_REFERENCE = 64;

  private SettlementFeature() {}

  public static void register(Operations operations, Ledger ledger, Clock clock) {
    register(operations, ledger, SettlementRules.defaults(), clock);
  }

  public static void register(
      Operations operations, Ledger ledger, SettlementRules rules, Clock clock) {
    registerWindows(operations, new SettlementHandlers(ledger, clock));
    registerTransfers(operations, new TransferHandlers(ledger, rules, clock));
    registerAdjustments(operations, new AdjustmentHandlers(clock));
    DisputeHandlers disputes = new DisputeHandlers(clock);
    registerDisputes(operations, disputes);
    OwnPart.register(operations, disputes);
    registerAgents(operations, new AgentHandlers());
    operations.register(
        OperationSpec.of("list-lines-of", ListLinesOf.class, ListLinesOf.Lines.class, VIEW)
            .answeredBy((_, asked, sql) ->
                Outcome.done(
                    new ListLinesOf.Lines(SettlementLines.of(sql, asked.transactionId())))));
    operations.register(
        OperationSpec.of(
                "show-in-one-currency", ShowInOneCurrency.class, ShowInOneCurrency.View.class, VIEW)
            .checkedBy(SettlementFeature::currency)
            .answeredBy(new ExposureHandlers(clock)::inOneCurrency));
    operations.register(
        OperationSpec.of("show-exposure", ShowExposure.class, ShowExposure.Exposures.class, VIEW)
            .answeredBy(new ExposureHandlers(clock)::show));
  }

  private static void registerWindows(Operations operations, SettlementHandlers handlers) {
    operations.register(
        OperationSpec.of("list-windows", ListWindows.class, ListWindows.Windows.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), MAX_LIST))
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of("close-window", CloseWindow.class, WindowView.class, CLOSE)
            .handledBy(handlers::close));
    operations.register(
        OperationSpec.of("close-window-through", CloseWindowThrough.class, WindowView.class, CLOSE)
            .handledBy(handlers::closeThrough));
    operations.register(
        OperationSpec.of("approve-window", ApproveWindow.class, WindowView.class, APPROVE)
            .handledBy(handlers::approve));
    operations.register(
        OperationSpec.of("show-positions", ShowPositions.class, ShowPositions.Positions.class, VIEW)
            .answeredBy(handlers::positions));
    operations.register(
        OperationSpec.of("show-booked", ShowBooked.class, ShowBooked.Booked.class, VIEW)
            .answeredBy(handlers::booked));
    operations.register(
        OperationSpec.of("show-statement", ShowStatement.class, ShowStatement.Statement.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), ShowStatement.MAX_LINES))
            .audited()
            .answeredBy(handlers::statement));
  }

  private static void registerTransfers(Operations operations, TransferHandlers handlers) {
    operations.register(
        OperationSpec.of("instruct-window", InstructWindow.class, WindowView.class, INSTRUCT)
            .handledBy(handlers::instruct));
    operations.register(
        OperationSpec.of("show-transfers", ShowTransfers.class, ShowTransfers.Transfers.class, VIEW)
            .answeredBy(handlers::transfers));
    operations.register(
        OperationSpec.of(
                "show-payment-instruction",
                ShowInstruction.class,
                ShowInstruction.Instruction.class,
                INSTRUCT)
            .audited()
            .answeredBy(handlers::instruction));
    operations.register(
        OperationSpec.of("take-bank-statement", TakeStatement.class, Confirmed.class, INSTRUCT)
            .checkedBy(taken -> limit(taken.entries().size(), ConfirmTransfers.MAX_ENTRIES))
            .handledBy(handlers::statement));
    operations.register(
        OperationSpec.of("confirm-transfer", ConfirmByHand.class, Confirmed.class, INSTRUCT)
            .checkedBy(seen -> text("reference", seen.reference(), MAX_REFERENCE))
            .handledBy(handlers::byHand));
  }

  private static void registerAdjustments(Operations operations, AdjustmentHandlers handlers) {
    operations.register(
        OperationSpec.of("propose-adjustment", ProposeAdjustment.class, Adjustment.class, ADJUST)
            .checkedBy(AdjustmentHandlers::problems)
            .handledBy(handlers::propose));
    operations.register(
        OperationSpec.of("approve-adjustment", ApproveAdjustment.class, Adjustment.class, ADJUST)
            .handledBy(handlers::approve));
    operations.register(
        OperationSpec.of("reject-adjustment", RejectAdjustment.class, Adjustment.class, ADJUST)
            .handledBy(handlers::reject));
    operations.register(
        OperationSpec.of("list-adjustments", ListAdjustments.class, Adjustments.Found.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), Adjustments.MAX_LIST))
            .answeredBy(handlers::list));
  }

  private static void registerAgents(Operations operations, AgentHandlers handlers) {
    operations.register(
        OperationSpec.of(
                "list-agent-shares", AgentShares.ListAgents.class, AgentShares.Found.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), AgentShares.MAX_LIST))
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of(
                "list-agent-lines", AgentShares.ListAgentLines.class, AgentShares.Lines.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), AgentShares.MAX_LIST))
            .audited()
            .answeredBy(handlers::lines));
  }

  private static void registerDisputes(Operations operations, DisputeHandlers handlers) {
    operations.register(
        OperationSpec.of("raise-dispute", RaiseDispute.class, Dispute.class, DISPUTE)
            .checkedBy(raised -> text("reason", raised.reason(), Disputes.MAX_TEXT))
            .handledBy(handlers::raise));
    operations.register(
        OperationSpec.of("answer-dispute", AnswerDispute.class, Dispute.class, DISPUTE)
            .checkedBy(answer -> text("text", answer.text(), Disputes.MAX_TEXT))
            .handledBy(handlers::answer));
    operations.register(
        OperationSpec.of("withdraw-dispute", WithdrawDispute.class, Dispute.class, DISPUTE)
            .handledBy(handlers::withdraw));
    operations.register(
        OperationSpec.of("concede-dispute", ConcedeDispute.class, Dispute.class, DISPUTE)
            .handledBy(handlers::concede));
    operations.register(
        OperationSpec.of("ask-arbiter", AskArbiter.class, Dispute.class, DISPUTE)
            .handledBy(handlers::askArbiter));
    operations.register(
        OperationSpec.of("rule-on-dispute", RuleOnDispute.class, Dispute.class, DISPUTE)
            .checkedBy(ruled -> text("text", ruled.text(), Disputes.MAX_TEXT))
            .handledBy(handlers::rule));
    operations.register(
        OperationSpec.of("list-disputes", ListDisputes.class, Disputes.Found.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), Disputes.MAX_LIST))
            .answeredBy(handlers::list));
  }

  static List<FieldError> text(String field, String text, int max) {
    if (text.isBlank()) {
      return List.of(new FieldError(field, "must be filled in"));
    }
    return text.length() > max
        ? List.of(new FieldError(field, "must be at most " + max + " characters"))
        : List.of();
  }

  static List<FieldError> limit(int limit, int max) {
    return limit < 1 || limit > max
        ? List.of(new FieldError("limit", "must be between 1 and " + max))
        : List.of();
  }

  private static List<FieldError> currency(ShowInOneCurrency asked) {
    return Currency.getAvailableCurrencies().stream()
            .anyMatch(each -> each.getCurrencyCode().equals(asked.currency()))
        ? List.of()
        : List.of(new FieldError("currency", "must be a currency such as RUB"));
  }
}
