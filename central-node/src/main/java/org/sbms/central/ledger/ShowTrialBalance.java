package org.sbms.central.ledger;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.Operation;
import org.sbms.kit.ledger.Ledger;

/**
 * The trial balance of central as of a moment.
 *
 * @param at what was booked up to and including then
 */
public record ShowTrialBalance(Instant at) implements Operation<ShowTrialBalance.TrialBalance> {

  public record TrialBalance(Instant at, List<Ledger.Line> accounts) {}
}
