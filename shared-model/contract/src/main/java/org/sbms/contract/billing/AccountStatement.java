package org.sbms.contract.billing;

import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * A statement of account. The opening balance and all lines sum to the closing balance.
 *
 * @param until the first day that is not in it
 * @param opening below zero what was owed
 */
public record AccountStatement(
    AccountNumber account,
    String customer,
    String address,
    String seller,
    LocalDate from,
    LocalDate until,
    Money opening,
    List<Line> lines,
    Money closing) {

  /** More than this is asked for in shorter periods. */
  public static final int MAX_LINES = 5_000;

  /**
   * One document on one day.
   *
   * @param kind of its postings: {@code invoice}, {@code payment}, {@code plan-change}, …
   * @param document its number, where it has one; else empty
   * @param amount below zero what was charged
   * @param balance after it
   */
  public record Line(LocalDate day, String kind, String document, Money amount, Money balance) {}

  public AccountStatement {
    lines = List.copyOf(lines);
  }

  @Override
  public String toString() {
    return "(statement of " + account + ")";
  }
}
