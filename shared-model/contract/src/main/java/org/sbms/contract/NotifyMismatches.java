package org.sbms.contract;

import java.util.List;

/** Central tells a branch what does not match, or no longer does not. */
public record NotifyMismatches(BranchCode branch, List<MismatchNotice> notices)
    implements Operation<NotifyMismatches.Stored> {
  public static final String NAME = "notify-mismatches";
  public static final int MAX_NOTICES = 200;

  /** How many notices said something new. */
  public record Stored(int news) {}

  public NotifyMismatches {
    notices = List.copyOf(notices);
  }
}
