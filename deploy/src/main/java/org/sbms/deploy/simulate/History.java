package org.sbms.deploy.simulate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;

/**
 * All that happened under one seed, as a hash; the last lines in full for whoever looks into it.
 */
final class History {
  private static final int KEPT_LINES = 60;

  private final MessageDigest digest;
  private final ArrayDeque<String> last = new ArrayDeque<>();

  History() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  void note(long atMs, String what) {
    String line = atMs + " " + what;
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    if (last.size() == KEPT_LINES) {
      last.removeFirst();
    }
    last.addLast(line);
  }

  List<String> lastLines() {
    return List.copyOf(last);
  }

  /** Ends the history. */
  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
