package org.sbms.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How the node logs, always to its standard output.
 *
 * @param format lines for people, or JSON objects for a collector
 */
public record LogConfig(Format format, Level level) {

  public enum Format {
    TEXT,
    JSON
  }

  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** The keys. */
  @ConfigMapping(prefix = "sbms.log")
  public interface Settings {
    @WithDefault("text")
    Format format();

    @WithDefault("info")
    Level level();
  }

  public static LogConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return new LogConfig(settings.format(), settings.level());
  }
}
