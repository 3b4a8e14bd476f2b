package org.sbms.kit.cluster;

import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.sbms.kit.access.Session;
import org.sbms.kit.access.SessionCache;
import org.sbms.kit.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that one instance has read, for the others. When the cluster does not answer the
 * database does, so a fault here is only slower.
 */
final class SharedSessionCache implements SessionCache {
  static final String MAP = "sessions";
  private static final Logger log = LoggerFactory.getLogger(SharedSessionCache.class);
  private static final String ENDED = "";

  private final IMap<String, String> map;
  private final ExecutorService threads;

  SharedSessionCache(IMap<String, String> map, ExecutorService threads) {
    this.map = map;
    this.threads = threads;
  }

  @Override
  public Optional<Memory> find(String tokenHash) {
    return quietly(map.getAsync(tokenHash)).map(SharedSessionCache::memory);
  }

  @Override
  public void remember(String tokenHash, Session session) {
    String text = Json.write(session);
    quietly(
        CompletableFuture.supplyAsync(
            () -> map.putIfAbsent(tokenHash, text, KEEP.toSeconds(), TimeUnit.SECONDS), threads));
  }

  /** Waits until the others know; a logout that cannot tell them must not look done. */
  @Override
  public void end(String tokenHash) {
    Future.fromCompletionStage(
            map.setAsync(tokenHash, ENDED, 2 * KEEP.toSeconds(), TimeUnit.SECONDS))
        .await();
  }

  private static Memory memory(String text) {
    return text.equals(ENDED)
        ? new Memory.Ended()
        : new Memory.Alive(Json.read(text, Session.class));
  }

  private static Optional<String> quietly(CompletionStage<String> asked) {
    try {
      return Optional.ofNullable(Future.fromCompletionStage(asked).await());
    } catch (RuntimeException broken) {
      log.warn("the session cache does not answer: {}", broken.toString());
      return Optional.empty();
    }
  }
}
