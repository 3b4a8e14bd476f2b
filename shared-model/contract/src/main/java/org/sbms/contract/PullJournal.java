package org.sbms.contract;

/**
 * Central asks a branch for a part of its journal, as it stands there now.
 *
 * @param afterNumber 0 from the beginning
 * @param limit how many entries at most, 1 to {@link #MAX_LIMIT}
 */
public record PullJournal(BranchCode branch, long afterNumber, int limit)
    implements Operation<JournalPage> {
  public static final String NAME = "pull-journal";
  public static final int MAX_LIMIT = 1_000;
}
