package org.sbms.branch.billing;

import java.time.LocalDate;
import org.sbms.contract.Money;

/** What came of billing an account. */
sealed interface Billing {

  /** There is a bill, for the days until that of the period. */
  record Billed(Bill bill) implements Billing {}

  /** What is due goes on the bill of the account that pays for this one. */
  record PaidByAnother(Bill bill) implements Billing {}

  /** Nothing is due, and the days until then count as billed. */
  record Nothing(LocalDate until) implements Billing {}

  /** Another has billed it meanwhile. */
  record NotDue() implements Billing {}

  /** Prepaid, and the balance does not reach: nothing is charged, and nothing served. */
  record NotCovered(Bill bill, Money balance) implements Billing {}
}
