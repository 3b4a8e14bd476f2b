package org.sbms.deploy.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.central.collection.CollectedJournals;
import org.sbms.central.collection.JournalProgress;
import org.sbms.central.collection.ShownEntry;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.reconciliation.journal.ChainCheck.Finding;
import org.sbms.reconciliation.journal.ChainCheck.Problem;

/** What central keeps of the journals: what was proven, what was found wrong, how far it read. */
class MemoryCollection implements CollectedJournals {
  private final Map<BranchCode, NavigableMap<Long, JournalEntry>> proven = new TreeMap<>();
  private final Map<BranchCode, NavigableMap<Long, Finding>> findings = new TreeMap<>();
  private final Map<BranchCode, JournalProgress> progress = new TreeMap<>();

  /** There is one central only, and it does one thing at a time. */
  @Override
  public boolean beginReading(BranchCode branch) {
    return true;
  }

  @Override
  public void endReading(BranchCode branch) {}

  @Override
  public List<JournalEntry> proven(BranchCode branch, long after, long through) {
    return through <= after
        ? List.of()
        : List.copyOf(proven(branch).subMap(after, false, through, true).values());
  }

  @Override
  public long lastProven(BranchCode branch) {
    return proven(branch).isEmpty() ? 0 : proven(branch).lastKey();
  }

  @Override
  public Optional<String> hashAt(BranchCode branch, long number) {
    return number == 0
        ? Optional.of(JournalEntry.NO_HASH)
        : Optional.ofNullable(proven(branch).get(number)).map(JournalEntry::hash);
  }

  @Override
  public void save(
      BranchCode branch,
      long after,
      long through,
      List<JournalEntry> newlyProven,
      List<Finding> found,
      Instant now) {
    if (through > after) {
      findings(branch).subMap(after, false, through, true).clear();
    }
    newlyProven.forEach(entry -> proven(branch).putIfAbsent(entry.number(), entry));
    found.forEach(finding -> findings(branch).put(finding.number(), finding));
  }

  @Override
  public void noteRead(BranchCode branch, long headNumber, Instant now) {
    progress.put(branch, new JournalProgress(branch, headNumber, Optional.of(now), "", 0));
  }

  @Override
  public void noteFailure(BranchCode branch, String problem, Instant now) {
    JournalProgress before = progress.get(branch);
    progress.put(
        branch,
        new JournalProgress(
            branch,
            before == null ? 0 : before.through(),
            before == null ? Optional.empty() : before.readAt(),
            problem,
            0));
  }

  @Override
  public List<JournalProgress> progress() {
    return List.copyOf(progress.values());
  }

  @Override
  public void close() {}

  NavigableMap<Long, Finding> findings(BranchCode branch) {
    return findings.computeIfAbsent(branch, _ -> new TreeMap<>());
  }

  /**
   * All journals as their branches show them now, by transaction: what the database's view says.
   */
  Map<UUID, List<ShownEntry>> shown() {
    Map<UUID, List<ShownEntry>> shown = new LinkedHashMap<>();
    proven.forEach((branch, entries) -> {
      Map<Long, Finding> wrong = new HashMap<>(findings(branch));
      wrong.values().removeIf(finding -> finding.entry().isEmpty());
      for (JournalEntry entry : entries.values()) {
        if (!wrong.containsKey(entry.number())) {
          add(shown, new ShownEntry(entry, false, false));
        }
      }
    });
    findings
        .values()
        .forEach(found ->
            found
                .values()
                .forEach(finding ->
                    finding
                        .entry()
                        .ifPresent(entry ->
                            add(
                                shown,
                                new ShownEntry(
                                    entry, true, finding.problem() == Problem.VANISHED)))));
    return shown;
  }

  private static void add(Map<UUID, List<ShownEntry>> shown, ShownEntry entry) {
    shown.computeIfAbsent(entry.entry().transactionId(), _ -> new ArrayList<>()).add(entry);
  }

  private NavigableMap<Long, JournalEntry> proven(BranchCode branch) {
    return proven.computeIfAbsent(branch, _ -> new TreeMap<>());
  }
}
