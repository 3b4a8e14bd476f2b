package org.sbms.kit.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;

/** For a node of one instance. Tokens die before the memory of them does. */
public final class MemoryReplayGuard implements ReplayGuard {
  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder()
          .expireAfterWrite(ActorToken.LIFETIME.plus(ActorToken.LEEWAY).multipliedBy(2))
          .build();

  @Override
  public boolean claim(String id, Instant until) {
    return seen.asMap().putIfAbsent(id, Boolean.TRUE) == null;
  }
}
