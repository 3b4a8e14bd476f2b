package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.DISPUTE_OWN;
import static org.sbms.central.settlement.SettlementPermissions.VIEW_OWN;

import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.settlement.OwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.AskArbiterOfOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.ConcedeOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;
import org.sbms.contract.settlement.OwnWindows;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** What branches ask about their own part of settlement. */
final class OwnPart {
  private static final int MAX_FILTER = 64;

  private OwnPart() {}

  static void register(Operations operations, DisputeHandlers disputes) {
    registerReading(operations, new OwnWindowHandlers());
    registerDisputing(operations, new OwnDisputeHandlers(disputes));
  }

  private static void registerReading(Operations operations, OwnWindowHandlers handlers) {
    operations.register(
        OperationSpec.of(OwnWindows.LIST, ListOwnWindows.class, OwnWindows.Found.class, VIEW_OWN)
            .checkedBy(asked -> page(asked.offset(), asked.limit(), OwnWindows.MAX_AT_ONCE))
            .placedAt(_ -> NodeId.CENTRAL)
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of(OwnWindows.LINES, ListOwnLines.class, OwnWindows.Lines.class, VIEW_OWN)
            .checkedBy(OwnPart::problems)
            .placedAt(_ -> NodeId.CENTRAL)
            .audited()
            .answeredBy(handlers::lines));
  }

  private static void registerDisputing(Operations operations, OwnDisputeHandlers handlers) {
    operations.register(
        OperationSpec.of(OwnDisputes.LIST, ListOwnDisputes.class, OwnDisputes.Found.class, VIEW_OWN)
            .checkedBy(asked -> page(asked.offset(), asked.limit(), OwnDisputes.MAX_AT_ONCE))
            .placedAt(_ -> NodeId.CENTRAL)
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of(OwnDisputes.RAISE, DisputeOwnLine.class, Dispute.class, DISPUTE_OWN)
            .checkedBy(
                raised -> SettlementFeature.text("reason", raised.reason(), OwnDisputes.MAX_TEXT))
            .placedAt(_ -> NodeId.CENTRAL)
            .handledBy(handlers::raise));
    operations.register(
        OperationSpec.of(OwnDisputes.ANSWER, AnswerOwnDispute.class, Dispute.class, DISPUTE_OWN)
            .checkedBy(
                answer -> SettlementFeature.text("text", answer.text(), OwnDisputes.MAX_TEXT))
            .placedAt(_ -> NodeId.CENTRAL)
            .handledBy(handlers::answer));
    operations.register(
        OperationSpec.of(OwnDisputes.WITHDRAW, WithdrawOwnDispute.class, Dispute.class, DISPUTE_OWN)
            .placedAt(_ -> NodeId.CENTRAL)
            .handledBy(handlers::withdraw));
    operations.register(
        OperationSpec.of(OwnDisputes.CONCEDE, ConcedeOwnDispute.class, Dispute.class, DISPUTE_OWN)
            .placedAt(_ -> NodeId.CENTRAL)
            .handledBy(handlers::concede));
    operations.register(
        OperationSpec.of(
                OwnDisputes.ASK_ARBITER, AskArbiterOfOwnDispute.class, Dispute.class, DISPUTE_OWN)
            .placedAt(_ -> NodeId.CENTRAL)
            .handledBy(handlers::askArbiter));
  }

  private static List<FieldError> problems(ListOwnLines asked) {
    List<FieldError> problems =
        new ArrayList<>(page(asked.offset(), asked.limit(), OwnWindows.MAX_AT_ONCE));
    filter("kind", asked.kind(), problems);
    filter("counterparty", asked.counterparty(), problems);
    filter("search", asked.search(), problems);
    return problems;
  }

  private static void filter(String field, String value, List<FieldError> problems) {
    if (value.length() > MAX_FILTER) {
      problems.add(new FieldError(field, "must be at most " + MAX_FILTER + " characters"));
    }
  }

  private static List<FieldError> page(int offset, int limit, int max) {
    return offset < 0
        ? List.of(new FieldError("offset", "must not be negative"))
        : SettlementFeature.limit(limit, max);
  }
}
