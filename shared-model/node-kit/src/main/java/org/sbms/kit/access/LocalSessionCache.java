package org.sbms.kit.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** For a branch with one instance. */
public final class LocalSessionCache implements SessionCache {
  private static final int MAX_SESSIONS = 20_000;

  private final Cache<String, Memory> cache =
      Caffeine.newBuilder().maximumSize(MAX_SESSIONS).expireAfterWrite(KEEP).build();

  @Override
  public Optional<Memory> find(String tokenHash) {
    return Optional.ofNullable(cache.getIfPresent(tokenHash));
  }

  @Override
  public void remember(String tokenHash, Session session) {
    cache.asMap().putIfAbsent(tokenHash, new Memory.Alive(session));
  }

  @Override
  public void end(String tokenHash) {
    cache.put(tokenHash, new Memory.Ended());
  }
}
