package org.sbms.kit.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A credential on disk: {@code <name>.pem} holds key and certificate together, so that a crash
 * never leaves one without the other; {@code ca.pem} holds the trusted roots. Only the owner may
 * read.
 */
public final class CredentialFolder {
  private final Path file;
  private final Path authorities;

  public CredentialFolder(Path folder, String name) {
    this.file = folder.resolve(name + ".pem");
    this.authorities = folder.resolve("ca.pem");
  }

  /** Empty before the node has enrolled. */
  public Optional<Credential> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Pem.load(file);
    List<X509Certificate> chain = Pem.certificates(text);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no certificate");
    }
    return Optional.of(
        new Credential(
            Pem.privateKey(text), chain.getFirst(), Pem.certificates(Pem.load(authorities))));
  }

  public void save(Credential credential) {
    Pem.save(authorities, Pem.of(credential.authorities()));
    Pem.save(file, Pem.of(credential.key()) + Pem.of(credential.certificate()));
  }
}
