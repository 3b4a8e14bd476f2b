package org.sbms.branch.day;

import java.util.List;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what central may ask of closed days and of how the books agree. */
public final class DayFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "day";

  /** Central's alone. */
  public static final Permission STATE = new Permission("journal.state");

  private DayFeature() {}

  public static void register(Operations operations, BranchCode self, DayStatements statements) {
    SelfCheck check = new SelfCheck(self);
    operations.register(
        OperationSpec.of(AskStatements.NAME, AskStatements.class, AskStatements.Stated.class, STATE)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .answeredBy((_, asked, sql) -> Outcome.done(stated(asked, sql, statements, check))));
  }

  /** The check takes long, and the head is to be fresh: so it is signed last. */
  private static AskStatements.Stated stated(
      AskStatements asked, Sql sql, DayStatements statements, SelfCheck check) {
    List<AskStatements.Difference> differences =
        asked.withCheck() ? check.differences(sql) : List.of();
    List<String> closed = statements.closedAfter(sql, asked.afterDay());
    List<AskStatements.Head> heads = PeerHeads.held(sql);
    return new AskStatements.Stated(statements.head(sql), closed, differences, heads);
  }
}
