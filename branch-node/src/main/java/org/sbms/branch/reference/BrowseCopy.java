package org.sbms.branch.reference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.reference.DatasetRow;

/** What can be asked about the copy. */
public interface BrowseCopy {
  /** As many as a page exports at once. */
  int MAX_LIMIT = 50_001;

  record ListCopies() implements Operation<CopyList> {}

  /**
   * @param version the version in force; 0 before the first
   */
  record CopyList(long version, Optional<Instant> appliedAt, List<CopySummary> items) {}

  /**
   * @param version the version that last changed a row of it that is still there
   */
  record CopySummary(String dataset, long rows, long version) {}

  /**
   * @param search text that any value holds; empty for all rows
   * @param sort a column of the dataset; empty for the key
   */
  record ListCopiedRows(
      String dataset, String search, String sort, boolean descending, int offset, int limit)
      implements Operation<CopiedRows> {}

  record CopiedRows(long version, List<DatasetRow> items, boolean hasNext) {}
}
