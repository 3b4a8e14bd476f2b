package org.sbms.reconciliation.register;

import java.util.ArrayList;
import java.util.List;

/**
 * Which column of a file holds which field of {@link RegisterSide}.
 *
 * @param columns how many there are, those that are passed over counted too
 * @param positions of each field, from 0
 */
record RegisterHeader(RegisterSide side, int columns, int[] positions) {
  private static final int LOOKED_AT_BYTES = 8192;

  /**
   * How the header says to read the rows.
   *
   * @param end where they start
   * @param lines how many lines come before them
   */
  record Found(RegisterHeader header, int end, long lines) {}

  /** Reads it from the first chunk of a file. */
  static Found read(RegisterSide side, byte[] bytes, int limit, boolean inputEnded)
      throws BadRowException {
    if (looksBinary(bytes, limit)) {
      throw new BadRowException(1, "", "the file is not text in UTF-8");
    }
    int start = afterEmptyLines(bytes, afterByteOrderMark(bytes, limit), limit);
    if (start == limit) {
      throw new BadRowException(1, "", "the file is empty");
    }
    CsvRecords records = new CsvRecords();
    int end = records.read(bytes, start, limit, inputEnded);
    int[] positions = positionsOf(namesIn(records), side);
    long lines = records.newLines();
    for (int at = 0; at < start; at++) {
      lines += bytes[at] == '\n' ? 1 : 0;
    }
    return new Found(new RegisterHeader(side, records.columns(), positions), end, lines);
  }

  int position(int field) {
    return positions[field];
  }

  /** Whether the file starts with bytes that no text has. */
  private static boolean looksBinary(byte[] bytes, int limit) {
    for (int i = 0; i < Math.min(limit, LOOKED_AT_BYTES); i++) {
      byte b = bytes[i];
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        return true;
      }
    }
    return false;
  }

  private static int afterByteOrderMark(byte[] bytes, int limit) {
    boolean marked =
        limit >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static int afterEmptyLines(byte[] bytes, int start, int limit) {
    int at = start;
    while (at < limit
        && (bytes[at] == '\n' || (bytes[at] == '\r' && at + 1 < limit && bytes[at + 1] == '\n'))) {
      at++;
    }
    return at;
  }

  private static List<String> namesIn(CsvRecords records) throws BadRowException {
    List<String> names = new ArrayList<>();
    for (int column = 0; column < records.columns(); column++) {
      int start = records.start(column);
      int end = records.end(column);
      try {
        FieldRules.requireText(records.bytes(), start, end);
      } catch (BadFieldException wrong) {
        throw records.bad(column + 1, "the header's name " + wrong.reason());
      }
      names.add(FieldRules.text(records.bytes(), start, end).strip());
    }
    return names;
  }

  private static int[] positionsOf(List<String> names, RegisterSide side) throws BadRowException {
    int[] found = new int[side.columns().size()];
    for (int field = 0; field < found.length; field++) {
      String wanted = side.columns().get(field);
      int first = names.indexOf(wanted);
      int last = names.lastIndexOf(wanted);
      if (first < 0) {
        throw new BadRowException(names.size() + 1, wanted, "the header has no such column");
      }
      if (last != first) {
        throw new BadRowException(last + 1, wanted, "the header names it twice");
      }
      found[field] = first;
    }
    return found;
  }
}
