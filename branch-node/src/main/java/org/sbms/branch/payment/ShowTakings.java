package org.sbms.branch.payment;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.payment.PaymentMethod;

/**
 * What came in today, and what needs an eye.
 *
 * @param login whose takings to sum up
 */
public record ShowTakings(String login) implements Operation<ShowTakings.Takings> {

  /**
   * @param own what the person took today, by method; cancelled ones are left out
   * @param all what the branch took today
   * @param waiting payments that home has not answered yet
   * @param overdue those of them that wait for longer than the configured time
   * @param rejected payments whose money lies in suspense
   */
  public record Takings(List<Sum> own, List<Sum> all, long waiting, long overdue, long rejected) {

    /** The person's takings in one currency; zero when there are none. */
    public Money total(List<Sum> sums, Money zero) {
      return sums.stream()
          .map(Sum::total)
          .filter(sum -> sum.currency().equals(zero.currency()))
          .reduce(zero, Money::plus);
    }
  }

  public record Sum(PaymentMethod method, long count, Money total) {}
}
