package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/** Every way to abuse a token that we know of: refused with 401, audited, and nothing run. */
class TokenAbuseTest {
  private static final NodeId NW = new NodeId("NW");
  private static final NodeId SO = new NodeId("SO");
  private static final Actor CLERK = new Actor(NW, "clerk", "cashier");
  private static final byte[] BODY = RawClient.echo(CLERK);
  private static final Vertx vertx = Vertx.vertx();
  private static final CertificateAuthority authority =
      CertificateAuthority.create("test root", InstantSource.system());
  private static final Credential nw = authority.issueNode(NW, List.of());
  private static final Credential other = authority.issueNode(NW, List.of());

  private static TestPeer so;
  private static RawClient client;

  @BeforeAll
  static void start() {
    so = TestPeer.started(vertx, authority, new FakeDirectory(), "SO");
    client = new RawClient(vertx, so.port, authority.root(), Optional.of(nw));
  }

  @AfterAll
  static void stop() {
    client.close();
    so.close();
    vertx.close().await();
  }

  @BeforeEach
  void reset() {
    so.ran.clear();
    so.events.clear();
  }

  /** A good token, for a test to spoil one thing of. */
  private static JwtBuilder good() {
    Instant now = Instant.now();
    return Jwts.builder()
        .header()
        .type(ActorToken.TYPE)
        .and()
        .issuer("NW")
        .audience()
        .single("SO")
        .subject("clerk")
        .claim("role", "cashier")
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plusSeconds(15)))
        .id(UUID.randomUUID().toString())
        .claim("cnf", Map.of("x5t#S256", nw.identity().thumbprint()))
        .claim("bh", PeerCertificate.sha256(BODY));
  }

  private static String signed(JwtBuilder builder) {
    return signed(builder, nw.key());
  }

  private static String signed(JwtBuilder builder, PrivateKey key) {
    return builder.signWith(key, Jwts.SIG.ES256).compact();
  }

  static Stream<Arguments> abuses() {
    Instant now = Instant.now();
    String good = signed(good());
    String[] parts = good.split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("no token at all", "token-missing", ""),
        Arguments.of("no JWS", "token-forged", "abc"),
        Arguments.of("algorithm none", "token-algorithm", good().compact()),
        Arguments.of(
            "algorithm none, by hand",
            "token-*",
            encode("{\"alg\":\"none\",\"typ\":\"sbms-act+jwt\"}") + "." + parts[1] + "."),
        Arguments.of(
            "HS256 with the public key as secret",
            "token-*",
            good()
                .signWith(
                    io.jsonwebtoken.security.Keys.hmacShaKeyFor(
                        nw.certificate().getPublicKey().getEncoded()),
                    Jwts.SIG.HS256)
                .compact()),
        Arguments.of("another key", "token-forged", signed(good(), other.key())),
        Arguments.of(
            "an altered role",
            "token-forged",
            parts[0] + "." + encode(payload.replace("cashier", "manager")) + "." + parts[2]),
        Arguments.of("a signature cut off", "token-*", parts[0] + "." + parts[1] + "."),
        Arguments.of("another type", "token-algorithm", signed(good().header().type("JWT").and())),
        Arguments.of("another issuer", "token-misdirected", signed(good().issuer("UR"))),
        Arguments.of(
            "another audience", "token-misdirected", signed(good().audience().single("UR"))),
        Arguments.of(
            "expired, whatever the clocks",
            "token-expired",
            signed(
                good()
                    .issuedAt(Date.from(now.minus(ActorToken.CLOCKS_APART).minusSeconds(60)))
                    .expiration(Date.from(now.minus(ActorToken.CLOCKS_APART).minusSeconds(45))))),
        Arguments.of(
            "of a time to come",
            "token-bad",
            signed(
                good()
                    .issuedAt(Date.from(now.plus(ActorToken.CLOCKS_APART).plusSeconds(60)))
                    .expiration(Date.from(now.plus(ActorToken.CLOCKS_APART).plusSeconds(75))))),
        Arguments.of(
            "written for long",
            "token-bad",
            signed(good().expiration(Date.from(now.plus(Duration.ofDays(1)))))),
        Arguments.of("without an end", "token-bad", signed(good().expiration(null))),
        Arguments.of("without an id", "token-replayed", signed(good().id(null))),
        Arguments.of("without a user", "token-bad", signed(good().subject(null))),
        Arguments.of("without a role", "token-bad", signed(good().claim("role", null))),
        Arguments.of(
            "bound to another certificate",
            "token-unbound",
            signed(good().claim("cnf", Map.of("x5t#S256", other.identity().thumbprint())))),
        Arguments.of("bound to no certificate", "token-unbound", signed(good().claim("cnf", null))),
        Arguments.of(
            "written for another body",
            "token-body",
            signed(good().claim("bh", PeerCertificate.sha256(new byte[] {1})))),
        Arguments.of("too long", "token-missing", signed(good().claim("x", "y".repeat(4000)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("abuses")
  void isRefusedAndAudited(String what, String kind, String token) {
    RawClient.Answer answer = client.post(token, BODY);
    assertThat(answer.status()).as(what).isEqualTo(401);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("token-refused");
    assertThat(so.ran).isEmpty();
    assertThat(so.events).hasSize(1);
    SecurityEvent event = so.events.getFirst();
    assertThat(event.kind()).matches(kind.replace("*", ".*"));
    assertThat(event.peer()).isEqualTo("NW");
    assertThat(event.address()).isNotEmpty();
  }

  @Test
  void aGoodTokenWorksOnceAndNotTwice() {
    String token = signed(good());
    assertThat(client.post(token, BODY).status()).isEqualTo(200);
    assertThat(client.post(token, BODY).status()).isEqualTo(401);
    assertThat(so.ran).hasSize(1);
    assertThat(so.events).extracting(SecurityEvent::kind).containsExactly("token-replayed");
  }

  @Test
  void aStolenTokenIsOfNoUseUnderAnotherCertificate() {
    try (RawClient thief = new RawClient(vertx, so.port, authority.root(), Optional.of(other))) {
      assertThat(thief.post(signed(good()), BODY).status()).isEqualTo(401);
    }
    assertThat(so.ran).isEmpty();
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
