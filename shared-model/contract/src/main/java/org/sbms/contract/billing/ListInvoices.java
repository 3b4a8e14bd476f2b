package org.sbms.contract.billing;

import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * A subscriber's invoices and credit notes, newest first.
 *
 * @param limit at most {@link #MAX}
 */
public record ListInvoices(AccountNumber account, int offset, int limit)
    implements Operation<ListInvoices.Invoices> {
  public static final int MAX = 101;

  /**
   * @param balance of the account: below zero what it owes, invoiced or not
   * @param open what is not paid of all its invoices
   */
  public record Invoices(Money balance, Money open, List<InvoiceHead> items) {
    public Invoices {
      items = List.copyOf(items);
    }
  }
}
