package org.sbms.kit.access;

import java.time.Instant;
import java.util.Set;

/** A session as caches hold it: enough to serve a request without asking the database. */
public record Session(
    String login,
    String name,
    String role,
    Set<String> permissions,
    String language,
    String csrfToken,
    Instant expiresAt) {

  @Override
  public String toString() {
    return "Session[" + login + "]";
  }
}
