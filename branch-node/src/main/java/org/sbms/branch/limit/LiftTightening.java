package org.sbms.branch.limit;

import org.sbms.contract.Operation;

/** Takes the branch's own word back: what reference data says holds again. */
public record LiftTightening(String operation, String origin, String role)
    implements Operation<LiftTightening.Lifted> {

  /** It is gone. */
  public record Lifted(String operation, String origin, String role) {}
}
