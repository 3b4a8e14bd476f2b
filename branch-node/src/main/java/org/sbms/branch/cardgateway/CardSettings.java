package org.sbms.branch.cardgateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.Secret;

/** Acquirers of payments by card: none unless set up. */
public final class CardSettings {
  private static final String PREFIX = "sbms.cards.gateways.";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAGE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAGE = Duration.ofDays(7);

  private CardSettings() {}

  /** As they are written. */
  @ConfigMapping(prefix = "sbms.cards")
  public interface Settings {
    /** By names of our own, such as {@code sbms.cards.gateways.main.base-url}. */
    Map<String, Gateway> gateways();

    interface Gateway {
      URI baseUrl();

      String merchant();

      Optional<String> apiKey();

      Optional<Path> apiKeyFile();

      Optional<String> webhookSecret();

      Optional<Path> webhookSecretFile();

      @WithDefault("PT10S")
      Duration timeout();

      @WithDefault("PT30M")
      Duration payWithin();
    }
  }

  /** In the order of their names; the first is taken where none is named. */
  public static List<GatewayAccess> from(Configuration configuration) {
    List<GatewayAccess> found = new ArrayList<>();
    new TreeMap<>(configuration.of(Settings.class).gateways())
        .forEach((name, gateway) -> found.add(access(name, gateway)));
    return found;
  }

  private static GatewayAccess access(String name, Settings.Gateway gateway) {
    String key = PREFIX + name;
    if (!NAME.matcher(name).matches()) {
      throw ConfigException.at(key, "a name is small letters, digits and hyphens, at most 30");
    }
    URI url = gateway.baseUrl();
    if (!isSafe(url)) {
      throw ConfigException.at(key + ".base-url", "must begin with https://");
    }
    bounded(key + ".timeout", gateway.timeout(), Duration.ofMillis(100), LONGEST_TIMEOUT);
    bounded(key + ".pay-within", gateway.payWithin(), SHORTEST_PAGE, LONGEST_PAGE);
    return new GatewayAccess(
        name,
        url,
        gateway.merchant(),
        Secret.from(key + ".api-key", gateway.apiKey(), gateway.apiKeyFile()),
        Secret.from(key + ".webhook-secret", gateway.webhookSecret(), gateway.webhookSecretFile()),
        gateway.timeout(),
        gateway.payWithin());
  }

  private static boolean isSafe(URI url) {
    return "https".equals(url.getScheme()) && url.getHost() != null
        || "http".equals(url.getScheme())
            && ("localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost()));
  }

  private static void bounded(String key, Duration found, Duration least, Duration most) {
    if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
      throw ConfigException.at(key, "must be " + least + " to " + most);
    }
  }
}
