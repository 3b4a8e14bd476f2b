package org.sbms.branch.billing;

import java.util.Set;
import org.sbms.contract.Operation;

/**
 * How bills reach customers for whom nobody chose a way; for those, mail means mail or nothing.
 *
 * @param ways may be empty: then such bills are on pages only
 */
public record ChangeBillDelivery(Set<DeliveryWay> ways)
    implements Operation<ChangeBillDelivery.Saved> {
  public ChangeBillDelivery {
    ways = Set.copyOf(ways);
  }

  public record Saved(Set<DeliveryWay> ways) {
    public Saved {
      ways = Set.copyOf(ways);
    }
  }
}
