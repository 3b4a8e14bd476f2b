package org.sbms.central.corporate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * All movements of a client's accounts in a period, as their branches have them. Every line between
 * an opening and its closing balance is there, or the branch is named as missing.
 *
 * @param complete whether every branch told
 * @param accounts in the order of departments, then of numbers
 * @param missing branches that did not tell, and why
 */
public record Statement(
    Client client,
    LocalDate from,
    LocalDate to,
    boolean complete,
    List<Part> departments,
    List<Part> branches,
    List<Part> totals,
    List<AccountPart> accounts,
    List<Missing> missing,
    Instant at) {

  public Statement {
    departments = List.copyOf(departments);
    branches = List.copyOf(branches);
    totals = List.copyOf(totals);
    accounts = List.copyOf(accounts);
    missing = List.copyOf(missing);
  }

  /**
   * Sums in one currency.
   *
   * @param name of a department by its path, or a branch; empty for the organisation itself
   * @param raised by payments and the like
   * @param lowered by charges, as a negative sum
   */
  public record Part(
      String name, long accounts, Money opening, Money raised, Money lowered, Money closing) {

    Part plus(Part other) {
      return new Part(
          name,
          accounts + other.accounts,
          opening.plus(other.opening),
          raised.plus(other.raised),
          lowered.plus(other.lowered),
          closing.plus(other.closing));
    }

    Part named(String other) {
      return new Part(other, accounts, opening, raised, lowered, closing);
    }
  }

  /**
   * @param name of the subscriber where it is known
   */
  public record AccountPart(
      AccountNumber account, String department, String name, Part sums, List<Movement> lines) {
    public AccountPart {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param balance after it
   */
  public record Movement(Instant at, LocalDate day, String kind, Money amount, Money balance) {}

  public record Missing(BranchCode branch, long accounts, String problem) {}

  public int lineCount() {
    return accounts.stream().mapToInt(account -> account.lines().size()).sum();
  }
}
