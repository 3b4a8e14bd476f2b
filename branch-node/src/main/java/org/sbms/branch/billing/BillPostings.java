package org.sbms.branch.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Money;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * A bill in the ledger. Its net goes to the revenue accounts of its products, its taxes to what is
 * owed to the state, both from the subscriber. What was booked before stands in revenue with its
 * tax; the bill takes the tax out of there.
 */
final class BillPostings {
  private final UUID invoice;
  private final String kind;
  private final String account;
  private final List<Posting> postings = new ArrayList<>();

  private BillPostings(UUID invoice, String kind, String account) {
    this.invoice = invoice;
    this.kind = kind;
    this.account = account;
  }

  static List<Posting> of(UUID invoice, String account, Bill bill) {
    BillPostings all =
        new BillPostings(invoice, bill.isCreditNote() ? "credit-note" : "invoice", account);
    Map<String, Money> revenue = new TreeMap<>();
    for (Bill.Line line : bill.lines()) {
      revenue.merge(line.revenueAccount(), line.net().minus(line.bookedAmount()), Money::plus);
    }
    revenue.forEach((code, amount) -> all.add(Chart.revenue(code), amount));
    bill.taxes().forEach(tax -> all.add(Chart.taxPayable(tax.layer().code()), tax.tax()));
    return all.postings;
  }

  /** From the subscriber to that account; back if negative. */
  private void add(LedgerAccount other, Money amount) {
    if (amount.isPositive()) {
      postings.add(new Posting(invoice, kind, Chart.SUBSCRIBERS, other, amount, account));
    } else if (amount.isNegative()) {
      postings.add(new Posting(invoice, kind, other, Chart.SUBSCRIBERS, amount.negated(), account));
    }
  }
}
