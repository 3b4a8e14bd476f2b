package org.sbms.central.corporate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.Money;

/**
 * Sums over accounts of one currency.
 *
 * @param accounts whose figures are known
 * @param debt what the accounts in debt lack, as a positive sum
 * @param fee plans and services of a month
 */
public record Totals(long accounts, Money balance, Money debt, Money fee) {

  Totals plus(Totals other) {
    return new Totals(
        accounts + other.accounts,
        balance.plus(other.balance),
        debt.plus(other.debt),
        fee.plus(other.fee));
  }

  /** One for each currency, in the order of their codes. */
  static List<Totals> sum(List<Totals> parts) {
    Map<String, Totals> byCurrency = new TreeMap<>();
    parts.forEach(part -> byCurrency.merge(part.balance.currencyCode(), part, Totals::plus));
    return new ArrayList<>(byCurrency.values());
  }
}
