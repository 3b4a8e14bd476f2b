package org.sbms.reconciliation.register;

import java.nio.file.Path;
import java.util.Arrays;

/** Some whole records of one file, in a buffer that one thread fills again and again. */
final class Chunk {
  static final int READ_BYTES = 256 * 1024;

  byte[] bytes = new byte[2 * READ_BYTES];
  RegisterFile file = new RegisterFile(Path.of(""), 0);
  RegisterHeader header = new RegisterHeader(RegisterSide.ORIGIN, 0, new int[0]);

  /** Counts the chunks of the file, from 0. */
  int ordinal;

  int start;
  int limit;

  /** The lines in the bytes before {@link #start}. */
  long skippedLines;

  /** Whether the file ends with this chunk. */
  boolean last;

  /** Room for that many bytes, and some more that may be read but mean nothing. */
  void ensure(int size) {
    if (bytes.length < size + Bytes.PADDING) {
      bytes = Arrays.copyOf(bytes, Math.max(size + Bytes.PADDING, 2 * bytes.length));
    }
  }

  /** Ends the chunk there; what may be read beyond it is no part of any row. */
  void end(int end) {
    limit = end;
    Arrays.fill(bytes, end, end + Bytes.PADDING, (byte) 0);
  }
}
