package org.sbms.central.collection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Shows, branch by branch, whether central holds all that there is. */
public record ShowCompleteness() implements Operation<ShowCompleteness.Completeness> {

  /**
   * @param shown where the journal ended when it was last read to its end
   * @param stated where the branch has stated, under its signature, that it ends
   * @param witnessed where other branches have been told that it ends; 0 where none has
   * @param witnesses those branches
   * @param lastClosed the newest day whose close is held
   * @param checkedAt when the branch last compared its books with its journal
   */
  public record Line(
      BranchCode branch,
      long shown,
      long stated,
      Optional<Instant> statedAt,
      long witnessed,
      List<String> witnesses,
      Optional<LocalDate> lastClosed,
      Optional<Instant> checkedAt,
      long findings,
      long differences) {}

  public record Completeness(
      List<Line> lines, List<Statements.Finding> findings, List<Statements.Found> differences) {}
}
