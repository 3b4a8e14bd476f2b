package org.sbms.central.corporate;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * The lines of a job.
 *
 * @param state a name of {@link LineState}, or empty for all
 * @param branch home of the account; empty for all
 * @param search a part of the account; empty for all
 * @param sort one of {@link LineColumns}
 */
public record BrowseLines(
    UUID job, String state, String branch, String search, String sort, int offset, int limit)
    implements Operation<BrowseLines.Rows> {

  public record Rows(List<Line> items) {
    public Rows {
      items = List.copyOf(items);
    }
  }
}
