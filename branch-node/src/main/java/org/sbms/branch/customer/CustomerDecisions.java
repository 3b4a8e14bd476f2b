package org.sbms.branch.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;

/** The rules of trees, archive and erasure. Pure. */
final class CustomerDecisions {
  static final RefusalCode CYCLE = new RefusalCode("cycle", RefusalCode.Category.CONFLICT);
  static final RefusalCode TOO_DEEP = new RefusalCode("too-deep", RefusalCode.Category.CONFLICT);
  static final RefusalCode NOT_YET =
      new RefusalCode("retention-not-over", RefusalCode.Category.CONFLICT);
  static final RefusalCode SAME_PERSON =
      new RefusalCode("same-person", RefusalCode.Category.FORBIDDEN);

  /** How many levels a tree of customers or accounts has at most. */
  static final int MAX_LEVELS = 5;

  private CustomerDecisions() {}

  /**
   * Whether something may stand below a parent.
   *
   * @param above the parent and all above it, nearest first
   * @param levelsBelow how many levels hang below the thing itself; 0 for a leaf
   */
  static <T> Optional<Refusal> obstacleBelow(T thing, List<T> above, int levelsBelow) {
    if (above.contains(thing)) {
      return Optional.of(Refusal.of(CYCLE, "It would stand below itself."));
    }
    return above.size() + 1 + levelsBelow > MAX_LEVELS
        ? Optional.of(Refusal.of(TOO_DEEP, "A tree has at most " + MAX_LEVELS + " levels."))
        : Optional.empty();
  }

  /** Only who is not served any more, and owes and has nothing, goes to the archive. */
  static Optional<Refusal> obstacleToArchive(
      boolean isArchived, Set<SubscriberState> states, boolean hasBalance, boolean hasMembers) {
    if (isArchived) {
      return conflict("The customer is in the archive already.");
    }
    if (states.stream().anyMatch(state -> state != SubscriberState.TERMINATED)) {
      return conflict("An account is still open: close it first.");
    }
    if (hasBalance) {
      return conflict("An account is not settled: give back or write off what stands there.");
    }
    return hasMembers
        ? conflict("Other customers belong to it: move them first.")
        : Optional.empty();
  }

  /**
   * Personal data is kept as long as the law wants and no longer.
   *
   * @param retention counted from the day on which the customer went to the archive
   */
  static Optional<Refusal> obstacleToErase(
      Optional<Instant> archivedAt,
      Optional<Instant> erasedAt,
      LocalDate today,
      Period retention,
      ZoneId zone) {
    if (erasedAt.isPresent()) {
      return conflict("The customer is erased already.");
    }
    if (archivedAt.isEmpty()) {
      return conflict("Only who is in the archive can be erased.");
    }
    LocalDate from = LocalDate.ofInstant(archivedAt.get(), zone).plus(retention);
    return today.isBefore(from)
        ? Optional.of(
            Refusal.of(NOT_YET, "The law wants the data kept: it may be erased from " + from + "."))
        : Optional.empty();
  }

  static Optional<Refusal> obstacleToDecide(Erasure erasure, String login) {
    if (erasure.state() != Erasure.State.ASKED) {
      return conflict(erasure.decidedBy() + " has decided already.");
    }
    return erasure.askedBy().equals(login)
        ? Optional.of(Refusal.of(SAME_PERSON, "You asked for this: another person must decide."))
        : Optional.empty();
  }

  private static Optional<Refusal> conflict(String why) {
    return Optional.of(Refusal.of(RefusalCode.STATE_CONFLICT, why));
  }
}
