package org.sbms.kit.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/**
 * How the instances of a node find each other.
 *
 * @param enabled a node with one instance needs no cluster
 * @param host the address this instance listens on for its siblings; a network of the node's own
 * @param port 1 to 65535
 * @param members {@code host:port} of the instances, this one may be among them
 */
public record ClusterConfig(boolean enabled, String host, int port, List<String> members) {

  /** The keys. */
  @ConfigMapping(prefix = "sbms.cluster")
  public interface Settings {
    @WithDefault("false")
    boolean enabled();

    @WithDefault("127.0.0.1")
    String host();

    @WithDefault("5701")
    int port();

    Optional<List<String>> members();
  }

  public ClusterConfig {
    members = List.copyOf(members);
    if (port < 1 || port > 65_535) {
      throw ConfigException.at("sbms.cluster.port", "must be 1 to 65535");
    }
    if (enabled && members.isEmpty()) {
      throw ConfigException.at("sbms.cluster.members", "must name the instances, host:port");
    }
  }

  public static ClusterConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return new ClusterConfig(
        settings.enabled(), settings.host(), settings.port(), settings.members().orElse(List.of()));
  }
}
