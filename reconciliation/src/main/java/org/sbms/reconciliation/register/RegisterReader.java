package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one register file row by row, each checked in full. The row it stands on is seen through
 * {@link #start}, {@link #end} and {@link #amountMinor}; no object is made for a row.
 */
final class RegisterReader implements Closeable {
  private static final List<String> WHOLE_STATUSES = List.of("ACCEPTED", "POSTED", "REVERSED");

  private final String file;
  private final RegisterSide side;
  private final CsvRecords records;
  private final int[] positions;
  private final int headerColumns;
  private long amountMinor;

  private RegisterReader(String file, RegisterSide side, CsvRecords records)
      throws IOException, BadRegisterException {
    this.file = file;
    this.side = side;
    this.records = records;
    if (records.looksBinary()) {
      throw bad(1, 1, "", "the file is not text in UTF-8");
    }
    if (!records.next()) {
      throw bad(1, 1, "", "the file is empty");
    }
    this.headerColumns = records.columns();
    this.positions = positionsOf(headerNames());
  }

  static RegisterReader open(Path path, RegisterSide side)
      throws IOException, BadRegisterException {
    String file = path.toString();
    CsvRecords records = new CsvRecords(Files.newInputStream(path), file);
    try {
      return new RegisterReader(file, side, records);
    } catch (IOException | BadRegisterException | RuntimeException failure) {
      records.close();
      throw failure;
    }
  }

  /** Moves to the next row; false at the end. */
  boolean next() throws IOException, BadRegisterException {
    if (!records.next()) {
      return false;
    }
    if (records.columns() != headerColumns) {
      throw wrongLength();
    }
    int field = 0;
    try {
      for (field = RegisterSide.TRANSACTION_ID; field <= RegisterSide.ACCOUNT; field++) {
        FieldRules.requireText(bytes(), start(field), end(field));
      }
      field = RegisterSide.CURRENCY;
      int places = CurrencyPlaces.of(bytes(), start(field), end(field));
      field = RegisterSide.AMOUNT;
      amountMinor = FieldRules.amountMinor(bytes(), start(field), end(field), places);
      field = RegisterSide.TIME;
      FieldRules.requireTime(bytes(), start(field), end(field));
      field = RegisterSide.STATUS;
      FieldRules.requireText(bytes(), start(field), end(field));
      requireWholeStatus();
    } catch (BadFieldException wrong) {
      throw bad(records.line(), positions[field] + 1, side.columns().get(field), wrong.reason());
    }
    return true;
  }

  byte[] bytes() {
    return records.bytes();
  }

  /** Where a field of {@link RegisterSide} starts in {@link #bytes}. */
  int start(int field) {
    return records.start(positions[field]);
  }

  int end(int field) {
    return records.end(positions[field]);
  }

  long amountMinor() {
    return amountMinor;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private List<String> headerNames() throws BadRegisterException {
    List<String> names = new ArrayList<>();
    for (int column = 0; column < headerColumns; column++) {
      int start = records.start(column);
      int end = records.end(column);
      try {
        FieldRules.requireText(bytes(), start, end);
      } catch (BadFieldException wrong) {
        throw bad(1, column + 1, "", "the header's name " + wrong.reason());
      }
      names.add(FieldRules.text(bytes(), start, end).strip());
    }
    return names;
  }

  private int[] positionsOf(List<String> names) throws BadRegisterException {
    int[] found = new int[side.columns().size()];
    for (int field = 0; field < found.length; field++) {
      String wanted = side.columns().get(field);
      int first = names.indexOf(wanted);
      if (first < 0) {
        throw bad(1, names.size() + 1, wanted, "the header has no such column");
      }
      if (names.lastIndexOf(wanted) != first) {
        throw bad(1, names.lastIndexOf(wanted) + 1, wanted, "the header names it twice");
      }
      found[field] = first;
    }
    return found;
  }

  private BadRegisterException wrongLength() {
    int given = records.columns();
    String reason =
        given < headerColumns
            ? "the row is cut: it has %d of %d columns".formatted(given, headerColumns)
            : "the row has %d columns, the header %d".formatted(given, headerColumns);
    return bad(records.line(), Math.min(given, headerColumns) + 1, "", reason);
  }

  /** The last line of a file that was cut in the middle of its last word. */
  private void requireWholeStatus() throws BadFieldException {
    boolean endsWithFile =
        !records.lineEnded() && positions[RegisterSide.STATUS] == headerColumns - 1;
    if (!endsWithFile) {
      return;
    }
    String status = FieldRules.text(bytes(), start(RegisterSide.STATUS), end(RegisterSide.STATUS));
    for (String whole : WHOLE_STATUSES) {
      if (whole.startsWith(status) && !whole.equals(status)) {
        throw new BadFieldException("the row is cut: the file ends after '" + status + "'");
      }
    }
  }

  private BadRegisterException bad(long line, int column, String name, String reason) {
    return BadRegisterException.at(file, line, column, name, reason);
  }
}
