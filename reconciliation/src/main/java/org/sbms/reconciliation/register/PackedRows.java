package org.sbms.reconciliation.register;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of a register, one after another in one array: what matching compares and a report shows. A
 * row is named by its offset. Being plain bytes, a part can be put on disk and brought back.
 *
 * <p>Layout: hash of the id (4 bytes), minor units (8), currency (3), ends of the five texts
 * counted from the row's first text (2 each), the texts.
 */
final class PackedRows {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int AMOUNT_AT = 4;
  private static final int CURRENCY_AT = 12;
  private static final int ENDS_AT = 15;
  private static final int[] TEXTS = {
    RegisterSide.TRANSACTION_ID,
    RegisterSide.ORIGIN_BRANCH,
    RegisterSide.HOME_BRANCH,
    RegisterSide.ACCOUNT,
    RegisterSide.STATUS
  };
  private static final int HEAD_BYTES = ENDS_AT + 2 * TEXTS.length;

  static final int ID = 0;
  static final int ORIGIN_BRANCH = 1;
  static final int HOME_BRANCH = 2;
  static final int ACCOUNT = 3;
  static final int STATUS = 4;

  private byte[] bytes = new byte[1024];
  private int end;
  private int count;

  void add(RegisterReader row, int hash) {
    int size = HEAD_BYTES;
    for (int field : TEXTS) {
      size += row.end(field) - row.start(field);
    }
    ensure(size);
    INT.set(bytes, end, hash);
    LONG.set(bytes, end + AMOUNT_AT, row.amountMinor());
    System.arraycopy(row.bytes(), row.start(RegisterSide.CURRENCY), bytes, end + CURRENCY_AT, 3);
    int to = end + HEAD_BYTES;
    for (int text = 0; text < TEXTS.length; text++) {
      int start = row.start(TEXTS[text]);
      int length = row.end(TEXTS[text]) - start;
      System.arraycopy(row.bytes(), start, bytes, to, length);
      to += length;
      SHORT.set(bytes, end + ENDS_AT + 2 * text, (short) (to - end - HEAD_BYTES));
    }
    end = to;
    count++;
  }

  int count() {
    return count;
  }

  /** The first row's offset is 0; after the last row comes {@link #end}. */
  int after(int row) {
    return textEnd(row, TEXTS.length - 1);
  }

  int end() {
    return end;
  }

  int hash(int row) {
    return (int) INT.get(bytes, row);
  }

  long amountMinor(int row) {
    return (long) LONG.get(bytes, row + AMOUNT_AT);
  }

  String currency(int row) {
    return FieldRules.text(bytes, row + CURRENCY_AT, row + CURRENCY_AT + 3);
  }

  String text(int row, int text) {
    return FieldRules.text(bytes, textStart(row, text), textEnd(row, text));
  }

  boolean sameText(int row, PackedRows other, int otherRow, int text) {
    return Arrays.equals(
        bytes,
        textStart(row, text),
        textEnd(row, text),
        other.bytes,
        other.textStart(otherRow, text),
        other.textEnd(otherRow, text));
  }

  boolean sameCurrency(int row, PackedRows other, int otherRow) {
    return bytes[row + CURRENCY_AT] == other.bytes[otherRow + CURRENCY_AT]
        && bytes[row + CURRENCY_AT + 1] == other.bytes[otherRow + CURRENCY_AT + 1]
        && bytes[row + CURRENCY_AT + 2] == other.bytes[otherRow + CURRENCY_AT + 2];
  }

  boolean textIs(int row, int text, byte[] word) {
    return Arrays.equals(bytes, textStart(row, text), textEnd(row, text), word, 0, word.length);
  }

  private int textStart(int row, int text) {
    return text == 0 ? row + HEAD_BYTES : textEnd(row, text - 1);
  }

  private int textEnd(int row, int text) {
    return row + HEAD_BYTES + (short) SHORT.get(bytes, row + ENDS_AT + 2 * text);
  }

  private void ensure(int size) {
    int needed = Math.addExact(end, size);
    if (needed > bytes.length) {
      long grown = Math.min(bytes.length * 3L / 2 + 1024, Integer.MAX_VALUE - 16L);
      bytes = Arrays.copyOf(bytes, (int) Math.max(grown, needed));
    }
  }
}
