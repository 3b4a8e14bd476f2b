package org.sbms.reconciliation.register;

/** Packs the fields of a row as {@link RowLayout} says and hands the row to its part. */
final class RowPacker {
  private static final long ACCEPTED = 0x4445545045434341L;
  private static final long REVERSED = 0x4445535245564552L;
  private static final long POSTED = 0x0000444554534F50L;
  private static final long SIX_BYTES = 0x0000FFFFFFFFFFFFL;

  /** Where each field of the row stands in the bytes that are packed next. */
  final int[] starts = new int[RegisterSide.FIELDS];

  final int[] ends = new int[RegisterSide.FIELDS];
  int currency;
  long amountMinor;

  private final RegisterSide side;
  private final Branches.Memory branches;
  private final Sink rows;
  private final byte[] row = new byte[RowLayout.MAX_BYTES + 2 * Bytes.PADDING];

  RowPacker(RegisterSide side, Branches branches, Sink rows) {
    this.side = side;
    this.branches = branches.new Memory();
    this.rows = rows;
  }

  /** Whether a text of printable ASCII is neither empty nor too long. */
  boolean hasLength(int field) {
    int length = ends[field] - starts[field];
    return length > 0 && length <= FieldRules.MAX_TEXT_CHARACTERS;
  }

  void pack(byte[] bytes) {
    int at = packId(bytes);
    int status = status(bytes);
    int origin = branch(bytes, RegisterSide.ORIGIN_BRANCH);
    int home = branch(bytes, RegisterSide.HOME_BRANCH);
    boolean wide = amountMinor >>> 32 != 0;
    row[at] = (byte) (wide ? status | RowLayout.WIDE_AMOUNT : status);
    Bytes.putShort(row, at + 1, origin);
    Bytes.putShort(row, at + 3, home);
    Bytes.putShort(row, at + 5, currency);
    Bytes.putLong(row, at + 7, amountMinor);
    at = packText(bytes, RegisterSide.ACCOUNT, at + (wide ? 15 : 11));
    if (status >= RowLayout.STATUS_OF_ORIGIN) {
      at = packText(bytes, RegisterSide.STATUS, at);
    }
    if (origin == Branches.NO_NUMBER) {
      at = packText(bytes, RegisterSide.ORIGIN_BRANCH, at);
    }
    if (home == Branches.NO_NUMBER) {
      at = packText(bytes, RegisterSide.HOME_BRANCH, at);
    }
    Bytes.putShort(row, 0, at);
    rows.add(row, at);
  }

  private int packId(byte[] bytes) {
    int start = starts[RegisterSide.TRANSACTION_ID];
    int length = ends[RegisterSide.TRANSACTION_ID] - start;
    if (length == Uuids.TEXT_BYTES && Uuids.pack(bytes, start, row, RowLayout.ID_AT)) {
      row[RowLayout.ID_KIND_AT] = RowLayout.UUID_ID;
      row[RowLayout.ID_LENGTH_AT] = Uuids.PACKED_BYTES - 1;
      return RowLayout.ID_AT + Uuids.PACKED_BYTES;
    }
    row[RowLayout.ID_KIND_AT] = RowLayout.TEXT_ID;
    return packText(bytes, RegisterSide.TRANSACTION_ID, RowLayout.ID_LENGTH_AT);
  }

  /** Eight bytes at a time: what is written too far is overwritten, or never looked at. */
  private int packText(byte[] bytes, int field, int at) {
    int start = starts[field];
    int length = ends[field] - start;
    row[at] = (byte) (length - 1);
    for (int copied = 0; copied < length; copied += 8) {
      Bytes.putLong(row, at + 1 + copied, Bytes.getLong(bytes, start + copied));
    }
    return at + 1 + length;
  }

  private int branch(byte[] bytes, int field) {
    return branches.numberOf(bytes, starts[field], ends[field]);
  }

  private int status(byte[] bytes) {
    int start = starts[RegisterSide.STATUS];
    int length = ends[RegisterSide.STATUS] - start;
    long eight = Bytes.getLong(bytes, start);
    if (length == 8 && eight == REVERSED) {
      return RowLayout.STATUS_REVERSED;
    }
    boolean done =
        side == RegisterSide.ORIGIN
            ? length == 8 && eight == ACCEPTED
            : length == 6 && (eight & SIX_BYTES) == POSTED;
    if (done) {
      return RowLayout.STATUS_DONE;
    }
    return side == RegisterSide.ORIGIN ? RowLayout.STATUS_OF_ORIGIN : RowLayout.STATUS_OF_HOME;
  }

  /** Takes packed rows, which it must copy. */
  interface Sink {
    void add(byte[] row, int length);
  }
}
