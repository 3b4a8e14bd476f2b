package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.APPROVE;
import static org.sbms.central.settlement.SettlementPermissions.CLOSE;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.time.Clock;
import java.util.List;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** Central's feature {@code settlement}: its operations. */
public final class SettlementFeature {
  /** The feature's folder of migrations; those of {@code ledger} are needed too. */
  public static final String MIGRATIONS = "settlement";

  private static final int MAX_LIST = 1_000;

  private SettlementFeature() {}

  public static void register(Operations operations, Ledger ledger, Clock clock) {
    SettlementHandlers handlers = new SettlementHandlers(ledger, clock);
    operations.register(
        OperationSpec.of("list-windows", ListWindows.class, ListWindows.Windows.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), MAX_LIST))
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of("close-window", CloseWindow.class, WindowView.class, CLOSE)
            .handledBy(handlers::close));
    operations.register(
        OperationSpec.of("approve-window", ApproveWindow.class, WindowView.class, APPROVE)
            .handledBy(handlers::approve));
    operations.register(
        OperationSpec.of("show-positions", ShowPositions.class, ShowPositions.Positions.class, VIEW)
            .answeredBy(handlers::positions));
    operations.register(
        OperationSpec.of("show-statement", ShowStatement.class, ShowStatement.Statement.class, VIEW)
            .checkedBy(asked -> limit(asked.limit(), ShowStatement.MAX_LINES))
            .audited()
            .answeredBy(handlers::statement));
  }

  private static List<FieldError> limit(int limit, int max) {
    return limit < 1 || limit > max
        ? List.of(new FieldError("limit", "must be between 1 and " + max))
        : List.of();
  }
}
