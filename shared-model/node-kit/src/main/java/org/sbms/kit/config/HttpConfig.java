package org.sbms.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Where pages and the API are served, always over HTTPS.
 *
 * @param host the address listened on
 * @param port 1 to 65535, or 0 for any free one (tests)
 * @param names the host names that the certificate is valid for
 * @param instances verticles that share the port; requests are spread over them
 * @param maxBodyBytes the largest file of an import, which goes to disk; other bodies have 1 MiB at
 *     most
 */
public record HttpConfig(
    String host, int port, List<String> names, int instances, int maxBodyBytes) {

  /** The keys. */
  @ConfigMapping(prefix = "sbms.http")
  public interface Settings {
    @WithDefault("0.0.0.0")
    String host();

    int port();

    @WithDefault("localhost")
    List<String> names();

    Optional<Integer> instances();

    @WithDefault("134217728")
    int maxBodyBytes();
  }

  public HttpConfig {
    names = List.copyOf(names);
    if (port < 0 || port > 65_535) {
      throw ConfigException.at("sbms.http.port", "must be 0 to 65535");
    }
    if (instances < 1 || instances > 256) {
      throw ConfigException.at("sbms.http.instances", "must be 1 to 256");
    }
    if (maxBodyBytes < 1024) {
      throw ConfigException.at("sbms.http.max-body-bytes", "must be at least 1024");
    }
  }

  public static HttpConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    int cores = Runtime.getRuntime().availableProcessors();
    return new HttpConfig(
        settings.host(),
        settings.port(),
        settings.names(),
        settings.instances().orElse(2 * cores),
        settings.maxBodyBytes());
  }
}
