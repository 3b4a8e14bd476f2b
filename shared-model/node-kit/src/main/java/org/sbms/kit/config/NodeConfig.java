package org.sbms.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.sbms.contract.NodeId;

/**
 * Which node this is.
 *
 * @param id {@code central} or a branch code
 * @param name for people, such as {@code North-West}
 * @param directory where the node keeps its keys and certificates; nobody else may read it
 * @param zone in which the node's days begin and its pages show times
 * @param stopsWithParent stop when standard input ends, so that a killed launcher leaves nobody
 * @param instance tells the instances of one branch apart in logs and metrics
 */
public record NodeConfig(
    NodeId id, String name, Path directory, ZoneId zone, boolean stopsWithParent, String instance) {

  /** The keys. */
  @ConfigMapping(prefix = "sbms.node")
  public interface Settings {
    String id();

    Optional<String> name();

    Path directory();

    @WithDefault("UTC")
    ZoneId zone();

    @WithDefault("false")
    boolean stopsWithParent();

    @WithDefault("1")
    String instance();
  }

  public static NodeConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return new NodeConfig(
        id(settings.id()),
        settings.name().orElse(settings.id()),
        settings.directory(),
        settings.zone(),
        settings.stopsWithParent(),
        settings.instance());
  }

  private static NodeId id(String text) {
    try {
      return new NodeId(text);
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at("sbms.node.id", "must be central or two capital letters");
    }
  }
}
