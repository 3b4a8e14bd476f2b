package org.sbms.kit.peer;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A node's key, its certificate, and the authorities it trusts.
 *
 * @param authorities more than one while a new root is taking over
 */
public record Credential(
    PrivateKey key, X509Certificate certificate, List<X509Certificate> authorities) {

  public Credential {
    authorities = List.copyOf(authorities);
    if (authorities.isEmpty()) {
      throw new IllegalArgumentException("no authority to trust");
    }
  }

  /** What the certificate says of the node; a browser certificate says nothing of one. */
  public PeerCertificate identity() {
    return PeerCertificate.of(certificate)
        .orElseThrow(() -> new IllegalStateException("the certificate names no node"));
  }

  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}
