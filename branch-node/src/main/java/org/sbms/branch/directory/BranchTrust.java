package org.sbms.branch.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.Enrolment;
import org.sbms.contract.directory.RenewCertificate.Certificates;
import org.sbms.kit.peer.CertificateRequest;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.CredentialFolder;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The branch's keys and the directory on disk; with these it goes on for a month alone. */
public final class BranchTrust {
  private static final Logger log = LoggerFactory.getLogger(BranchTrust.class);

  private final CredentialFolder nodeFolder;
  private final CredentialFolder webFolder;
  private final Path directoryFile;
  private final Credentials node;
  private final Credentials web;
  private final HeldDirectory directory = new HeldDirectory();

  private BranchTrust(NodeId self, Path folder, Enrolling enrolling) {
    this.nodeFolder = new CredentialFolder(folder, "node");
    this.webFolder = new CredentialFolder(folder, "web");
    this.directoryFile = folder.resolve("directory.jws");
    Optional<Credential> known = nodeFolder.load();
    Optional<Credential> knownWeb = webFolder.load();
    if (known.isPresent() && knownWeb.isPresent() && Files.exists(directoryFile)) {
      this.node = new Credentials(known.get());
      this.web = new Credentials(knownWeb.get());
      accept(read(directoryFile));
    } else {
      NewKeys keys = NewKeys.make(self);
      Enrolment.Accepted accepted = enrolling.enrol(keys.nodeRequest, keys.webRequest);
      this.node = new Credentials(keys.node(accepted.certificates()));
      this.web = new Credentials(keys.web(accepted.certificates()));
      keep();
      accept(accepted.directory());
      log.info("{} is enrolled", self);
    }
  }

  /** Asks central, the first time; waits for it. */
  interface Enrolling {
    Enrolment.Accepted enrol(String nodeRequest, String webRequest);
  }

  /**
   * Opens what is in the folder; enrols when there is nothing yet. Blocks.
   *
   * @throws EnrolmentException with one line for the administrator
   */
  public static BranchTrust open(NodeId self, Path folder, EnrolmentConfig config) {
    return open(
        self, folder, (node, web) -> new EnrolmentClient(config).enrol(self.branch(), node, web));
  }

  static BranchTrust open(NodeId self, Path folder, Enrolling enrolling) {
    return new BranchTrust(self, folder, enrolling);
  }

  /** For the peer port and the peer client. */
  public Credentials node() {
    return node;
  }

  /** For pages and the API. */
  public Credentials web() {
    return web;
  }

  /** For the peer port and the peer client. */
  public HeldDirectory directory() {
    return directory;
  }

  /** Takes a directory that central signed, and keeps it for the next start. */
  boolean accept(String jws) {
    boolean newer = directory.accept(DirectoryDocument.read(jws, node.current().authorities()));
    if (newer) {
      try {
        Path draft = directoryFile.resolveSibling("directory.jws.draft");
        Files.writeString(draft, jws);
        Files.move(
            draft,
            directoryFile,
            java.nio.file.StandardCopyOption.ATOMIC_MOVE,
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return newer;
  }

  /** Puts renewed credentials in the place of the old ones, first on disk. */
  void replace(Credential nextNode, Credential nextWeb) {
    nodeFolder.save(nextNode);
    webFolder.save(nextWeb);
    node.replace(nextNode);
    web.replace(nextWeb);
  }

  private void keep() {
    nodeFolder.save(node.current());
    webFolder.save(web.current());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Fresh keys and the requests for their certificates. Old keys are never certified again. */
  static final class NewKeys {
    final String nodeRequest;
    final String webRequest;
    private final KeyPair node;
    private final KeyPair web;

    private NewKeys(NodeId self, KeyPair node, KeyPair web) {
      this.node = node;
      this.web = web;
      this.nodeRequest = CertificateRequest.write(self, node);
      this.webRequest = CertificateRequest.write(self, web);
    }

    static NewKeys make(NodeId self) {
      return new NewKeys(self, CertificateRequest.newKeyPair(), CertificateRequest.newKeyPair());
    }

    Credential node(Certificates certificates) {
      return credential(node, certificates.node(), certificates.authorities());
    }

    Credential web(Certificates certificates) {
      return credential(web, certificates.web(), certificates.authorities());
    }

    private static Credential credential(KeyPair keys, String certificate, String authorities) {
      List<X509Certificate> found = Pem.certificates(certificate);
      if (found.isEmpty() || !found.getFirst().getPublicKey().equals(keys.getPublic())) {
        throw new IllegalStateException("central certified another key");
      }
      return new Credential(keys.getPrivate(), found.getFirst(), Pem.certificates(authorities));
    }
  }
}
