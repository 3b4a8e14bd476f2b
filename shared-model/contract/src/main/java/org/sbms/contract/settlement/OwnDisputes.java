package org.sbms.contract.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * What a branch does at central about lines that it, or the other branch of a line, rejects.
 * Central's record is the only one. The branch is the one whose certificate brings the operation.
 */
public final class OwnDisputes {
  public static final String LIST = "list-own-disputes";
  public static final String RAISE = "dispute-own-line";
  public static final String ANSWER = "answer-own-dispute";
  public static final String WITHDRAW = "withdraw-own-dispute";
  public static final String CONCEDE = "concede-own-dispute";
  public static final String ASK_ARBITER = "ask-arbiter-of-own-dispute";

  public static final int MAX_TEXT = 1_000;
  public static final int MAX_AT_ONCE = 1_000;

  private OwnDisputes() {}

  /** Those that the branch raised, and those raised against it; the latest first. */
  public record ListOwnDisputes(int offset, int limit) implements Operation<Found> {}

  public record Found(List<Dispute> items) {
    public Found {
      items = List.copyOf(items);
    }
  }

  /** Rejects the lines of an entry of its own window, for itself. */
  public record DisputeOwnLine(String window, BranchCode home, long homeNumber, String reason)
      implements Operation<Dispute> {}

  /** For the branch that the dispute is raised against. */
  public record AnswerOwnDispute(long id, String text) implements Operation<Dispute> {}

  /** For the branch that raised it: it accepts the line after all. */
  public record WithdrawOwnDispute(long id) implements Operation<Dispute> {}

  /** For the branch that it is raised against: the line must not settle. */
  public record ConcedeOwnDispute(long id) implements Operation<Dispute> {}

  /** For either, once it is answered: somebody at central decides. */
  public record AskArbiterOfOwnDispute(long id) implements Operation<Dispute> {}

  public enum State {
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
  }

  /**
   * A dispute as both of its branches see it.
   *
   * @param window where it was raised
   * @param branch who raised it
   * @param counterparty whom it is raised against
   * @param amount what its lines would change in the net of {@code branch}
   * @param raisedBy a login; of another node with an {@code @} and the node behind it
   */
  public record Dispute(
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
