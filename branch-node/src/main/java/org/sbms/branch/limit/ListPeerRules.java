package org.sbms.branch.limit;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What others may do here: the rules of reference data that hold today, and the branch's own. */
public record ListPeerRules() implements Operation<ListPeerRules.Rules> {

  public record Rules(List<Published> published, List<Tightening> own) {}

  /** A row of reference data that concerns this home. */
  public record Published(
      String home,
      String operation,
      String origin,
      String role,
      boolean allowed,
      Optional<Money> maxAmount,
      Optional<Money> branchDayTotal,
      Optional<Money> personDayTotal) {}
}
