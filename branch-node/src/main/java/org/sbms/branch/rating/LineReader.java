package org.sbms.branch.rating;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lines of a file from a place on, with the place after each. */
final class LineReader implements Closeable {
  /** Longer ones are cut, so that a file without line breaks fits into memory. */
  static final int MAX_LINE = 16 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[256 * 1024];
  private int next;
  private int end;
  private long offset;
  private byte[] line = new byte[1024];

  private LineReader(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  static LineReader open(Path file, long from) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(from);
    return new LineReader(Channels.newInputStream(channel), from);
  }

  /** The byte after the line that was read last and its line break. */
  long offset() {
    return offset;
  }

  /** The next line without its break; empty at the end of the file. */
  Optional<String> read() throws IOException {
    int length = 0;
    boolean any = false;
    while (true) {
      if (next == end && !fill()) {
        return any ? Optional.of(text(length)) : Optional.empty();
      }
      any = true;
      byte b = buffer[next++];
      offset++;
      if (b == '\n') {
        return Optional.of(text(length));
      }
      if (length < MAX_LINE) {
        if (length == line.length) {
          line = java.util.Arrays.copyOf(line, Math.min(MAX_LINE, length * 2));
        }
        line[length++] = b;
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private String text(int length) {
    int to = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    int from = startsWithMark(to) && offset <= MAX_LINE && offset - length <= 2 ? 3 : 0;
    return new String(line, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean startsWithMark(int length) {
    return length >= 3
        && line[0] == BYTE_ORDER_MARK[0]
        && line[1] == BYTE_ORDER_MARK[1]
        && line[2] == BYTE_ORDER_MARK[2];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
