package org.sbms.deploy.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The least that a program in Java must do to match two registers: one thread, one table, columns
 * in one order, no quotes, nothing checked, ids and rows known by 64 bits of hash only.
 */
final class BareHashJoin {
  private static final int BLOCK = 1 << 18;
  private static final int MAX_ROW = 1 << 12;
  private static final int TIME_COLUMN = 6;
  private static final int STATUS_COLUMN = 7;
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final int ONCE_AT_EACH = 0x0101;
  private static final int DIFFERS = 0x8000;
  private static final long DONE = 1;

  private final long[] ids;
  private final long[] rows;
  private final short[] seen;

  private BareHashJoin(long pairs) {
    int size = Math.toIntExact(Math.max(64, Long.highestOneBit(pairs) * 4));
    ids = new long[size];
    rows = new long[size];
    seen = new short[size];
  }

  /** Arguments: origin's file, home's file, about how many pairs. */
  public static void main(String[] arguments) throws IOException {
    BareHashJoin join = new BareHashJoin(Long.parseLong(arguments[2]));
    join.read(Path.of(arguments[0]), "ACCEPTED", 1);
    join.read(Path.of(arguments[1]), "POSTED", 0x100);
    System.out.println(join.result().json());
  }

  private JoinResult result() {
    long pairs = 0;
    long matched = 0;
    for (short each : seen) {
      pairs += each != 0 ? 1 : 0;
      matched += each == ONCE_AT_EACH ? 1 : 0;
    }
    return new JoinResult(pairs, matched);
  }

  private void read(Path file, String done, int count) throws IOException {
    long doneHash = hash(done.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = new byte[BLOCK + MAX_ROW];
    int left = 0;
    boolean header = true;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(bytes, 0, BLOCK); read > 0; read = in.read(bytes, left, BLOCK)) {
        int limit = left + read;
        int at = 0;
        for (int end = lineEnd(bytes, at, limit); end < limit; end = lineEnd(bytes, at, limit)) {
          if (!header) {
            row(bytes, at, end, doneHash, count);
          }
          header = false;
          at = end + 1;
        }
        left = limit - at;
        System.arraycopy(bytes, at, bytes, 0, left);
      }
    }
  }

  private void row(byte[] bytes, int start, int end, long done, int count) {
    long id = 0;
    long row = 0;
    long field = 0;
    int column = 0;
    for (int at = start; at <= end; at++) {
      if (at < end && bytes[at] != ',') {
        field = field * 31 + bytes[at];
        continue;
      }
      if (column == 0) {
        id = field * PRIME;
      } else if (column != TIME_COLUMN) {
        row = (row ^ (column == STATUS_COLUMN && field == done ? DONE : field)) * PRIME;
      }
      field = 0;
      column++;
    }
    add(id == 0 ? 1 : id, row, count);
  }

  private void add(long id, long row, int count) {
    int mask = ids.length - 1;
    int slot = (int) (id >>> 32) & mask;
    while (ids[slot] != 0 && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    if (ids[slot] == 0) {
      ids[slot] = id;
      rows[slot] = row;
    } else if (rows[slot] != row) {
      seen[slot] |= (short) DIFFERS;
    }
    seen[slot] += (short) count;
  }

  private static int lineEnd(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static long hash(byte[] text) {
    long hash = 0;
    for (byte b : text) {
      hash = hash * 31 + b;
    }
    return hash;
  }
}
