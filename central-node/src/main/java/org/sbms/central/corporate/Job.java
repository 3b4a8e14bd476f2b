package org.sbms.central.corporate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * Work over many accounts of a client.
 *
 * @param transfer the one that is spread; empty for operations
 * @param by for whom it is done: whoever made it, then whoever started it
 * @param problem why it was paused by itself; empty otherwise
 * @param lines how many are in each state
 * @param amount of all lines that are not skipped; empty where nothing is known or currencies
 *     differ
 */
public record Job(
    UUID id,
    UUID client,
    Optional<UUID> transfer,
    JobKind kind,
    Parameters parameters,
    JobState state,
    String by,
    String problem,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Map<LineState, Long> lines,
    Optional<Money> amount) {

  public Job {
    lines = Map.copyOf(lines);
  }

  public long all() {
    return lines.values().stream().mapToLong(Long::longValue).sum();
  }

  public long count(LineState lineState) {
    return lines.getOrDefault(lineState, 0L);
  }

  /** Lines that nobody works on any more. */
  public long finished() {
    return lines.entrySet().stream()
        .filter(entry -> !entry.getKey().isOpen())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether a page should look again by itself. */
  public boolean moving() {
    return state == JobState.QUOTING
        || state == JobState.RUNNING
        || (state == JobState.CANCELLED && finished() < all());
  }
}
