package org.sbms.kit.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A password or key. It never prints itself. */
public record Secret(String value) {

  /**
   * A secret is set either itself ({@code sbms.database.password}, best in the environment) or by
   * the file that holds it ({@code sbms.database.password-file}); exactly one of the two.
   *
   * @param key the key of the secret itself
   */
  public static Secret from(String key, Optional<String> value, Optional<Path> file) {
    if (value.isPresent() == file.isPresent()) {
      throw ConfigException.at(key, "or " + key + "-file must be set, and not both");
    }
    Secret secret = new Secret(value.orElseGet(() -> read(key, file.orElseThrow())));
    if (secret.value().isEmpty()) {
      throw ConfigException.at(key, "is empty");
    }
    return secret;
  }

  @Override
  public String toString() {
    return "(secret)";
  }

  private static String read(String key, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw ConfigException.at(key + "-file", "cannot be read: " + file);
    }
  }
}
