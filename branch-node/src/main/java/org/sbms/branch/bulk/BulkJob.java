package org.sbms.branch.bulk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;

/**
 * One thing for many subscribers.
 *
 * @param code of the plan, the service or the reason
 * @param effective from which day on; empty for the day on which a line is worked off
 * @param problem why it is paused, unless a person wanted that
 * @param selection what was asked for, in words
 * @param actorLogin in whose name it runs
 * @param lines how many lines are in each state
 */
public record BulkJob(
    UUID id,
    BulkKind kind,
    String code,
    String comment,
    Optional<LocalDate> effective,
    State state,
    String problem,
    String selection,
    String draftedBy,
    Instant draftedAt,
    String actorLogin,
    String actorRole,
    Optional<Instant> finishedAt,
    Map<Line.State, Integer> lines) {

  /** Where it is. */
  public enum State {
    /** Somebody looks at what would be done; nothing is. */
    DRAFT,
    RUNNING,
    PAUSED,
    DONE,
    CANCELLED
  }

  public BulkJob {
    lines = Map.copyOf(lines);
  }

  public int count(Line.State lineState) {
    return lines.getOrDefault(lineState, 0);
  }

  public int all() {
    return lines.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int finished() {
    return count(Line.State.DONE) + count(Line.State.FAILED) + count(Line.State.CANCELLED);
  }

  /**
   * One subscriber of a job.
   *
   * @param code of a refusal; empty when there is none
   */
  public record Line(
      UUID job,
      int number,
      AccountNumber account,
      State state,
      int round,
      String code,
      String detail,
      Instant changedAt) {

    /** How far a line is. */
    public enum State {
      READY,
      /** Asked for, and not known to be answered: it is asked again under the same key. */
      ASKED,
      DONE,
      FAILED,
      CANCELLED
    }

    /** The same as long as it is the same try. */
    String key() {
      return "bulk-" + job.toString().replace("-", "") + "-" + number + "-" + round;
    }
  }
}
