package org.sbms.branch.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * The branch's customers, as a page looks through them.
 *
 * @param text part of a name or number, or a whole account number; empty for all
 * @param company code of an operator company; empty for all
 * @param department a department with its company, {@code MAIN/NORTH}; empty for all
 * @param archived whether those in the archive are wanted, instead of the others
 * @param sort a column of the list that sorts
 */
public record BrowseCustomers(
    String text,
    Optional<CustomerKind> kind,
    String company,
    String department,
    boolean archived,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseCustomers.Rows> {

  public record Rows(List<Item> items) {}

  /**
   * @param balance of all accounts together
   */
  public record Item(
      UUID id,
      String number,
      CustomerKind kind,
      String name,
      int accounts,
      Money balance,
      Instant since,
      boolean isArchived) {
    @Override
    public String toString() {
      return "(customer " + number + ")";
    }
  }
}
