package org.sbms.contract.reference;

import java.util.List;
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
 * @param form {@link #LINES}, or absent: then the page is of changes
 */
public record PullReference(
    long fromVersion, long toVersion, String cursor, int limit, @Nullable String form)
    implements Operation<PullReference.Page> {
  public static final int MAX_LIMIT = 20_000;

  /** Of the first contract, whose pages hold changes. */
  public static final int MAX_CHANGES = 5_000;

  /** A page ends with the row that reaches this size, however few rows it holds by then. */
  public static final int PAGE_CHARS = 2 * 1024 * 1024;

  /** See {@link RowLines}. */
  public static final String LINES = "lines";

  /**
   * One of {@code changes} and {@code rows} is there. A central of the first contract answers with
   * changes whatever is asked for, and a branch of that contract does not ask for lines.
   *
   * @param toVersion the version that the branch has once it applied all pages
   * @param next the cursor of the next page; absent on the last one
   * @param rows what became of rows, see {@link RowLines}
   */
  public record Page(
      long toVersion,
      @Nullable List<RowChange> changes,
      @Nullable String next,
      @Nullable String rows) {}
}
