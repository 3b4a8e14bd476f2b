package org.sbms.central.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * A line that one side rejects. From then on it counts nowhere, and is carried from window to
 * window, while the rest settles; until its rejection is conceded or withdrawn, or an arbiter
 * rules.
 */
public interface Disputes {
  int MAX_TEXT = 1_000;
  int MAX_LIST = 500;

  enum State {
    RAISED,
    ANSWERED,
    ARBITRATION,
    /** The line settles as it is. */
    STANDS,
    /** The line settles nowhere. */
    TAKEN_BACK;

    public boolean isOpen() {
      return switch (this) {
        case RAISED, ANSWERED, ARBITRATION -> true;
        case STANDS, TAKEN_BACK -> false;
      };
    }

    public String colour() {
      return switch (this) {
        case RAISED, ARBITRATION -> "red";
        case ANSWERED -> "yellow";
        case STANDS -> "green";
        case TAKEN_BACK -> "secondary";
      };
    }
  }

  /** Rejects the lines of an entry, for one of its two branches. */
  record RaiseDispute(
      String window, BranchCode home, long homeNumber, BranchCode branch, String reason)
      implements Operation<Dispute> {}

  /** What the other side says to it. */
  record AnswerDispute(long id, String text) implements Operation<Dispute> {}

  /** The side that rejected the line accepts it after all. */
  record WithdrawDispute(long id) implements Operation<Dispute> {}

  /** The other side agrees that the line must not settle. */
  record ConcedeDispute(long id) implements Operation<Dispute> {}

  /** The two do not agree: somebody else decides. */
  record AskArbiter(long id) implements Operation<Dispute> {}

  /** Who raised it or answered may not. */
  record RuleOnDispute(long id, Ruling ruling, String text) implements Operation<Dispute> {}

  enum Ruling {
    STANDS,
    TAKEN_BACK
  }

  /** The latest first. */
  record ListDisputes(int offset, int limit) implements Operation<Found> {}

  record Found(List<Dispute> items) {}

  /**
   * @param window where it was raised
   * @param amount what its lines would change in the branch's net
   */
  record Dispute(
      long id,
      String window,
      BranchCode home,
      long homeNumber,
      BranchCode branch,
      BranchCode counterparty,
      Money amount,
      State state,
      String reason,
      String raisedBy,
      Instant raisedAt,
      String answer,
      String answeredBy,
      String ruling,
      String decidedBy,
      Optional<Instant> decidedAt) {}
}
