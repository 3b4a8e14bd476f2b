package org.sbms.kit.peer;

import java.time.Instant;

/** Where attempts that were refused for reasons of trust go: the audit log. It may wait for it. */
public interface SecurityEvents {

  /**
   * Something that was refused.
   *
   * @param kind stable, kebab-case: {@code handshake-refused}, {@code token-replayed}
   * @param peer the node that the certificate named, or empty
   * @param address where the connection came from
   * @param detail precise, for those who investigate; never holds the token itself
   */
  record SecurityEvent(Instant at, String kind, String peer, String address, String detail) {}

  void refused(SecurityEvent event);
}
