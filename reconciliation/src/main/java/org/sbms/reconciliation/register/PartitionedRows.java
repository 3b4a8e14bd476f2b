package org.sbms.reconciliation.register;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * All rows of one side, parted by the hash of their id, so that the rows of one transaction lie in
 * the same part on both sides. A part is matched on its own: by any thread, or from disk.
 */
final class PartitionedRows {
  static final int PARTS = 256;

  private final PackedRows[] parts = new PackedRows[PARTS];

  private PartitionedRows() {
    for (int part = 0; part < PARTS; part++) {
      parts[part] = new PackedRows();
    }
  }

  static PartitionedRows read(List<Path> files, RegisterSide side) throws BadRegisterException {
    PartitionedRows rows = new PartitionedRows();
    for (Path file : files) {
      try (RegisterReader reader = RegisterReader.open(file, side)) {
        while (reader.next()) {
          rows.add(reader);
        }
      } catch (NoSuchFileException missing) {
        throw BadRegisterException.unreadable(file.toString(), "there is no such file");
      } catch (IOException failure) {
        throw BadRegisterException.unreadable(file.toString(), failure.getMessage());
      }
    }
    return rows;
  }

  PackedRows part(int part) {
    return parts[part];
  }

  private void add(RegisterReader row) {
    int hash =
        hash(
            row.bytes(),
            row.start(RegisterSide.TRANSACTION_ID),
            row.end(RegisterSide.TRANSACTION_ID));
    parts[hash >>> 24].add(row, hash);
  }

  /** FNV-1a with a last mixing, since parts take the high bits and tables the low ones. */
  private static int hash(byte[] bytes, int start, int end) {
    long hash = 0xcbf29ce484222325L;
    for (int at = start; at < end; at++) {
      hash = (hash ^ bytes[at]) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }
}
