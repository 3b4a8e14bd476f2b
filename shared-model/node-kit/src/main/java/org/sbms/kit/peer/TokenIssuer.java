package org.sbms.kit.peer;

import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/** Writes tokens for the users of one node, by the credential that its connections show. */
final class TokenIssuer {
  private final PrivateKey key;
  private final PeerCertificate identity;
  private final InstantSource clock;

  TokenIssuer(Credential credential, InstantSource clock) {
    this.key = Ecdsa.own(credential.key());
    this.identity = credential.identity();
    this.clock = clock;
  }

  String issue(Actor actor, NodeId audience, byte[] body) {
    Instant now = clock.instant();
    return Jwts.builder()
        .provider(Ecdsa.provider())
        .header()
        .type(ActorToken.TYPE)
        .and()
        .issuer(identity.node().value())
        .audience()
        .single(audience.value())
        .subject(actor.login())
        .claim(ActorToken.ROLE, actor.role())
        .issuedAt(Date.from(now))
        .claim(ActorToken.WRITTEN_MS, now.toEpochMilli())
        .expiration(Date.from(now.plus(ActorToken.LIFETIME)))
        .id(UUID.randomUUID().toString())
        .claim(ActorToken.CONFIRMATION, Map.of(ActorToken.THUMBPRINT, identity.thumbprint()))
        .claim(ActorToken.BODY_HASH, PeerCertificate.sha256(body))
        .signWith(key, Jwts.SIG.ES256)
        .compact();
  }
}
