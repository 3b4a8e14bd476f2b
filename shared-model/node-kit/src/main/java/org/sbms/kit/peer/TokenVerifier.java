package org.sbms.kit.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.IncorrectClaimException;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.MissingClaimException;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/** Reads tokens that other nodes wrote for their users, by the certificate that came with them. */
final class TokenVerifier {
  private static final int MAX_LENGTH = 2048;
  private static final int MAX_PARSERS = 1024;

  private final NodeId self;
  private final ReplayGuard replays;
  private final InstantSource clock;
  private final Cache<String, JwtParser> parsers =
      Caffeine.newBuilder().maximumSize(MAX_PARSERS).build();

  TokenVerifier(NodeId self, ReplayGuard replays, InstantSource clock) {
    this.self = self;
    this.replays = replays;
    this.clock = clock;
  }

  /** Who acts, or why the token counts for nothing. */
  sealed interface Verdict {
    /**
     * @param writtenAt by the clock of its node
     */
    record Genuine(Actor actor, Instant writtenAt) implements Verdict {}

    /**
     * @param kind of the security event
     */
    record Bad(String kind, String detail) implements Verdict {}
  }

  Verdict verify(String token, PeerCertificate presenter, byte[] body) {
    if (token.isEmpty() || token.length() > MAX_LENGTH) {
      return new Verdict.Bad("token-missing", "no token, or one that is too long");
    }
    try {
      return check(parser(presenter).parseSignedClaims(token), presenter, body);
    } catch (ExpiredJwtException expired) {
      return new Verdict.Bad("token-expired", "expired " + expired.getClaims().getExpiration());
    } catch (IncorrectClaimException | MissingClaimException foreign) {
      return new Verdict.Bad("token-misdirected", Failures.message(foreign));
    } catch (UnsupportedJwtException algorithm) {
      return new Verdict.Bad("token-algorithm", Failures.message(algorithm));
    } catch (SecurityException | io.jsonwebtoken.MalformedJwtException forged) {
      return new Verdict.Bad("token-forged", Failures.message(forged));
    } catch (JwtException | IllegalArgumentException bad) {
      return new Verdict.Bad("token-bad", Failures.message(bad));
    }
  }

  private Verdict check(Jws<Claims> token, PeerCertificate presenter, byte[] body) {
    JwsHeader header = token.getHeader();
    Claims claims = token.getPayload();
    if (!ActorToken.TYPE.equals(header.getType())
        || !Jwts.SIG.ES256.getId().equals(header.getAlgorithm())) {
      return new Verdict.Bad("token-algorithm", "another type or algorithm");
    }
    if (!presenter.thumbprint().equals(confirmed(claims))) {
      return new Verdict.Bad("token-unbound", "bound to another certificate");
    }
    if (!PeerCertificate.sha256(body).equals(claims.get(ActorToken.BODY_HASH))) {
      return new Verdict.Bad("token-body", "written for another body");
    }
    Date issued = claims.getIssuedAt();
    Date expires = claims.getExpiration();
    if (issued == null || expires == null || livesTooLong(issued, expires)) {
      return new Verdict.Bad("token-bad", "no times, or too long a life");
    }
    Optional<Actor> actor = actor(presenter.node(), claims);
    if (actor.isEmpty()) {
      return new Verdict.Bad("token-bad", "no user or no role");
    }
    String id = claims.getId();
    Instant until = clock.instant().plus(ActorToken.REMEMBERED);
    if (id == null || !replays.claim(presenter.node() + "/" + id, until)) {
      return new Verdict.Bad("token-replayed", "id " + id + " was used before");
    }
    return new Verdict.Genuine(actor.get(), writtenAt(issued.toInstant(), claims));
  }

  /** To the millisecond where the token says so, and says it in the second of its {@code iat}. */
  private static Instant writtenAt(Instant issued, Claims claims) {
    return claims.get(ActorToken.WRITTEN_MS) instanceof Number ms
            && ms.longValue() / 1_000 == issued.getEpochSecond()
        ? Instant.ofEpochMilli(ms.longValue())
        : issued;
  }

  private boolean livesTooLong(Date issued, Date expires) {
    Duration life = Duration.between(issued.toInstant(), expires.toInstant());
    Instant latest = clock.instant().plus(ActorToken.CLOCKS_APART);
    return life.compareTo(ActorToken.LIFETIME) > 0 || issued.toInstant().isAfter(latest);
  }

  private static Optional<Actor> actor(NodeId node, Claims claims) {
    String login = claims.getSubject();
    return login != null && claims.get(ActorToken.ROLE) instanceof String role
        ? Optional.of(new Actor(node, login, role))
        : Optional.empty();
  }

  private static @Nullable Object confirmed(Claims claims) {
    return claims.get(ActorToken.CONFIRMATION) instanceof Map<?, ?> confirmation
        ? confirmation.get(ActorToken.THUMBPRINT)
        : null;
  }

  private JwtParser parser(PeerCertificate presenter) {
    return parsers.get(presenter.thumbprint(), _ -> newParser(presenter));
  }

  private JwtParser newParser(PeerCertificate presenter) {
    return Jwts.parser()
        .provider(Ecdsa.provider())
        .verifyWith(Ecdsa.own(presenter.publicKey()))
        .sig()
        .clear()
        .add(Jwts.SIG.ES256)
        .and()
        .requireIssuer(presenter.node().value())
        .requireAudience(self.value())
        .clock(() -> Date.from(clock.instant()))
        .clockSkewSeconds(ActorToken.CLOCKS_APART.toSeconds())
        .build();
  }
}
