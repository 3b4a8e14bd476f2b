package org.sbms.branch.reference;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowChange;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.json.Json;

/**
 * A page as lines, whatever central sent: one of the first contract knows only changes.
 *
 * @param next the cursor of the next page; absent on the last one
 */
public record PageOfLines(long toVersion, String rows, @Nullable String next) {

  static PageOfLines of(PullReference.Page page) {
    String rows = page.rows();
    return new PageOfLines(
        page.toVersion(),
        rows == null ? lines(page.changes(), page.toVersion()) : rows,
        page.next());
  }

  private static String lines(@Nullable List<RowChange> changes, long version) {
    StringBuilder lines = new StringBuilder();
    for (RowChange change : changes == null ? List.<RowChange>of() : changes) {
      RowLines.append(
          lines,
          new RowLines.Line(
              change.dataset(),
              change.key(),
              version,
              Optional.ofNullable(change.values()).map(Json::write)));
    }
    return lines.toString();
  }
}
