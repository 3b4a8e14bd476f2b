package org.sbms.branch.directory;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/**
 * How this branch enrols, the first time it starts. Afterwards none of it is needed.
 *
 * @param central {@code https://host:port} of central's pages
 * @param authority the federation's root certificate, which central's administrator gave out
 * @param code a file that holds the one-time code
 */
public record EnrolmentConfig(URI central, Path authority, Optional<Path> code) {

  /** The keys. */
  @ConfigMapping(prefix = "sbms.enrolment")
  public interface Settings {
    URI central();

    Path authority();

    Optional<Path> codeFile();
  }

  public static EnrolmentConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    URI central = settings.central();
    if (!"https".equals(central.getScheme()) || central.getHost() == null) {
      throw ConfigException.at("sbms.enrolment.central", "must be https://host:port");
    }
    return new EnrolmentConfig(central, settings.authority(), settings.codeFile());
  }
}
