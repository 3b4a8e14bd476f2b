package org.sbms.branch.cheque;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** How long ago cheques were received that the bank has not answered for. */
public record ShowChequeAgeing() implements Operation<ShowChequeAgeing.Ageing> {

  /**
   * @param untilDays the last day of the line; 0 for no end
   */
  public record Line(ChequeState state, int fromDays, int untilDays, long cheques, Money total) {}

  public record Ageing(List<Line> lines, Money total) {}
}
