package org.sbms.kit.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * For a node of one instance. A token is remembered as long as is asked, and no more than {@link
 * #MOST} are: whoever sends more in that time is refused, since forgetting one would let it be
 * replayed.
 */
public final class MemoryReplayGuard implements ReplayGuard {
  static final int MOST = 400_000;

  private final Cache<String, Instant> seen =
      Caffeine.newBuilder()
          .expireAfter(Expiry.<String, Instant>creating((_, until) -> untilThen(until)))
          .build();

  @Override
  public boolean claim(String id, Instant until) {
    return seen.estimatedSize() < MOST && seen.asMap().putIfAbsent(id, until) == null;
  }

  private static Duration untilThen(Instant until) {
    Duration left = Duration.between(InstantSource.system().instant(), until);
    return left.isPositive() ? left : Duration.ofSeconds(1);
  }
}
