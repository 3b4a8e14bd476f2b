package org.sbms.branch.app;

import org.sbms.branch.paysystem.PaymentSystemApi;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.web.Web;

/** What terminals of payment systems speak to. */
final class PaymentSystemModule implements BranchModule {
  private final BranchParts parts;

  PaymentSystemModule(BranchParts parts) {
    this.parts = parts;
  }

  /** Payments have all the operations that a terminal needs. */
  @Override
  public void register(Operations operations) {}

  @Override
  public void addTo(Web web) {
    web.add(new PaymentSystemApi(parts.executor()));
  }
}
