package org.sbms.branch.voucher;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What is owed for vouchers that were handed out and not redeemed, by how long ago that was. */
public record ShowVoucherAgeing() implements Operation<ShowVoucherAgeing.Ageing> {

  /**
   * @param owed all of it: what account 2040 must say
   * @param buyers what those who took vouchers have not paid yet
   */
  public record Ageing(List<Line> lines, Money owed, List<Due> buyers) {}

  /**
   * @param untilDays the oldest of this line in days; 0 for no bound
   */
  public record Line(VoucherKind kind, int fromDays, int untilDays, long pieces, Money owed) {}

  public record Due(String buyer, Money due) {}
}
