package org.sbms.kit.db;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text form of PostgreSQL's COPY, as the bytes that go over the wire: fields by tabs,
 * rows by line feeds, null as {@code \N}. A million rows pass through here, so numbers, days and
 * ids are written without a text between.
 */
public final class CopyRows {
  private static final byte[] NULL = {'\\', 'N'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 20;
  private static final int UUID_LENGTH = 36;
  private static final int DAY_LENGTH = 10;

  private byte[] bytes;
  private int size;
  private boolean isFirst = true;

  /**
   * @param expected how many bytes there may be; it grows
   */
  public CopyRows(int expected) {
    this.bytes = new byte[Math.max(expected, 64)];
  }

  public CopyRows add(long number) {
    field(LONGEST_NUMBER);
    if (number == Long.MIN_VALUE) {
      return raw(Long.toString(number));
    }
    long left = Math.abs(number);
    if (number < 0) {
      bytes[size++] = '-';
    }
    int digits = 1;
    for (long rest = left; rest >= 10; rest /= 10) {
      digits++;
    }
    digits(left, digits);
    return this;
  }

  public CopyRows add(boolean flag) {
    field(1);
    bytes[size++] = (byte) (flag ? 't' : 'f');
    return this;
  }

  public CopyRows add(UUID id) {
    field(UUID_LENGTH);
    hex(id.getMostSignificantBits(), 60, 32);
    bytes[size++] = '-';
    hex(id.getMostSignificantBits(), 28, 16);
    bytes[size++] = '-';
    hex(id.getMostSignificantBits(), 12, 0);
    bytes[size++] = '-';
    hex(id.getLeastSignificantBits(), 60, 48);
    bytes[size++] = '-';
    hex(id.getLeastSignificantBits(), 44, 0);
    return this;
  }

  /** Of the years 1 to 9999. */
  public CopyRows add(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new IllegalArgumentException("out of range: " + day);
    }
    field(DAY_LENGTH);
    digits(day.getYear(), 4);
    bytes[size++] = '-';
    digits(day.getMonthValue(), 2);
    bytes[size++] = '-';
    digits(day.getDayOfMonth(), 2);
    return this;
  }

  public CopyRows add(Instant moment) {
    return add(moment.toString());
  }

  public CopyRows add(@Nullable String text) {
    if (text == null) {
      return addNull();
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    field(utf8.length * 2);
    for (byte each : utf8) {
      byte escape =
          switch (each) {
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\\' -> '\\';
            default -> 0;
          };
      if (escape != 0) {
        bytes[size++] = '\\';
      }
      bytes[size++] = escape == 0 ? each : escape;
    }
    return this;
  }

  public CopyRows addNull() {
    field(NULL.length);
    System.arraycopy(NULL, 0, bytes, size, NULL.length);
    size += NULL.length;
    return this;
  }

  public void endRow() {
    reserve(1);
    bytes[size++] = '\n';
    isFirst = true;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private CopyRows raw(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  private void digits(long number, int count) {
    long rest = number;
    for (int i = count - 1; i >= 0; i--) {
      bytes[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += count;
  }

  private void hex(long bits, int fromShift, int toShift) {
    for (int shift = fromShift; shift >= toShift; shift -= 4) {
      bytes[size++] = HEX[(int) (bits >>> shift) & 15];
    }
  }

  private void field(int length) {
    reserve(length + 1);
    if (!isFirst) {
      bytes[size++] = '\t';
    }
    isFirst = false;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
