package org.sbms.branch.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sbms.branch.delivery.SmtpConfig;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.Secret;

/** The server that takes mails to customers. Without a host, mails wait. */
@ConfigMapping(prefix = "sbms.mail")
interface MailSettings {
  Optional<String> host();

  @WithDefault("587")
  int port();

  /** {@code starttls}, {@code tls}, or {@code none} for a server on this machine. */
  @WithDefault("starttls")
  String security();

  /** Certificates of who vouches for the server, where that is an authority of the house (PEM). */
  Optional<Path> caFile();

  Optional<String> user();

  Optional<String> password();

  Optional<Path> passwordFile();

  Optional<String> from();

  static Optional<SmtpConfig> smtp(Configuration configuration) {
    MailSettings settings = configuration.of(MailSettings.class);
    if (settings.host().isEmpty()) {
      return Optional.empty();
    }
    String from =
        settings.from().orElseThrow(() -> ConfigException.at("sbms.mail.from", "must be set"));
    if (!from.matches("[^@\\s<>]+@[^@\\s<>]+")) {
      throw ConfigException.at(
          "sbms.mail.from", "must be an address such as bills@operator.example");
    }
    if (settings.port() < 1 || settings.port() > 65_535) {
      throw ConfigException.at("sbms.mail.port", "must be 1 to 65535");
    }
    return Optional.of(
        new SmtpConfig(
            settings.host().get(),
            settings.port(),
            security(settings.security()),
            settings.caFile().map(MailSettings::readable),
            settings
                .user()
                .map(user ->
                    new SmtpConfig.Login(
                        user,
                        Secret.from(
                            "sbms.mail.password", settings.password(), settings.passwordFile()))),
            from));
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw ConfigException.at("sbms.mail.ca-file", "must be a file that can be read");
    }
    return file;
  }

  private static SmtpConfig.Security security(String text) {
    return switch (text) {
      case "none" -> SmtpConfig.Security.NONE;
      case "starttls" -> SmtpConfig.Security.STARTTLS;
      case "tls" -> SmtpConfig.Security.TLS;
      default -> throw ConfigException.at("sbms.mail.security", "must be starttls, tls or none");
    };
  }
}
