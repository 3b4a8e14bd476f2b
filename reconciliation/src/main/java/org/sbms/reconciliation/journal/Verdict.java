package org.sbms.reconciliation.journal;

import java.util.List;
import org.sbms.contract.MismatchKind;

/** What is thought of a transaction. */
public sealed interface Verdict {

  /**
   * @param lines what is to settle; none when the two sides agree that nothing is
   */
  record Matched(List<ClearedLine> lines) implements Verdict {}

  /** Not to be judged yet: something is under way, or a journal is not held far enough. */
  record Pending(Reason reason) implements Verdict {
    public enum Reason {
      IN_FLIGHT,
      HOME_JOURNAL_AWAITED,
      ORIGIN_JOURNAL_AWAITED
    }
  }

  /**
   * @param originValue what the origin says of the thing that differs; empty where it says nothing
   */
  record Mismatched(MismatchKind kind, String originValue, String homeValue) implements Verdict {}
}
