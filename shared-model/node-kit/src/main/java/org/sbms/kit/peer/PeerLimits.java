package org.sbms.kit.peer;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.sbms.contract.NodeId;

/** Bounds what one peer may ask at once and in a second, so that a flood of one harms no other. */
final class PeerLimits {
  private final PeerServerConfig config;

  /** Bounded by the nodes that our CA has signed for. */
  private final Map<NodeId, Limit> byPeer = new ConcurrentHashMap<>();

  PeerLimits(PeerServerConfig config) {
    this.config = config;
  }

  private record Limit(RateLimiter rate, Semaphore atWork) {}

  /** Whether the peer may begin a request; if so, {@link #leave} must follow. */
  boolean enter(NodeId peer) {
    Limit limit = byPeer.computeIfAbsent(peer, this::newLimit);
    if (!limit.atWork.tryAcquire()) {
      return false;
    }
    if (limit.rate.acquirePermission()) {
      return true;
    }
    limit.atWork.release();
    return false;
  }

  void leave(NodeId peer) {
    Limit limit = byPeer.get(peer);
    if (limit != null) {
      limit.atWork.release();
    }
  }

  private Limit newLimit(NodeId peer) {
    RateLimiterConfig rate =
        RateLimiterConfig.custom()
            .limitForPeriod(config.maxPerSecondPerPeer())
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();
    return new Limit(
        RateLimiter.of("peer-" + peer, rate), new Semaphore(config.maxConcurrentPerPeer()));
  }
}
