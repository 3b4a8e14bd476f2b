package org.sbms.kit.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.sbms.kit.config.Configuration;

/**
 * How this node asks others.
 *
 * @param localAddress which address of this machine the connections come from; any when absent
 * @param connectTimeout after which a peer counts as not reached, and nothing was done
 * @param attemptTimeout after which one answer counts as lost
 * @param callTimeout the deadline of a call, over all attempts under its key
 * @param maxAttempts under one key, when answers are lost
 * @param maxConcurrentPerPeer requests to one peer at once; more are refused as busy
 * @param connectionsPerPeer HTTP/2 connections, each of which carries many requests
 * @param breaker when to stop asking a peer that does not answer
 * @param everyRequestTwice for conformance runs: the second answer counts, so an operation that is
 *     not idempotent shows
 */
public record PeerClientConfig(
    Optional<String> localAddress,
    Duration connectTimeout,
    Duration attemptTimeout,
    Duration callTimeout,
    int maxAttempts,
    int maxConcurrentPerPeer,
    int connectionsPerPeer,
    Breaker breaker,
    boolean everyRequestTwice) {

  /**
   * A circuit breaker.
   *
   * @param window how many of the last requests are looked at
   * @param minRequests before which it never opens
   * @param failurePercent of unreached, lost or failed ones that opens it
   * @param openFor how long nothing is asked
   * @param trials how many requests then test the peer
   */
  public record Breaker(
      int window, int minRequests, int failurePercent, Duration openFor, int trials) {}

  /** The keys. */
  @ConfigMapping(prefix = "sbms.peer.client")
  public interface Settings {
    /** For machines with several addresses, whose peers let only one of them in. */
    Optional<String> localAddress();

    /** For tests of a federation only: it doubles the work of every peer. */
    @WithDefault("false")
    boolean everyRequestTwice();
  }

  public PeerClientConfig {
    if (maxAttempts < 1 || maxConcurrentPerPeer < 1 || connectionsPerPeer < 1) {
      throw new IllegalArgumentException("peer client bounds must be 1 or more");
    }
  }

  public static PeerClientConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return with(settings.localAddress(), settings.everyRequestTwice());
  }

  public static PeerClientConfig defaults() {
    return with(Optional.empty(), false);
  }

  private static PeerClientConfig with(Optional<String> localAddress, boolean everyRequestTwice) {
    return new PeerClientConfig(
        localAddress,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        3,
        256,
        2,
        new Breaker(20, 5, 50, Duration.ofSeconds(2), 2),
        everyRequestTwice);
  }
}
