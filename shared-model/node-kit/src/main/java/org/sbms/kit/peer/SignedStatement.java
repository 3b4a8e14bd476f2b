package org.sbms.kit.peer;

import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.security.cert.X509Certificate;
import java.util.List;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;

/**
 * What a branch states of its journal, as a JWS by the key of its certificate: whoever keeps it can
 * show it to anybody later.
 */
public final class SignedStatement {
  private static final String TYPE = "sbms-journal+jws";
  private static final String CONTENT = "application/sbms-journal+json";

  private SignedStatement() {}

  public static String sign(JournalStatement statement, Credential branch) {
    return Jwts.builder()
        .header()
        .type(TYPE)
        .x509Chain(List.of(branch.certificate()))
        .and()
        .content(Json.writeBytes(statement), CONTENT)
        .signWith(branch.key(), Jwts.SIG.ES256)
        .compact();
  }

  /**
   * Reads what that branch signed while its certificate was good, whether or not it still is.
   *
   * @throws IllegalArgumentException when anything about it is wrong
   */
  public static JournalStatement read(
      String jws, NodeId branch, List<X509Certificate> authorities) {
    try {
      var document =
          Jwts.parser()
              .sig()
              .clear()
              .add(Jwts.SIG.ES256)
              .and()
              .keyLocator(header -> signer((JwsHeader) header, branch, authorities).getPublicKey())
              .build()
              .parseSignedContent(jws);
      JournalStatement statement = Json.read(document.getPayload(), JournalStatement.class);
      PeerCertificate signer =
          PeerCertificate.of(signer(document.getHeader(), branch, authorities)).orElseThrow();
      if (!TYPE.equals(document.getHeader().getType()) || !signer.isValidAt(statement.at())) {
        throw new IllegalArgumentException("the statement was signed with a dead certificate");
      }
      if (!NodeId.of(statement.branch()).equals(branch)) {
        throw new IllegalArgumentException("the statement is of another branch's journal");
      }
      return statement;
    } catch (JwtException | BadJsonException | ClassCastException bad) {
      throw new IllegalArgumentException("the statement is not genuine", bad);
    }
  }

  private static X509Certificate signer(
      JwsHeader header, NodeId branch, List<X509Certificate> authorities) {
    List<X509Certificate> chain = header.getX509Chain();
    if (chain == null || chain.isEmpty()) {
      throw new IllegalArgumentException("the statement names no signer");
    }
    X509Certificate signer = chain.getFirst();
    boolean isBranch =
        PeerCertificate.of(signer).map(peer -> peer.node().equals(branch)).orElse(false);
    if (!isBranch
        || authorities.stream().noneMatch(root -> DirectoryDocument.isSigned(signer, root))) {
      throw new IllegalArgumentException(
          "the statement is signed by somebody else than the branch");
    }
    return signer;
  }
}
