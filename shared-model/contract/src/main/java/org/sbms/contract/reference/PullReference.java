package org.sbms.contract.reference;

import org.jspecify.annotations.Nullable;
import org.sbms.contract.Operation;

/**
 * A branch asks central what changed.
 *
 * @param fromVersion the version that the branch has; 0 for none
 * @param toVersion the version that the first page named, so that all pages are of one version; 0
 *     on the first page
 * @param cursor where the page before ended; empty on the first page
 * @param limit rows a page at most, 1 to {@link #MAX_LIMIT}
 */
public record PullReference(long fromVersion, long toVersion, String cursor, int limit)
    implements Operation<PullReference.Page> {
  public static final int MAX_LIMIT = 20_000;

  /** A page ends with the row that reaches this size, however few rows it holds by then. */
  public static final int PAGE_CHARS = 2 * 1024 * 1024;

  /**
   * @param toVersion the version that the branch has once it applied all pages
   * @param rows what became of rows, see {@link RowLines}
   * @param next the cursor of the next page; absent on the last one
   */
  public record Page(long toVersion, String rows, @Nullable String next) {}
}
