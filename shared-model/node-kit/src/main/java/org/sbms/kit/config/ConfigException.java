package org.sbms.kit.config;

/** A setting is missing, unknown or wrong. The message is one line that names the key. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /**
   * @param key such as {@code sbms.http.port}
   * @param problem the rest of the sentence: {@code must be 1 to 65535}
   */
  public static ConfigException at(String key, String problem) {
    return new ConfigException(key + " " + problem);
  }
}
