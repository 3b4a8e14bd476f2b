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
  static final Duration LIFETIME = Duration.ofSeconds(20);

  /** How far the clocks of two nodes may be apart. */
  static final Duration LEEWAY = Duration.ofSeconds(10);

  private ActorToken() {}
}
