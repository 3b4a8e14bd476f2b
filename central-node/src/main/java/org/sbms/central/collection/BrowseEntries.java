package org.sbms.central.collection;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.Operation;

/**
 * Shows entries of all journals that were proven.
 *
 * @param from the first moment
 * @param to the first moment that is no longer of it
 * @param origin a branch; empty for all
 * @param home a branch; empty for all
 * @param kind a name of {@link org.sbms.contract.JournalKind}; empty for all
 * @param search the subscriber's account, or the beginning of a transaction's id; empty for all
 * @param sort one of {@link EntryTable}'s columns
 */
public record BrowseEntries(
    Instant from,
    Instant to,
    String origin,
    String home,
    String kind,
    String search,
    String sort,
    int offset,
    int limit)
    implements Operation<BrowseEntries.Entries> {

  public record Entries(List<JournalEntry> items) {}
}
