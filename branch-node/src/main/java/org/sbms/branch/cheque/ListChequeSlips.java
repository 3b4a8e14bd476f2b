package org.sbms.branch.cheque;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Deposit slips, latest first unless told otherwise. */
public record ListChequeSlips(boolean latestFirst, int offset, int limit)
    implements Operation<ListChequeSlips.Slips> {

  /**
   * @param unanswered how many of its cheques the bank has neither paid nor bounced
   */
  public record Row(ChequeSlip slip, long cheques, Money total, long unanswered) {}

  public record Slips(List<Row> items) {}
}
