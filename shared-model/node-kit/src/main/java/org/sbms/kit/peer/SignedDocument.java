package org.sbms.kit.peer;

import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;

/**
 * A kind of document that a node signs with the key of its certificate (a JWS with ES256), so that
 * whoever keeps it can show it to anybody later.
 *
 * @param name stands in its media type and in what is said of a bad one
 * @param signedAt when a document says that it was made
 */
record SignedDocument<T>(String name, Class<T> type, Function<T, Instant> signedAt) {

  String sign(T document, Credential signer) {
    return Jwts.builder()
        .header()
        .type(headerType())
        .x509Chain(List.of(signer.certificate()))
        .and()
        // Named, or the library would take JSON for the claims of a token.
        .content(Json.writeBytes(document), "application/sbms-" + name + "+json")
        .signWith(signer.key(), Jwts.SIG.ES256)
        .compact();
  }

  /**
   * Reads what was signed while the signer's certificate was good, whether or not it still is.
   *
   * @throws IllegalArgumentException when anything about it is wrong
   */
  T read(String jws, Predicate<PeerCertificate> maySign, List<X509Certificate> authorities) {
    try {
      var signed =
          Jwts.parser()
              .sig()
              .clear()
              .add(Jwts.SIG.ES256)
              .and()
              .keyLocator(header -> signer((JwsHeader) header, maySign, authorities).getPublicKey())
              .build()
              .parseSignedContent(jws);
      T document = Json.read(signed.getPayload(), type);
      PeerCertificate signer =
          PeerCertificate.of(signer(signed.getHeader(), maySign, authorities)).orElseThrow();
      if (!headerType().equals(signed.getHeader().getType())
          || !signer.isValidAt(signedAt.apply(document))) {
        throw new IllegalArgumentException("the " + name + " was signed with a dead certificate");
      }
      return document;
    } catch (JwtException | BadJsonException | ClassCastException bad) {
      throw new IllegalArgumentException("the " + name + " is not genuine", bad);
    }
  }

  private String headerType() {
    return "sbms-" + name + "+jws";
  }

  private X509Certificate signer(
      JwsHeader header, Predicate<PeerCertificate> maySign, List<X509Certificate> authorities) {
    List<X509Certificate> chain = header.getX509Chain();
    if (chain == null || chain.isEmpty()) {
      throw new IllegalArgumentException("the " + name + " names no signer");
    }
    X509Certificate signer = chain.getFirst();
    if (PeerCertificate.of(signer).filter(maySign).isEmpty()
        || authorities.stream().noneMatch(root -> isSigned(signer, root))) {
      throw new IllegalArgumentException("the " + name + " is signed by somebody else");
    }
    return signer;
  }

  static boolean isSigned(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException foreign) {
      return false;
    }
  }
}
