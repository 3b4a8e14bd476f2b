package org.sbms.kit.peer;

import java.math.BigInteger;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.NodeId;

/**
 * What a node's certificate says.
 *
 * @param node whose it is: its one URI subject alternative name, {@code urn:sbms:node:NW}
 * @param serial hexadecimal
 * @param thumbprint SHA-256 of the certificate, base64url without padding, as tokens name it
 */
public record PeerCertificate(
    NodeId node,
    String serial,
    String thumbprint,
    PublicKey publicKey,
    Instant notBefore,
    Instant notAfter) {
  static final String IDENTITY_PREFIX = "urn:sbms:node:";
  private static final int URI_NAME = 6;

  /** Empty for a certificate that names no node, or more than one. */
  public static Optional<PeerCertificate> of(X509Certificate certificate) {
    return nodeOf(certificate)
        .map(node ->
            new PeerCertificate(
                node,
                serial(certificate.getSerialNumber()),
                thumbprint(certificate),
                certificate.getPublicKey(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant()));
  }

  public boolean isValidAt(Instant moment) {
    return !moment.isBefore(notBefore) && !moment.isAfter(notAfter);
  }

  static URI identity(NodeId node) {
    return URI.create(IDENTITY_PREFIX + node.value());
  }

  static String serial(BigInteger number) {
    return number.toString(16);
  }

  static String thumbprint(X509Certificate certificate) {
    try {
      return sha256(certificate.getEncoded());
    } catch (CertificateEncodingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** SHA-256 as base64url without padding. */
  static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static Optional<NodeId> nodeOf(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return Optional.empty();
      }
      List<String> identities =
          names.stream()
              .filter(name -> name.getFirst().equals(URI_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
      if (identities.size() != 1 || !identities.getFirst().startsWith(IDENTITY_PREFIX)) {
        return Optional.empty();
      }
      return Optional.of(new NodeId(identities.getFirst().substring(IDENTITY_PREFIX.length())));
    } catch (CertificateParsingException | IllegalArgumentException nobody) {
      return Optional.empty();
    }
  }
}
