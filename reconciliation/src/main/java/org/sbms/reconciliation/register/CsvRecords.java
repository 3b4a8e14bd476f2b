package org.sbms.reconciliation.register;

/**
 * Splits bytes into the records and fields of RFC 4180, exactly and without making an object for
 * any of them: a record is a set of ranges in {@link #bytes}, good until the next. Lines may end in
 * LF as well as CRLF.
 */
final class CsvRecords {
  static final int MAX_RECORD_BYTES = 1 << 20;
  static final int MAX_COLUMNS = 256;

  private static final int UNFINISHED = -1;

  private byte[] bytes = {};
  private int limit;
  private boolean inputEnded;
  private int record;
  private final int[] starts = new int[MAX_COLUMNS];
  private final int[] ends = new int[MAX_COLUMNS];
  private final boolean[] escaped = new boolean[MAX_COLUMNS];
  private int columns;
  private boolean lineEnded;
  private int newLines;

  /**
   * Reads the record that starts there.
   *
   * @param limit where the bytes end
   * @param inputEnded whether the file ends there too
   * @return where the next record starts
   */
  int read(byte[] bytes, int start, int limit, boolean inputEnded) throws BadRowException {
    this.bytes = bytes;
    this.record = start;
    this.limit = limit;
    this.inputEnded = inputEnded;
    int end = scan();
    if (end == UNFINISHED || end - start > MAX_RECORD_BYTES) {
      throw bad(1, "the row is longer than " + MAX_RECORD_BYTES + " bytes");
    }
    countLines(start, end);
    unescape();
    return end;
  }

  byte[] bytes() {
    return bytes;
  }

  int columns() {
    return columns;
  }

  int start(int column) {
    return starts[column];
  }

  int end(int column) {
    return ends[column];
  }

  /** Whether the present record ended with a line end, rather than with the file. */
  boolean lineEnded() {
    return lineEnded;
  }

  /** How many line ends there are in the present record, its own counted too. */
  int newLines() {
    return newLines;
  }

  BadRowException bad(int column, String reason) {
    return new BadRowException(column, "", reason);
  }

  /** Finds the fields of the record; gives where the next one starts. */
  private int scan() throws BadRowException {
    columns = 0;
    int at = record;
    while (true) {
      if (columns == MAX_COLUMNS) {
        throw bad(columns, "the row has more than " + MAX_COLUMNS + " columns");
      }
      int end = at < limit && bytes[at] == '"' ? scanQuoted(at) : scanPlain(at);
      if (end == UNFINISHED) {
        return UNFINISHED;
      }
      columns++;
      if (end == limit) {
        lineEnded = false;
        return end;
      }
      if (bytes[end] != ',') {
        lineEnded = true;
        return end + (bytes[end] == '\r' ? 2 : 1);
      }
      at = end + 1;
    }
  }

  /** Gives where the field's terminator stands: a comma, a line end, or the end of the file. */
  private int scanPlain(int start) throws BadRowException {
    int at = start;
    while (at < limit) {
      byte b = bytes[at];
      if (b == ',' || b == '\n') {
        boolean crlf = b == '\n' && at > start && bytes[at - 1] == '\r';
        int end = crlf ? at - 1 : at;
        return field(start, end, false, end);
      }
      if (b == '"') {
        throw bad(columns + 1, "a quote stands inside a field that is not quoted");
      }
      at++;
    }
    return inputEnded ? field(start, at, false, at) : UNFINISHED;
  }

  private int scanQuoted(int quote) throws BadRowException {
    boolean hasQuotes = false;
    for (int at = quote + 1; at < limit; at++) {
      if (bytes[at] != '"') {
        continue;
      }
      if (at + 1 < limit && bytes[at + 1] == '"') {
        hasQuotes = true;
        at++;
        continue;
      }
      int end = terminator(at + 1);
      return end == UNFINISHED ? UNFINISHED : field(quote + 1, at, hasQuotes, end);
    }
    if (inputEnded) {
      throw bad(columns + 1, "the row is cut: a quoted field has no closing quote");
    }
    return UNFINISHED;
  }

  private int terminator(int at) throws BadRowException {
    if (at == limit || (bytes[at] == '\r' && at + 1 == limit)) {
      return inputEnded ? limit : UNFINISHED;
    }
    if (bytes[at] == ',' || bytes[at] == '\n') {
      return at;
    }
    if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
      return at;
    }
    throw bad(columns + 1, "text follows a closing quote");
  }

  private void countLines(int start, int end) {
    newLines = 0;
    for (int at = start; at < end; at++) {
      newLines += bytes[at] == '\n' ? 1 : 0;
    }
  }

  private int field(int start, int end, boolean hasQuotes, int terminator) {
    starts[columns] = start;
    ends[columns] = end;
    escaped[columns] = hasQuotes;
    return terminator;
  }

  /**
   * Doubled quotes become one, in place, and only once the whole record is known: lines can no
   * longer be counted in it then.
   */
  private void unescape() {
    for (int column = 0; column < columns; column++) {
      if (!escaped[column]) {
        continue;
      }
      int to = starts[column];
      for (int from = starts[column]; from < ends[column]; from++) {
        bytes[to++] = bytes[from];
        from += bytes[from] == '"' ? 1 : 0;
      }
      ends[column] = to;
    }
  }
}
