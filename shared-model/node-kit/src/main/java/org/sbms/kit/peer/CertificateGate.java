package org.sbms.kit.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a connection's certificate again on every request: a connection may outlive its
 * certificate's validity, its trust, or the authority that signed it.
 */
final class CertificateGate {
  private static final int MAX_CERTIFICATES = 4096;

  private final LocalNode local;
  private final Cache<X509Certificate, Optional<PeerCertificate>> signed =
      Caffeine.newBuilder().maximumSize(MAX_CERTIFICATES).build();

  CertificateGate(LocalNode local) {
    this.local = local;
    local.credentials().onChange(_ -> signed.invalidateAll());
  }

  sealed interface Verdict {
    record Admitted(PeerCertificate peer) implements Verdict {}

    /**
     * @param peer the node that the certificate names, or empty
     */
    record Refused(String kind, String peer, String detail) implements Verdict {}
  }

  Verdict check(X509Certificate certificate) {
    Optional<PeerCertificate> read = signed.get(certificate, this::readIfSigned);
    if (read.isEmpty()) {
      return new Verdict.Refused("certificate-foreign", "", "not signed by us, or names no node");
    }
    PeerCertificate peer = read.get();
    String name = peer.node().value();
    if (!peer.isValidAt(local.clock().instant())) {
      return new Verdict.Refused("certificate-expired", name, "valid until " + peer.notAfter());
    }
    if (local.directory().isRevoked(peer.node(), peer.serial())) {
      return new Verdict.Refused("certificate-revoked", name, "serial " + peer.serial());
    }
    return new Verdict.Admitted(peer);
  }

  private Optional<PeerCertificate> readIfSigned(X509Certificate certificate) {
    List<X509Certificate> authorities = local.credentials().current().authorities();
    return authorities.stream()
            .anyMatch(authority -> SignedDocument.isSigned(certificate, authority))
        ? PeerCertificate.of(certificate)
        : Optional.empty();
  }
}
