package org.sbms.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of one node: defaults, over them one properties file, over that the environment
 * ({@code sbms.http.port} is {@code SBMS_HTTP_PORT}). Each concern declares the keys that it reads
 * as a {@link ConfigMapping} interface; a key that no concern reads is an error, since it is most
 * likely a mistyped one.
 */
public final class Configuration {
  /** Names the file, so it is itself no setting. */
  public static final String FILE_VARIABLE = "SBMS_CONFIG";

  private static final String ENVIRONMENT_ROOT = "SBMS_";

  /** As the library sees it, the environment wins over the file. */
  private static final int FILE_ORDINAL = 200;

  private static final int ENVIRONMENT_ORDINAL = 300;

  private final SmallRyeConfig config;

  private Configuration(SmallRyeConfig config) {
    this.config = config;
  }

  /**
   * Reads the file that {@code --config FILE} or {@code SBMS_CONFIG} names, if any, and the
   * environment of this process.
   *
   * @throws ConfigException with one line that names the key at fault
   */
  public static Configuration ofProcess(String[] arguments, List<Class<?>> concerns) {
    Map<String, String> environment = System.getenv();
    return read(fileNamedBy(arguments, environment), environment, concerns);
  }

  /**
   * @param concerns {@link ConfigMapping} interfaces
   * @throws ConfigException with one line that names the key at fault
   */
  public static Configuration read(
      Optional<Path> file, Map<String, String> environment, List<Class<?>> concerns) {
    Map<String, String> inFile = file.map(Configuration::load).orElse(Map.of());
    Map<String, String> inEnvironment = ours(environment);
    refuseUnknown(file, inFile, inEnvironment, knownKeys(concerns));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withValidateUnknown(false)
            .withSources(
                new PropertiesConfigSource(inFile, describe(file), FILE_ORDINAL),
                new EnvConfigSource(inEnvironment, ENVIRONMENT_ORDINAL));
    concerns.forEach(builder::withMapping);
    try {
      return new Configuration(builder.build());
    } catch (ConfigValidationException bad) {
      throw new ConfigException(ConfigProblems.describe(bad));
    }
  }

  /** The settings of one concern that was named when reading. */
  public <T> T of(Class<T> concern) {
    return config.getConfigMapping(concern);
  }

  private static Optional<Path> fileNamedBy(String[] arguments, Map<String, String> environment) {
    if (arguments.length == 2 && arguments[0].equals("--config")) {
      return Optional.of(Path.of(arguments[1]));
    }
    if (arguments.length > 0) {
      throw new ConfigException("usage: [--config FILE]; everything else is set in that file");
    }
    return Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of);
  }

  private static Map<String, String> load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new ConfigException(file + " cannot be read as properties: " + unreadable.getMessage());
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, properties::getProperty));
  }

  private static Map<String, String> ours(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ENVIRONMENT_ROOT))
        .filter(entry -> !entry.getKey().equals(FILE_VARIABLE))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> knownKeys(List<Class<?>> concerns) {
    return concerns.stream()
        .flatMap(concern ->
            ConfigMappings.getProperties(ConfigClass.configClass(concern)).keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void refuseUnknown(
      Optional<Path> file,
      Map<String, String> inFile,
      Map<String, String> inEnvironment,
      Set<String> known) {
    Predicate<String> isKey = anyOf(known.stream().map(Configuration::keyPattern));
    Predicate<String> isVariable = anyOf(known.stream().map(Configuration::variablePattern));
    Stream<String> strangers =
        Stream.concat(
            inFile.keySet().stream()
                .filter(isKey.negate())
                .map(key -> key + " in " + describe(file)),
            inEnvironment.keySet().stream()
                .filter(isVariable.negate())
                .map(name -> name + " in the environment"));
    Optional<String> first = strangers.sorted().findFirst();
    if (first.isPresent()) {
      throw new ConfigException(first.get() + " is no setting of this node: is it mistyped?");
    }
  }

  private static Predicate<String> anyOf(Stream<String> patterns) {
    return Pattern.compile(patterns.collect(Collectors.joining("|"))).asMatchPredicate();
  }

  /** A name of one's own, which the library writes as a star, is what stands between two dots. */
  private static String keyPattern(String key) {
    return Arrays.stream(key.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^.]+"));
  }

  private static String variablePattern(String key) {
    return Arrays.stream(key.split("\\*", -1))
        .map(part -> Pattern.quote(environmentName(part)))
        .collect(Collectors.joining("[A-Z0-9_]+"));
  }

  static String environmentName(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String describe(Optional<Path> file) {
    return file.map(Path::toString).orElse("no file");
  }
}
