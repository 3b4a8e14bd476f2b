package org.sbms.branch.reference;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.reference.RowLines;

/**
 * Where a branch keeps its copy: PostgreSQL in production, memory in a simulation. A copy turns
 * from the version that it is at, wholly or not at all.
 */
public interface HeldCopy {

  /** What became of an attempt to turn the copy. */
  enum Ended {
    APPLIED,
    BY_ANOTHER_INSTANCE,
    /** Central fell silent, or another instance of this branch is loading right now. */
    NOT_NOW
  }

  /** The version it is at; 0 before the first. */
  long version();

  /** Turns it by what came in one page. */
  Ended turn(List<RowLines.Line> lines, long from, long to);

  /**
   * Turns it by what comes in many pages.
   *
   * @param pages asks central for the page after a cursor; empty when it does not answer
   */
  Ended load(PageOfLines first, long from, Function<String, Optional<PageOfLines>> pages);
}
