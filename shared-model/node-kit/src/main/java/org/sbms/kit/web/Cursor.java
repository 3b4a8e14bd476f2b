package org.sbms.kit.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The place after the last item of a page, opaque to clients. */
public final class Cursor {
  private static final int MAX_LENGTH = 500;
  private static final String SEPARATOR = "\n";

  private Cursor() {}

  public static String of(String... parts) {
    byte[] text = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /**
   * The parts again; empty when the text is no cursor with so many parts, or holds what no text
   * has.
   */
  public static Optional<List<String>> read(String cursor, int parts) {
    if (cursor.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> read = List.of(text.split(SEPARATOR, -1));
      boolean isText = text.chars().noneMatch(c -> c == 0 || c == '\ufffd');
      return isText && read.size() == parts ? Optional.of(read) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
