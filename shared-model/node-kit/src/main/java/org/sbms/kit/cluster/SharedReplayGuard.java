package org.sbms.kit.cluster;

import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.sbms.kit.peer.ReplayGuard;

/** Knows the tokens that any instance has seen. When the cluster fails, tokens are refused. */
final class SharedReplayGuard implements ReplayGuard {
  static final String MAP = "peer-tokens";

  private final IMap<String, Boolean> map;
  private final ExecutorService threads;

  SharedReplayGuard(IMap<String, Boolean> map, ExecutorService threads) {
    this.map = map;
    this.threads = threads;
  }

  @Override
  public boolean claim(String id, Instant until) {
    long keepMs = Math.max(1_000, Duration.between(Instant.now(), until).toMillis() + 1_000);
    return Future.fromCompletionStage(
                CompletableFuture.supplyAsync(
                    () -> map.putIfAbsent(id, true, keepMs, TimeUnit.MILLISECONDS), threads))
            .await()
        == null;
  }
}
