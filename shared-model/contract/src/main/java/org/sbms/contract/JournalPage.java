package org.sbms.contract;

import java.util.List;

/**
 * A part of a branch's journal and the journal's head, both of one moment.
 *
 * @param entries in the order of their numbers; fewer than asked for only at the journal's end
 * @param unreadable what stands in the journal but is no entry that this version can read
 */
public record JournalPage(
    List<JournalEntry> entries, List<Unreadable> unreadable, long headNumber, String headHash) {

  /** An entry that cannot be read, and why. */
  public record Unreadable(long number, String reason) {}

  public JournalPage {
    entries = List.copyOf(entries);
    unreadable = List.copyOf(unreadable);
  }
}
