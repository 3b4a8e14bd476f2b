package org.sbms.central.collection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.reconciliation.journal.ChainCheck.Finding;

/** What central keeps of the journals that it reads: its database, or a simulation's memory. */
public interface CollectedJournals extends AutoCloseable {

  /**
   * Whether the journal may be read here now. Of all who keep journals in the same place one at a
   * time may, until {@link #endReading}. Does not wait.
   */
  boolean beginReading(BranchCode branch);

  void endReading(BranchCode branch);

  List<JournalEntry> proven(BranchCode branch, long after, long through);

  /** The last number that was proven; 0 when none was. */
  long lastProven(BranchCode branch);

  /** The hash that the entry after this number must follow; empty where it is not known. */
  Optional<String> hashAt(BranchCode branch, long number);

  /**
   * Keeps what was proven, and replaces what was found wrong in the stretch.
   *
   * @throws IllegalStateException when the reading is no longer ours
   */
  void save(
      BranchCode branch,
      long after,
      long through,
      List<JournalEntry> proven,
      List<Finding> findings,
      Instant now);

  /** Where the branch says that its journal ends. */
  void noteRead(BranchCode branch, long headNumber, Instant now);

  void noteFailure(BranchCode branch, String problem, Instant now);

  List<JournalProgress> progress();

  @Override
  void close();
}
