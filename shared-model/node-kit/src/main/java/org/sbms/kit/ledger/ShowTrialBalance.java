package org.sbms.kit.ledger;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.Operation;

/**
 * The trial balance as of a moment.
 *
 * @param at what was booked up to and including then
 */
public record ShowTrialBalance(Instant at) implements Operation<ShowTrialBalance.TrialBalance> {

  public record TrialBalance(Instant at, List<Ledger.Line> accounts) {}
}
