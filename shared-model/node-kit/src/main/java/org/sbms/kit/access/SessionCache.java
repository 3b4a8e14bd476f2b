package org.sbms.kit.access;

import java.time.Duration;
import java.util.Optional;

/**
 * Remembers sessions for a short while; the database is the truth. A session that has ended is
 * remembered as such, so that a reader that was slower than the logout cannot bring it back.
 */
public interface SessionCache {
  /** A change of rights takes at most so long to reach a session. */
  Duration KEEP = Duration.ofSeconds(30);

  /** What is remembered of a token. */
  sealed interface Memory {
    record Alive(Session session) implements Memory {}

    record Ended() implements Memory {}
  }

  Optional<Memory> find(String tokenHash);

  /** Unless something is remembered already. */
  void remember(String tokenHash, Session session);

  void end(String tokenHash);
}
