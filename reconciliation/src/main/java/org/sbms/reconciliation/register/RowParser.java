package org.sbms.reconciliation.register;

import java.util.List;

/**
 * Reads the rows of a chunk, each checked in full, and packs them. Nearly all rows are plain:
 * printable ASCII without quotes and right in every field. Those are read eight bytes at a time; at
 * the first doubt {@link CsvRecords} and {@link FieldRules} read the row again, byte by byte, and
 * say exactly what is wrong, if anything is.
 */
final class RowParser {
  private static final List<String> WHOLE_STATUSES = List.of("ACCEPTED", "POSTED", "REVERSED");
  private static final int DOUBT = -1;

  private final CsvRecords records = new CsvRecords();
  private final TimeMemory times = new TimeMemory();
  private final RowPacker packer;
  private final int[] bounds = new int[CsvRecords.MAX_COLUMNS + 2];
  private long lines;

  RowParser(RowPacker packer) {
    this.packer = packer;
  }

  /**
   * Hands every row of the chunk to the packer.
   *
   * @return how many lines the chunk has
   */
  long parse(Chunk chunk) throws BadRowException {
    lines = chunk.skippedLines;
    int at = chunk.start;
    while (at < chunk.limit) {
      int next = parsePlain(chunk, at);
      at = next == DOUBT ? parseClosely(chunk, at) : next;
    }
    return lines;
  }

  /** The lines before the row that was refused. */
  long lines() {
    return lines;
  }

  private int parsePlain(Chunk chunk, int start) {
    int end = findFields(chunk.bytes, start, chunk.header.columns());
    if (end == DOUBT) {
      return DOUBT;
    }
    byte[] bytes = chunk.bytes;
    int next = end + 1;
    if (bytes[end] == '\r') {
      next++;
      if (bytes[end + 1] != '\n') {
        return DOUBT;
      }
    } else if (bytes[end] != '\n') {
      return DOUBT;
    }
    if (next - start > CsvRecords.MAX_RECORD_BYTES || !takeFields(bytes, chunk.header)) {
      return DOUBT;
    }
    packer.pack(bytes);
    lines++;
    return next;
  }

  /**
   * Finds the commas of a row, and where it stops being plain, which is its line end when all is
   * well. Field {@code i} stands between the bounds {@code i} and {@code i + 1}.
   */
  private int findFields(byte[] bytes, int start, int columns) {
    long commaPattern = Bytes.eight(',');
    long quotePattern = Bytes.eight('"');
    int[] found = bounds;
    int commas = 0;
    found[0] = start - 1;
    for (int at = start; ; at += 8) {
      long eight = Bytes.getLong(bytes, at);
      long stop = Bytes.unusual(eight) | Bytes.equalAscii(eight, quotePattern);
      long here = Bytes.equalAscii(eight, commaPattern) & (Long.lowestOneBit(stop) - 1);
      while (here != 0) {
        if (++commas >= columns) {
          return DOUBT;
        }
        found[commas] = at + (Long.numberOfTrailingZeros(here) >>> 3);
        here &= here - 1;
      }
      if (stop != 0) {
        int end = at + (Long.numberOfTrailingZeros(stop) >>> 3);
        found[commas + 1] = end;
        return commas == columns - 1 ? end : DOUBT;
      }
    }
  }

  private boolean takeFields(byte[] bytes, RegisterHeader header) {
    RowPacker row = packer;
    for (int field = 0; field < RegisterSide.FIELDS; field++) {
      int position = header.position(field);
      row.starts[field] = bounds[position] + 1;
      row.ends[field] = bounds[position + 1];
    }
    row.currency =
        CurrencyPlaces.number(
            bytes, row.starts[RegisterSide.CURRENCY], row.ends[RegisterSide.CURRENCY]);
    if (row.currency < 0) {
      return false;
    }
    row.amountMinor =
        FieldRules.shortAmountMinor(
            bytes,
            row.starts[RegisterSide.AMOUNT],
            row.ends[RegisterSide.AMOUNT],
            CurrencyPlaces.places(row.currency));
    return row.amountMinor >= 0
        && row.hasLength(RegisterSide.TRANSACTION_ID)
        && row.hasLength(RegisterSide.ORIGIN_BRANCH)
        && row.hasLength(RegisterSide.HOME_BRANCH)
        && row.hasLength(RegisterSide.ACCOUNT)
        && row.hasLength(RegisterSide.STATUS)
        && times.isTime(bytes, row.starts[RegisterSide.TIME], row.ends[RegisterSide.TIME]);
  }

  private int parseClosely(Chunk chunk, int start) throws BadRowException {
    byte[] bytes = chunk.bytes;
    int empty = emptyLine(chunk, start);
    if (empty > 0) {
      lines++;
      return start + empty;
    }
    int next = records.read(bytes, start, chunk.limit, chunk.last);
    check(chunk.header);
    packer.pack(bytes);
    lines += records.newLines();
    return next;
  }

  private static int emptyLine(Chunk chunk, int start) {
    if (chunk.bytes[start] == '\n') {
      return 1;
    }
    boolean crlf = chunk.bytes[start] == '\r' && chunk.bytes[start + 1] == '\n';
    return crlf ? 2 : 0;
  }

  private void check(RegisterHeader header) throws BadRowException {
    if (records.columns() != header.columns()) {
      throw wrongLength(header);
    }
    byte[] bytes = records.bytes();
    int[] starts = packer.starts;
    int[] ends = packer.ends;
    for (int field = 0; field < RegisterSide.FIELDS; field++) {
      starts[field] = records.start(header.position(field));
      ends[field] = records.end(header.position(field));
    }
    int field = 0;
    try {
      for (field = RegisterSide.TRANSACTION_ID; field <= RegisterSide.ACCOUNT; field++) {
        FieldRules.requireText(bytes, starts[field], ends[field]);
      }
      field = RegisterSide.CURRENCY;
      packer.currency = CurrencyPlaces.require(bytes, starts[field], ends[field]);
      int places = CurrencyPlaces.places(packer.currency);
      field = RegisterSide.AMOUNT;
      packer.amountMinor = FieldRules.amountMinor(bytes, starts[field], ends[field], places);
      field = RegisterSide.TIME;
      FieldRules.requireTime(bytes, starts[field], ends[field]);
      field = RegisterSide.STATUS;
      FieldRules.requireText(bytes, starts[field], ends[field]);
      requireWholeStatus(header);
    } catch (BadFieldException wrong) {
      throw new BadRowException(
          header.position(field) + 1, header.side().columns().get(field), wrong.reason());
    }
  }

  private BadRowException wrongLength(RegisterHeader header) {
    int given = records.columns();
    int wanted = header.columns();
    String reason =
        given < wanted
            ? "the row is cut: it has %d of %d columns".formatted(given, wanted)
            : "the row has %d columns, the header %d".formatted(given, wanted);
    return records.bad(Math.min(given, wanted) + 1, reason);
  }

  /** The last line of a file that was cut in the middle of its last word. */
  private void requireWholeStatus(RegisterHeader header) throws BadFieldException {
    boolean endsWithFile =
        !records.lineEnded() && header.position(RegisterSide.STATUS) == header.columns() - 1;
    if (!endsWithFile) {
      return;
    }
    String status =
        FieldRules.text(
            records.bytes(), packer.starts[RegisterSide.STATUS], packer.ends[RegisterSide.STATUS]);
    for (String whole : WHOLE_STATUSES) {
      if (whole.startsWith(status) && !whole.equals(status)) {
        throw new BadFieldException("the row is cut: the file ends after '" + status + "'");
      }
    }
  }
}
