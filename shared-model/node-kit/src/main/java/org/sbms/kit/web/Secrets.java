package org.sbms.kit.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

final class Secrets {
  private Secrets() {}

  /** Takes as long wherever the two differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
