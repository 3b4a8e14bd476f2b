package org.sbms.bankfiles.camt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception where a file is larger than it may be. */
final class BoundedInput extends FilterInputStream {
  private final long max;
  private long count;

  /** The file goes on beyond its bound. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long max) {
      super("is larger than %d bytes".formatted(max));
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  BoundedInput(InputStream in, long max) {
    super(in);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    counted(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    counted(Math.max(0, read));
    return read;
  }

  private void counted(int read) throws IOException {
    count += read;
    if (count > max) {
      throw new TooLargeException(max);
    }
  }
}
