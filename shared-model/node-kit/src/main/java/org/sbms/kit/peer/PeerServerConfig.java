package org.sbms.kit.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.sbms.kit.config.Configuration;

/**
 * The peer port.
 *
 * @param port 0 for any free one
 * @param eventLoops how many threads read and write
 * @param maxConcurrentPerPeer requests of one peer at work at once; more get 429
 * @param maxPerSecondPerPeer requests of one peer in a second; more get 429
 * @param longestCall no call is waited for longer, whatever deadline it brings
 */
public record PeerServerConfig(
    String host,
    int port,
    int eventLoops,
    int maxConcurrentPerPeer,
    int maxPerSecondPerPeer,
    Duration longestCall) {

  public PeerServerConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("peer port must be 0 to 65535, not " + port);
    }
    if (eventLoops < 1 || maxConcurrentPerPeer < 1 || maxPerSecondPerPeer < 1) {
      throw new IllegalArgumentException("peer limits must be 1 or more");
    }
  }

  /** The keys. */
  @ConfigMapping(prefix = "sbms.peer")
  public interface Settings {
    @WithDefault("0.0.0.0")
    String host();

    int port();
  }

  public static PeerServerConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return onPort(settings.host(), settings.port());
  }

  public static PeerServerConfig onPort(String host, int port) {
    return new PeerServerConfig(host, port, 2, 256, 10_000, Duration.ofSeconds(30));
  }
}
