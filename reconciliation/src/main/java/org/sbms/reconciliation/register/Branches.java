package org.sbms.reconciliation.register;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers for the texts that stand in very many rows: the branches. Once given, a number stays; one
 * that cannot be given any more never will be, so a text is always packed in the same way.
 */
final class Branches {
  /** Packed in place of a number when the text itself follows. */
  static final int NO_NUMBER = 0xFFFF;

  private final int most;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  Branches() {
    this(NO_NUMBER);
  }

  /** With room for that many. */
  Branches(int most) {
    this.most = most;
  }

  synchronized int numberOf(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() >= most) {
      return NO_NUMBER;
    }
    numbers.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  synchronized Optional<String> text(int number) {
    return number == NO_NUMBER ? Optional.empty() : Optional.of(texts.get(number));
  }

  /** What one thread remembers of short texts, so that it need not ask. */
  final class Memory {
    private static final int SLOTS = 1024;

    private final long[] keys = new long[SLOTS];
    private final int[] values = new int[SLOTS];

    int numberOf(byte[] bytes, int start, int end) {
      int length = end - start;
      if (length > Long.BYTES) {
        return Branches.this.numberOf(text(bytes, start, end));
      }
      long key = Bytes.getLong(bytes, start) & (-1L >>> (64 - 8 * length));
      int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 54);
      if (keys[slot] != key) {
        values[slot] = Branches.this.numberOf(text(bytes, start, end));
        keys[slot] = key;
      }
      return values[slot];
    }

    private static String text(byte[] bytes, int start, int end) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
  }
}
