package org.sbms.kit.web;

import java.util.Optional;
import org.sbms.kit.text.Language;

/** Knows visitors by the token that their cookie or bearer header carries. */
public interface Authenticator {
  /** Empty when there is no such session any more. */
  Optional<Visitor> visitor(String token);

  /** Remembers the language that a visitor chose. */
  void prefers(Visitor visitor, Language language);

  /** Notes that a visitor was refused something at the door, before any operation ran. */
  void denied(Visitor visitor, String what, String remoteAddress);
}
