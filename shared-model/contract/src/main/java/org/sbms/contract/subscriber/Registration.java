package org.sbms.contract.subscriber;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * What a registration makes and costs. It names nobody, so that stored outcomes hold no personal
 * data.
 *
 * @param account absent in a quote
 * @param cost the fees of plan and services for the rest of the month, charged at once
 */
public record Registration(
    BranchCode homeBranch,
    Optional<AccountNumber> account,
    SubscriberCard.Plan plan,
    List<SubscriberCard.Service> services,
    LocalDate since,
    Money cost) {

  public Registration {
    services = List.copyOf(services);
  }
}
