package org.sbms.branch.delivery;

import java.nio.file.Path;
import java.util.Optional;
import org.sbms.kit.config.Secret;

/**
 * The mail server that takes our mails.
 *
 * @param trusted certificates (PEM) of who vouches for the server; those of the JDK when absent
 * @param from the sender, who also gets what comes back
 */
public record SmtpConfig(
    String host,
    int port,
    Security security,
    Optional<Path> trusted,
    Optional<Login> login,
    String from) {

  /** How the connection is kept secret. */
  public enum Security {
    NONE,
    /** Begins in the clear and must turn to TLS. */
    STARTTLS,
    TLS
  }

  public record Login(String user, Secret password) {}

  String fromDomain() {
    return from.substring(from.lastIndexOf('@') + 1);
  }
}
