package org.sbms.branch.approval;

import java.util.List;
import org.sbms.contract.Operation;

/** The requests that wait under some of these keys of one's own; in no particular order. */
public record FindApprovals(List<String> keys) implements Operation<FindApprovals.Found> {
  static final int MAX_KEYS = 500;

  public FindApprovals {
    keys = List.copyOf(keys);
  }

  /** One that waits, and the key under which it was asked for. */
  public record Waiting(String key, Approval approval) {}

  public record Found(List<Waiting> items) {
    public Found {
      items = List.copyOf(items);
    }
  }
}
