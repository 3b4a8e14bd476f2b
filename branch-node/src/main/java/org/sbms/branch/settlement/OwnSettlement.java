package org.sbms.branch.settlement;

import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.settlement.OwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.AskArbiterOfOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.ConcedeOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;
import org.sbms.contract.settlement.OwnWindows;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/**
 * The branch's own part of settlement, which central keeps: its windows and lines, and what it
 * disputes. Asked of central each time; nothing of it is stored here.
 */
public final class OwnSettlement {
  public static final Permission VIEW = new Permission("settlement.own-view");
  public static final Permission DISPUTE = new Permission("settlement.own-dispute");

  private OwnSettlement() {}

  public static void register(Operations operations) {
    operations.register(
        query(OwnWindows.LIST, ListOwnWindows.class, OwnWindows.Found.class).queryElsewhere());
    operations.register(
        query(OwnWindows.LINES, ListOwnLines.class, OwnWindows.Lines.class).queryElsewhere());
    operations.register(
        query(OwnDisputes.LIST, ListOwnDisputes.class, OwnDisputes.Found.class).queryElsewhere());
    operations.register(
        command(OwnDisputes.RAISE, DisputeOwnLine.class)
            .checkedBy(raised -> text("reason", raised.reason()))
            .commandElsewhere());
    operations.register(
        command(OwnDisputes.ANSWER, AnswerOwnDispute.class)
            .checkedBy(answer -> text("text", answer.text()))
            .commandElsewhere());
    operations.register(command(OwnDisputes.WITHDRAW, WithdrawOwnDispute.class).commandElsewhere());
    operations.register(command(OwnDisputes.CONCEDE, ConcedeOwnDispute.class).commandElsewhere());
    operations.register(
        command(OwnDisputes.ASK_ARBITER, AskArbiterOfOwnDispute.class).commandElsewhere());
  }

  private static <O extends Operation<R>, R> OperationSpec.Builder<O, R> query(
      String name, Class<O> type, Class<R> resultType) {
    return OperationSpec.of(name, type, resultType, VIEW).placedAt(_ -> NodeId.CENTRAL);
  }

  private static <O extends Operation<OwnDisputes.Dispute>>
      OperationSpec.Builder<O, OwnDisputes.Dispute> command(String name, Class<O> type) {
    return OperationSpec.of(name, type, OwnDisputes.Dispute.class, DISPUTE)
        .placedAt(_ -> NodeId.CENTRAL);
  }

  private static List<FieldError> text(String field, String text) {
    if (text.isBlank()) {
      return List.of(new FieldError(field, "must be filled in"));
    }
    return text.length() > OwnDisputes.MAX_TEXT
        ? List.of(new FieldError(field, "must be at most " + OwnDisputes.MAX_TEXT + " characters"))
        : List.of();
  }
}
