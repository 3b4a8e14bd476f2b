package org.sbms.central.finance;

import java.util.List;
import java.util.Optional;
import org.sbms.central.collection.JournalProgress;
import org.sbms.central.reconcile.CountMismatches;
import org.sbms.central.reconcile.RunView;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.WindowView;

/**
 * What the start page shows.
 *
 * @param lastRun the latest finished run
 * @param kinds an ECharts picture of the open mismatches by kind; empty when there are none
 * @param charts an ECharts picture of the open window for each currency
 */
public record FinanceHome(
    Optional<RunView> lastRun,
    CountMismatches.Counts mismatches,
    Optional<String> kinds,
    List<JournalProgress> journals,
    List<WindowView> windows,
    Optional<Positions> open,
    List<String> charts) {

  public long incompleteJournals() {
    return journals.stream().filter(journal -> !journal.isComplete()).count();
  }

  public long waitingForApproval() {
    return windows.stream()
        .filter(window -> window.closedAt().isPresent() && window.approvedAt().isEmpty())
        .count();
  }
}
