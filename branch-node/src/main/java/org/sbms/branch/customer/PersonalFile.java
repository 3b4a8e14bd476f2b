package org.sbms.branch.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;

/**
 * All that a branch keeps of a customer, in a form that can be handed over.
 *
 * @param isWhole whether every movement is in; a file is bounded
 */
public record PersonalFile(
    CustomerView view,
    List<AccountFile> accounts,
    List<Movement> movements,
    boolean isWhole,
    Instant takenAt) {

  public record AccountFile(String account, List<Identifier> identifiers, List<String> services) {}

  public record Movement(String account, LocalDate day, String kind, Money amount) {}

  @Override
  public String toString() {
    return "(personal file)";
  }
}
