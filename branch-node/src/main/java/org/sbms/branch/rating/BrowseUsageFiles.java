package org.sbms.branch.rating;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Files that came here.
 *
 * @param sort {@code received}, {@code name}, {@code rated} or {@code aside}
 */
record BrowseUsageFiles(
    String text,
    Optional<UsageFile.State> state,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseUsageFiles.Rows> {

  record Rows(List<UsageFile> items) {}
}
