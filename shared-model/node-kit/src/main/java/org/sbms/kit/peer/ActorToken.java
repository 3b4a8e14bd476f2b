package org.sbms.kit.peer;

import java.time.Duration;

/**
 * The short-lived token that carries the acting user to another node: a JWS by ES256, signed with
 * the key of the origin's certificate and bound to that certificate and to one request body.
 */
final class ActorToken {
  static final String TYPE = "sbms-act+jwt";
  static final String ROLE = "role";
  static final String CONFIRMATION = "cnf";
  static final String THUMBPRINT = "x5t#S256";
  static final String BODY_HASH = "bh";

  /**
   * When it was written, in milliseconds: {@code iat} has whole seconds. Absent in older nodes'.
   */
  static final String WRITTEN_MS = "iatMs";

  static final Duration LIFETIME = Duration.ofSeconds(20);

  /**
   * How far the clocks of two nodes may be apart. Wide, since a clock that steps by an hour must
   * not stop payments, and a token is of no use to anybody without the key of its certificate.
   */
  static final Duration CLOCKS_APART = Duration.ofHours(2);

  /** How long a token that was used is remembered here, by this node's own clock. */
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  private ActorToken() {}
}
