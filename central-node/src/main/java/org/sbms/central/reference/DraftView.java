package org.sbms.central.reference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft and what it would change.
 *
 * @param authors everybody who put something into it
 * @param source the file it came from, or empty when it was edited by hand
 * @param baseVersion the published version it was begun on
 * @param version the version that it became; absent until published
 * @param preview the first changes by key
 * @param hasMore whether there are more changes than the preview shows
 */
public record DraftView(
    UUID id,
    String dataset,
    DraftState state,
    List<String> authors,
    String source,
    long baseVersion,
    Instant createdAt,
    Optional<Instant> submittedAt,
    Optional<String> decidedBy,
    Optional<Instant> decidedAt,
    String note,
    Optional<Long> version,
    long added,
    long changed,
    long removed,
    List<Change> preview,
    boolean hasMore) {
  static final int PREVIEW = 100;

  /** One row before and after; absent before for a new row, absent after for a removed one. */
  public record Change(
      String key,
      ChangeKind kind,
      @Nullable Map<String, String> before,
      @Nullable Map<String, String> after) {}

  public enum ChangeKind {
    ADDED,
    CHANGED,
    REMOVED
  }

  boolean isBy(String login) {
    return authors.contains(login);
  }

  boolean isEmpty() {
    return changes() == 0;
  }

  long changes() {
    return added + changed + removed;
  }
}
