package org.sbms.kit.db;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.Secret;

/** The keys of {@link DatabaseConfig}. */
@ConfigMapping(prefix = "sbms.database")
public interface DatabaseSettings {
  String uri();

  String user();

  Optional<String> password();

  Optional<Path> passwordFile();

  String owner();

  Optional<String> ownerPassword();

  Optional<Path> ownerPasswordFile();

  @WithDefault("16")
  int poolSize();

  static DatabaseConfig read(Configuration configuration, String applicationName) {
    DatabaseSettings settings = configuration.of(DatabaseSettings.class);
    if (!settings.uri().startsWith("postgresql://")) {
      throw ConfigException.at(
          "sbms.database.uri", "must look like postgresql://host:port/database");
    }
    if (settings.poolSize() < 4 || settings.poolSize() > 500) {
      // One connection holds the locks of jobs; with fewer beside it, work would wait for itself.
      throw ConfigException.at("sbms.database.pool-size", "must be 4 to 500");
    }
    Secret password =
        Secret.from("sbms.database.password", settings.password(), settings.passwordFile());
    Secret ownerPassword =
        Secret.from(
            "sbms.database.owner-password", settings.ownerPassword(), settings.ownerPasswordFile());
    return new DatabaseConfig(
        settings.uri(),
        settings.user(),
        password.value(),
        settings.owner(),
        ownerPassword.value(),
        settings.poolSize(),
        applicationName);
  }
}
