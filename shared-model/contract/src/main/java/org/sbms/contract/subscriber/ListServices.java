package org.sbms.contract.subscriber;

import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** The services that a branch sells beside its plans. */
public record ListServices(BranchCode branch) implements Operation<ListServices.Services> {

  public record Services(List<ServiceOffer> items) {
    public Services {
      items = List.copyOf(items);
    }
  }
}
