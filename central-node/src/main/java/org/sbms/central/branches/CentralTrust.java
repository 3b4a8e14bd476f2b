package org.sbms.central.branches;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.CredentialFolder;
import org.sbms.kit.peer.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Central's keys on disk: the CA, and central's own credentials, which it signs and renews itself.
 * {@code ca.pem} in the folder is the root for everybody else to trust.
 */
public final class CentralTrust implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CentralTrust.class);
  private static final Duration LOOK_EVERY = Duration.ofHours(1);

  private final CertificateAuthority authority;
  private final CredentialFolder nodeFolder;
  private final CredentialFolder webFolder;
  private final List<String> hosts;
  private final InstantSource clock;
  private final Credentials node;
  private final Credentials web;
  private final Thread renewal = Thread.ofVirtual().name("central-renewal").unstarted(this::watch);

  private CentralTrust(Path folder, List<String> hosts, InstantSource clock) {
    this.authority = CertificateAuthority.openOrCreate(folder, clock);
    this.nodeFolder = new CredentialFolder(folder, "node");
    this.webFolder = new CredentialFolder(folder, "web");
    this.hosts = List.copyOf(hosts);
    this.clock = clock;
    this.node = new Credentials(nodeFolder.load().filter(this::isFresh).orElseGet(this::newNode));
    this.web = new Credentials(webFolder.load().filter(this::isFresh).orElseGet(this::newWeb));
  }

  /**
   * Opens the keys in the folder; makes them the first time.
   *
   * @param hosts names central is reached by, besides {@code localhost}
   */
  public static CentralTrust open(Path folder, List<String> hosts, InstantSource clock) {
    CentralTrust trust = new CentralTrust(folder, hosts, clock);
    trust.renewal.start();
    return trust;
  }

  public CertificateAuthority authority() {
    return authority;
  }

  /** For the peer port and the peer client. */
  public Credentials node() {
    return node;
  }

  /** For pages and the API. */
  public Credentials web() {
    return web;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        renewIfDue();
      }
    } catch (InterruptedException closing) {
      log.debug("no more renewals");
    }
  }

  void renewIfDue() {
    if (!isFresh(node.current())) {
      node.replace(newNode());
      web.replace(newWeb());
      log.info("central renewed its certificates");
    }
  }

  private boolean isFresh(Credential credential) {
    X509Certificate certificate = credential.certificate();
    Instant due = certificate.getNotBefore().toInstant().plus(CertificateAuthority.RENEW_AT);
    return clock.instant().isBefore(due);
  }

  private Credential newNode() {
    Credential made = authority.issueNode(NodeId.CENTRAL, hosts);
    nodeFolder.save(made);
    return made;
  }

  private Credential newWeb() {
    Credential made = authority.issueForBrowsers(hosts);
    webFolder.save(made);
    return made;
  }

  @Override
  public void close() {
    renewal.interrupt();
  }
}
