package org.sbms.branch.cardgateway;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Payments by card that were started here, latest first unless told otherwise.
 *
 * @param text part of a number, an account or a reference; empty for all
 * @param day when they were started, in the branch's time
 */
public record ListIntents(
    String text,
    Optional<IntentState> state,
    String gateway,
    Optional<LocalDate> day,
    boolean latestFirst,
    int offset,
    int limit)
    implements Operation<ListIntents.Intents> {

  public record Intents(List<Intent> items) {}
}
