package org.sbms.central.corporate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * A client as an account manager sees it.
 *
 * @param complete whether every branch has just answered; else see its row
 * @param own how many subscribers stand right under the organisation
 * @param totals of all accounts whose figures are known, one for each currency
 * @param unallocated of all transfers, one for each currency
 */
public record ClientView(
    Client client,
    boolean complete,
    long accounts,
    long own,
    List<Totals> totals,
    List<DepartmentRow> departments,
    List<BranchRow> branches,
    List<Money> unallocated) {

  public ClientView {
    totals = List.copyOf(totals);
    departments = List.copyOf(departments);
    branches = List.copyOf(branches);
    unallocated = List.copyOf(unallocated);
  }

  /**
   * A department with everything below it.
   *
   * @param accounts known or not
   */
  public record DepartmentRow(
      UUID id,
      Optional<UUID> parent,
      String name,
      String path,
      int depth,
      long accounts,
      List<Totals> totals) {
    public DepartmentRow {
      totals = List.copyOf(totals);
    }
  }

  /**
   * A branch in which the client has accounts.
   *
   * @param problem why it did not answer the last time; empty when it did
   * @param asOf of its oldest figures; empty when it never answered
   */
  public record BranchRow(
      BranchCode branch,
      long accounts,
      List<Totals> totals,
      String problem,
      Optional<Instant> asOf) {
    public BranchRow {
      totals = List.copyOf(totals);
    }
  }

  /** The branches whose figures are not of now. */
  public List<BranchRow> silent() {
    return branches.stream().filter(row -> !row.problem().isEmpty()).toList();
  }
}
