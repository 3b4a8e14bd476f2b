package org.sbms.central.reconcile;

import org.sbms.contract.MismatchKind;
import org.sbms.contract.Operation;

/** How long mismatches of a kind may take. Those that are there already get it too. */
public record SetDeadline(MismatchKind kind, int hours) implements Operation<SetDeadline.Changed> {
  public static final int MAX_HOURS = 8_760;

  /** How many mismatches are due at another time now. */
  public record Changed(long mismatches) {}
}
