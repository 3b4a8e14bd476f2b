package org.sbms.branch.rating;

import java.time.Instant;

/**
 * A record that could not be priced.
 *
 * @param fileName where it came from, with its line there
 * @param field the column at fault; empty where it is none
 * @param raw the line as it came, or as somebody mended it
 */
public record AsideRecord(
    long id,
    String fileName,
    String fileId,
    long line,
    AsideReason reason,
    String field,
    String detail,
    String externalId,
    String kind,
    String identifier,
    String raw,
    String header,
    boolean mended,
    State state,
    Instant setAsideAt,
    String changedBy,
    String note) {

  public enum State {
    OPEN,
    /** Waits to be rated again. */
    QUEUED,
    RATED,
    /** Somebody decided that it is never to be priced. */
    DISCARDED
  }
}
