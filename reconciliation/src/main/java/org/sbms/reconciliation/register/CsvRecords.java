package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes into the records and fields of RFC 4180, without making an object for
 * any of them: a record is a set of ranges in {@link #bytes}, good until the next {@link #next}.
 * Lines may end in LF as well as CRLF; lines with nothing on them are passed over.
 */
final class CsvRecords implements Closeable {
  static final int MAX_RECORD_BYTES = 1 << 20;
  static final int MAX_COLUMNS = 256;

  private static final int UNFINISHED = -1;

  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[MAX_RECORD_BYTES];
  private final int[] starts = new int[MAX_COLUMNS];
  private final int[] ends = new int[MAX_COLUMNS];
  private final boolean[] escaped = new boolean[MAX_COLUMNS];
  private int columns;
  private int newLines;
  private int position;
  private int limit;
  private boolean inputEnded;
  private boolean lineEnded;
  private long line;
  private long nextLine = 1;

  CsvRecords(InputStream in, String file) throws IOException {
    this.in = in;
    this.file = file;
    refill();
    skipByteOrderMark();
  }

  /** Moves to the next record; false at the end of the file. */
  boolean next() throws IOException, BadRegisterException {
    if (!findRecord()) {
      return false;
    }
    line = nextLine;
    int end = scan();
    while (end == UNFINISHED) {
      if (position == 0 && limit == buffer.length) {
        throw bad(1, "the row is longer than " + MAX_RECORD_BYTES + " bytes");
      }
      refill();
      end = scan();
    }
    nextLine += newLines;
    position = end;
    unescape();
    return true;
  }

  byte[] bytes() {
    return buffer;
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

  /** The line on which the present record starts, from 1. */
  long line() {
    return line;
  }

  /** Whether the present record ended with a line end, rather than with the file. */
  boolean lineEnded() {
    return lineEnded;
  }

  /** Whether the start of the file holds bytes that no text has. */
  boolean looksBinary() {
    for (int i = 0; i < Math.min(limit, 8192); i++) {
      byte b = buffer[i];
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean findRecord() throws IOException {
    while (true) {
      while (position < limit && (buffer[position] == '\n' || isEmptyCrlfLine())) {
        nextLine += buffer[position] == '\n' ? 1 : 0;
        position++;
      }
      if (position < limit && (buffer[position] != '\r' || position + 1 < limit || inputEnded)) {
        return true;
      }
      if (inputEnded) {
        return false;
      }
      refill();
    }
  }

  private boolean isEmptyCrlfLine() {
    return buffer[position] == '\r' && position + 1 < limit && buffer[position + 1] == '\n';
  }

  /** Finds the fields of the record at {@link #position}; gives where the next record starts. */
  private int scan() throws BadRegisterException {
    columns = 0;
    newLines = 0;
    int at = position;
    while (true) {
      if (columns == MAX_COLUMNS) {
        throw bad(columns, "the row has more than " + MAX_COLUMNS + " columns");
      }
      int end = at < limit && buffer[at] == '"' ? scanQuoted(at) : scanPlain(at);
      if (end == UNFINISHED) {
        return UNFINISHED;
      }
      columns++;
      if (end == limit) {
        lineEnded = false;
        return end;
      }
      if (buffer[end] != ',') {
        lineEnded = true;
        newLines++;
        return end + (buffer[end] == '\r' ? 2 : 1);
      }
      at = end + 1;
    }
  }

  /** Gives where the field's terminator stands: a comma, a line end, or the end of the file. */
  private int scanPlain(int start) throws BadRegisterException {
    int at = start;
    while (at < limit) {
      byte b = buffer[at];
      if (b == ',' || b == '\n') {
        boolean crlf = b == '\n' && at > start && buffer[at - 1] == '\r';
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

  private int scanQuoted(int quote) throws BadRegisterException {
    boolean hasQuotes = false;
    for (int at = quote + 1; at < limit; at++) {
      if (buffer[at] != '"') {
        newLines += buffer[at] == '\n' ? 1 : 0;
        continue;
      }
      if (at + 1 < limit && buffer[at + 1] == '"') {
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

  private int terminator(int at) throws BadRegisterException {
    if (at == limit || (buffer[at] == '\r' && at + 1 == limit)) {
      return inputEnded ? limit : UNFINISHED;
    }
    if (buffer[at] == ',' || buffer[at] == '\n') {
      return at;
    }
    if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
      return at;
    }
    throw bad(columns + 1, "text follows a closing quote");
  }

  private int field(int start, int end, boolean hasQuotes, int terminator) {
    starts[columns] = start;
    ends[columns] = end;
    escaped[columns] = hasQuotes;
    return terminator;
  }

  /** Doubled quotes become one, in place; only once the whole record is known. */
  private void unescape() {
    for (int column = 0; column < columns; column++) {
      if (!escaped[column]) {
        continue;
      }
      int to = starts[column];
      for (int from = starts[column]; from < ends[column]; from++) {
        buffer[to++] = buffer[from];
        from += buffer[from] == '"' ? 1 : 0;
      }
      ends[column] = to;
    }
  }

  private void refill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int read = in.readNBytes(buffer, limit, buffer.length - limit);
    limit += read;
    inputEnded = limit < buffer.length;
  }

  private void skipByteOrderMark() {
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    if (limit >= mark.length && Arrays.equals(buffer, 0, mark.length, mark, 0, mark.length)) {
      position = mark.length;
    }
  }

  private BadRegisterException bad(int column, String reason) {
    return BadRegisterException.at(file, line, column, "", reason);
  }
}
