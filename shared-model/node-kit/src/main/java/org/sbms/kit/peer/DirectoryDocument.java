package org.sbms.kit.peer;

import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sbms.contract.directory.Directory;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;

/** A directory under central's signature, so that it can be kept and passed on in any way. */
public final class DirectoryDocument {
  private static final String TYPE = "sbms-directory+jws";
  private static final String CONTENT = "application/sbms-directory+json";

  private DirectoryDocument() {}

  public static String sign(Directory directory, Credential central) {
    return Jwts.builder()
        .header()
        .type(TYPE)
        .x509Chain(List.of(central.certificate()))
        .and()
        // Named, or the library would take JSON for the claims of a token.
        .content(Json.writeBytes(directory), CONTENT)
        .signWith(central.key(), Jwts.SIG.ES256)
        .compact();
  }

  /**
   * Reads what central signed with a certificate that was good when it signed; that the certificate
   * has expired since does not matter, or a branch could not start again without central.
   *
   * @throws IllegalArgumentException when anything about it is wrong
   */
  public static Directory read(String jws, List<X509Certificate> authorities) {
    try {
      var document =
          Jwts.parser()
              .sig()
              .clear()
              .add(Jwts.SIG.ES256)
              .and()
              .keyLocator(header -> central((JwsHeader) header, authorities).getPublicKey())
              .build()
              .parseSignedContent(jws);
      Directory directory = Json.read(document.getPayload(), Directory.class);
      PeerCertificate signer =
          PeerCertificate.of(central(document.getHeader(), authorities)).orElseThrow();
      if (!TYPE.equals(document.getHeader().getType()) || !signer.isValidAt(directory.issuedAt())) {
        throw new IllegalArgumentException("the directory was signed with a dead certificate");
      }
      return directory;
    } catch (JwtException | BadJsonException | ClassCastException bad) {
      throw new IllegalArgumentException("the directory is not genuine", bad);
    }
  }

  private static X509Certificate central(JwsHeader header, List<X509Certificate> authorities) {
    List<X509Certificate> chain = header.getX509Chain();
    if (chain == null || chain.isEmpty()) {
      throw new IllegalArgumentException("the directory names no signer");
    }
    X509Certificate signer = chain.getFirst();
    boolean isCentral =
        PeerCertificate.of(signer).map(peer -> peer.node().isCentral()).orElse(false);
    if (!isCentral || authorities.stream().noneMatch(root -> isSigned(signer, root))) {
      throw new IllegalArgumentException("the directory is signed by somebody else than central");
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
