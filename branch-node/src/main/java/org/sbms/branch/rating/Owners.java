package org.sbms.branch.rating;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose identifiers are, and whose they were. One that nobody had before is its subscriber's from
 * the beginning: what was used before he was written down is his. One that changed hands is each
 * one's in his time, and nobody's in between.
 *
 * @param settled identifiers that never changed hands
 * @param changing those that did, with all who had them
 */
record Owners(Map<String, String> settled, Map<String, List<Time>> changing) {

  /**
   * Somebody's time.
   *
   * @param since none: from the beginning
   * @param until the first moment at which it was not his; none: still
   */
  record Time(String account, Optional<Instant> since, Optional<Instant> until) {
    boolean holds(Instant at) {
      return since.map(from -> !at.isBefore(from)).orElse(true)
          && until.map(at::isBefore).orElse(true);
    }
  }

  /** Nobody where none had it then, or two that cannot be told apart. */
  Optional<String> at(String identifier, Instant moment) {
    List<Time> times = changing.get(identifier);
    if (times == null) {
      return Optional.ofNullable(settled.get(identifier));
    }
    Set<String> then = new HashSet<>();
    times.forEach(time -> {
      if (time.holds(moment)) {
        then.add(time.account());
      }
    });
    return then.size() == 1 ? then.stream().findFirst() : Optional.empty();
  }

  /** Everybody who may be meant. */
  Set<String> accounts() {
    Set<String> all = new HashSet<>(settled.values());
    changing.values().stream().flatMap(Collection::stream).forEach(time -> all.add(time.account()));
    return all;
  }
}
