package org.sbms.central.finance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.central.branches.ListBranches;
import org.sbms.central.collection.JournalProgress;
import org.sbms.central.collection.ShowVolumes.Volume;
import org.sbms.central.reconcile.CountMismatches;
import org.sbms.central.reconcile.RunView;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.WindowView;
import org.sbms.contract.BranchCode;

/**
 * What the start page shows.
 *
 * @param asked what the address asked for
 * @param lastRun the latest finished run
 * @param kinds an ECharts picture of the open mismatches by kind; empty when there are none
 * @param volumes of the day, by pair, kind and currency
 * @param heat an ECharts picture of them for each currency
 * @param charts an ECharts picture of the open window for each currency
 */
public record FinanceHome(
    Asked asked,
    Optional<RunView> lastRun,
    CountMismatches.Counts mismatches,
    Optional<String> kinds,
    List<Volume> volumes,
    List<String> heat,
    List<JournalProgress> journals,
    List<ListBranches.Branch> branches,
    List<Exposure> exposures,
    List<WindowView> windows,
    Optional<Positions> open,
    List<String> charts) {

  /**
   * @param branch only what concerns it; empty for all
   * @param choices the branches that there are
   */
  public record Asked(LocalDate day, String branch, List<BranchCode> choices) {

    /** The same again. */
    public String address() {
      return FinanceWeb.PATH + "?day=" + day + "&branch=" + branch;
    }
  }

  public long incompleteJournals() {
    return journals.stream().filter(journal -> !journal.isComplete()).count();
  }

  public long waitingForApproval() {
    return windows.stream()
        .filter(window -> window.closedAt().isPresent() && window.approvedAt().isEmpty())
        .count();
  }

  public long ofAge(CountMismatches.Age age) {
    return mismatches.byAge().getOrDefault(age, 0L);
  }

  /** The newest version of reference data that any branch has. */
  public long newestReference() {
    return branches.stream().mapToLong(ListBranches.Branch::referenceVersion).max().orElse(0);
  }

  public Optional<JournalProgress> journalOf(BranchCode branch) {
    return journals.stream().filter(journal -> journal.branch().equals(branch)).findFirst();
  }

  /** The page of the entries behind a figure. */
  public String entriesOf(Volume volume) {
    return EntriesWeb.PATH
        + "?day=%s&origin=%s&home=%s&kind=%s"
            .formatted(asked.day(), volume.origin(), volume.home(), volume.kind());
  }
}
