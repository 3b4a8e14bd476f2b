package org.sbms.branch.cashdesk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;

/**
 * What came into a drawer and went out of it.
 *
 * @param payments cash payments taken by the person, those cancelled since too
 * @param cancellations cash payments that the person cancelled and gave back
 * @param refunds what the person paid out
 * @param others what the person took by other ways, which is in no drawer
 */
public record ShiftFigures(
    Sum payments, Sum cancellations, Sum refunds, Sum fromSafe, Sum toSafe, List<ByMethod> others) {

  public record Sum(long count, Money total) {
    static Sum none(Money zero) {
      return new Sum(0, zero);
    }
  }

  public record ByMethod(PaymentMethod method, long count, Money total) {}

  public ShiftFigures {
    others = List.copyOf(others);
  }

  /** What must be in the drawer when it began with that float. */
  @JsonIgnore
  public Money expected(Money opening) {
    return opening
        .plus(payments.total)
        .minus(cancellations.total)
        .minus(refunds.total)
        .plus(fromSafe.total)
        .minus(toSafe.total);
  }
}
