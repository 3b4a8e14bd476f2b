package org.sbms.branch.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.billing.InvoiceHead;

/** What payments of an invoice's account pay, this invoice and others. */
public record ShowAllocation(UUID invoice) implements Operation<ShowAllocation.Allocated> {
  static final int MAX_PAYMENTS = 100;

  /**
   * @param payments since the first invoice, latest first
   * @param free what of all payments pays no invoice. While an invoice is open it covered what the
   *     account owed beside its invoices, such as from before the first: the rule covers that
   *     before an invoice
   */
  public record Allocated(InvoiceHead invoice, List<Line> payments, Money free) {
    public Allocated {
      payments = List.copyOf(payments);
    }
  }

  /**
   * @param here what of it pays this invoice
   * @param byHand whether somebody said so
   * @param free what of it pays none
   */
  public record Line(
      UUID payment, Instant at, Money amount, Money here, boolean byHand, Money free) {}
}
