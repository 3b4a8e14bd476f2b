package org.sbms.central.reference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.reference.DatasetRow;

/** What can be asked about reference data. Lists are bounded by {@link #MAX_LIMIT}. */
public interface BrowseReference {
  int MAX_LIMIT = 1_000;

  record ListDatasets() implements Operation<DatasetList> {}

  /**
   * @param headVersion the newest version of all
   */
  record DatasetList(long headVersion, List<DatasetSummary> items) {}

  /**
   * @param version the version that last changed it; 0 when none did
   * @param waiting drafts that wait for an approval
   */
  record DatasetSummary(
      String dataset, long version, Optional<Instant> publishedAt, long rows, long waiting) {}

  /**
   * @param version 0 for the newest
   * @param search text that any value holds; empty for all rows
   * @param sort a column of the dataset; empty for the key
   */
  record ListRows(
      String dataset,
      long version,
      String search,
      String sort,
      boolean descending,
      int offset,
      int limit)
      implements Operation<RowPage> {}

  record RowPage(long version, List<DatasetRow> items, boolean hasNext) {}

  /** The whole dataset as CSV; version 0 is the newest. */
  record ExportDataset(String dataset, long version) implements Operation<ExportedCsv> {}

  record ExportedCsv(String file, String csv) {}

  /** Drafts of a dataset, or of all when it is empty; the newest first. */
  record ListDrafts(String dataset, List<DraftState> states, int limit)
      implements Operation<DraftList> {}

  record DraftList(List<DraftView> items) {}

  record ShowDraft(UUID id) implements Operation<DraftView> {}

  /** A row as the draft would leave it. */
  record ShowDraftRow(UUID id, String key) implements Operation<DatasetRow> {}

  record ListDraftChanges(UUID id, int offset, int limit) implements Operation<Changes> {}

  record Changes(List<DraftView.Change> items, boolean hasNext) {}

  /** Versions that changed a dataset, or all when it is empty; the newest first. */
  record ListVersions(String dataset, int limit) implements Operation<VersionList> {}

  record VersionList(List<VersionOfDataset> items) {}

  record VersionOfDataset(
      long version,
      String dataset,
      Instant publishedAt,
      List<String> authors,
      String approvedBy,
      long added,
      long changed,
      long removed) {}

  /**
   * What changed in a dataset between two versions.
   *
   * @param kind ADDED, CHANGED or REMOVED; empty for all
   * @param search text that the key or any value holds, before or after; empty for all
   */
  record CompareVersions(
      String dataset,
      long fromVersion,
      long toVersion,
      String kind,
      String search,
      int offset,
      int limit)
      implements Operation<Changes> {}

  /** Every state that a row ever had, the newest first. */
  record ShowRowHistory(String dataset, String key) implements Operation<RowHistory> {}

  /**
   * What became of one row.
   *
   * @param periods rows of today's version that differ from it in their first day only, it included
   */
  record RowHistory(String key, List<RowState> states, List<DatasetRow> periods) {}

  /**
   * One state of a row.
   *
   * @param fromVersion the version that brought it
   * @param toVersion the version that ended it; absent while it holds
   * @param values as they were
   * @param before as they had been, when it followed another state at once
   */
  record RowState(
      long fromVersion,
      Optional<Long> toVersion,
      Instant publishedAt,
      List<String> authors,
      String approvedBy,
      Map<String, String> values,
      Map<String, String> before) {}

  record ShowDistribution() implements Operation<Distribution> {}

  record Distribution(long headVersion, List<BranchVersion> items) {}

  /**
   * @param version what the branch said it had applied; 0 when it never said
   * @param lag how many versions it is behind
   */
  record BranchVersion(String branch, long version, long lag, Optional<Instant> acknowledgedAt) {}
}
