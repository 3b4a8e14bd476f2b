package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows a branch every line behind its position in a window. */
public record ShowStatement(String id, BranchCode branch, int limit)
    implements Operation<ShowStatement.Statement> {
  public static final int MAX_LINES = 200_000;

  /**
   * A line.
   *
   * @param counterparty the other branch
   * @param kind what the amount is for
   * @param homeNumber the entry in the home's journal that it rests on
   * @param correction 0 for what matched first; 1, 2, … for what corrects it in a later window
   * @param note why, where a person made it
   * @param amount what it changes in the branch's net: negative where the branch owes it
   * @param agent whose share it is; empty where it is the branch's own
   */
  public record StatementLine(
      LocalDate day,
      BranchCode counterparty,
      String kind,
      UUID transactionId,
      String account,
      BranchCode home,
      long homeNumber,
      int correction,
      String note,
      Money amount,
      String agent) {

    /** What rests on an entry of a journal; what two persons agreed on does not. */
    public boolean disputable() {
      return LineKind.byHand().stream().noneMatch(byHand -> byHand.name().equals(kind));
    }
  }

  /**
   * @param positions the branch's, one for each currency
   * @param lines at most so many as were asked for, by day and number
   */
  public record Statement(
      WindowView window,
      BranchCode branch,
      List<ShowPositions.BranchPosition> positions,
      List<StatementLine> lines,
      long lineCount) {}
}
