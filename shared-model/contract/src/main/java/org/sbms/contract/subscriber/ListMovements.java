package org.sbms.contract.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * The movements of some accounts of one branch in a period, a page at a time.
 *
 * @param from the first business day
 * @param to the last one, itself included
 * @param after the {@link Page#next} of the page before; 0 for the first
 */
public record ListMovements(
    BranchCode branch,
    List<AccountNumber> accounts,
    LocalDate from,
    LocalDate to,
    long after,
    int limit)
    implements Operation<ListMovements.Page> {
  public static final String NAME = "list-movements";
  public static final int MAX_ACCOUNTS = 500;
  public static final int MAX_LIMIT = 2_000;

  public ListMovements {
    accounts = List.copyOf(accounts);
  }

  /**
   * @param balances of every account that the branch has; on the first page only
   * @param items in the order they were booked
   * @param next where the next page begins; empty on the last
   */
  public record Page(List<Balances> balances, List<Movement> items, Optional<Long> next) {
    public Page {
      balances = List.copyOf(balances);
      items = List.copyOf(items);
    }
  }

  /** What an account held before the first day, and after the last. */
  public record Balances(AccountNumber account, Money opening, Money closing) {}

  /**
   * @param day the business day that it belongs to
   * @param kind stable code of what happened: {@code payment}, {@code monthly-charge}
   * @param amount positive when it raised the balance
   */
  public record Movement(
      AccountNumber account, Instant at, LocalDate day, String kind, Money amount) {}
}
