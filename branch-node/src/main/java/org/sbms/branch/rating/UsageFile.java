package org.sbms.branch.rating;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * A file of records and how far it is.
 *
 * @param serial what its records name it by
 * @param problem why it could not be read at all; empty otherwise
 */
public record UsageFile(
    UUID id,
    long serial,
    String name,
    String dialect,
    State state,
    long bytes,
    long bytesDone,
    long lines,
    long rated,
    long setAside,
    long duplicates,
    Money amount,
    String receivedBy,
    Instant receivedAt,
    Optional<Instant> finishedAt,
    String problem) {

  public enum State {
    WAITING,
    RUNNING,
    DONE,
    /** Nothing of it can be read: its header does not fit, or it is gone. */
    FAILED;

    public boolean isOver() {
      return this == DONE || this == FAILED;
    }
  }
}
