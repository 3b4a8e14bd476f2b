package org.sbms.branch.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * A file of subscribers and how far it has come.
 *
 * @param source the system it comes from
 * @param lines how many it has, the header not counted
 * @param bad lines with a mistake; they are left out
 * @param known lines whose account was brought by an earlier file; they are left out too
 * @param loaded lines that are subscribers now
 * @param customers how many customers those have together
 * @param opening the sum of the balances of all lines that are not left out
 * @param problems how many mistakes were found, of which {@link Staging#MAX_PROBLEMS} are kept
 */
public record Intake(
    UUID id,
    String source,
    String fileName,
    State state,
    int lines,
    int bad,
    int known,
    int loaded,
    int customers,
    Money opening,
    int problems,
    String receivedBy,
    Instant receivedAt,
    Optional<Instant> finishedAt) {

  /** Where it is on its way. */
  public enum State {
    RECEIVING,
    CHECKING,
    /** Everything was looked at; nothing is loaded until somebody says so. */
    READY,
    LOADING,
    DONE,
    CANCELLED
  }

  /** How many lines will be subscribers in the end. */
  public int wanted() {
    return lines - bad - known;
  }

  public boolean isMoving() {
    return state == State.CHECKING || state == State.LOADING;
  }

  /**
   * A mistake in a file.
   *
   * @param line counted from 1, the header included
   * @param field the column
   */
  public record Problem(int line, String field, String reason) {}
}
