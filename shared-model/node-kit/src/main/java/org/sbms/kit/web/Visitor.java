package org.sbms.kit.web;

import java.time.Instant;
import java.util.Optional;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.text.Language;

/**
 * Somebody who has logged in, as the request's session says.
 *
 * @param csrfToken what a form of this session must carry
 * @param expiresAt when the session ends even if it is used
 */
public record Visitor(
    Caller caller, String name, Optional<Language> language, String csrfToken, Instant expiresAt) {

  /** For the round picture: {@code AP} for Anna Petrova. */
  public String initials() {
    return java.util.Arrays.stream(name.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .limit(2)
        .map(word -> word.substring(0, 1))
        .collect(java.util.stream.Collectors.joining());
  }

  @Override
  public String toString() {
    return "Visitor[" + caller.actor().login() + "]";
  }
}
