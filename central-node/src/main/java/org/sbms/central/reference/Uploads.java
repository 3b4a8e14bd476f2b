package org.sbms.central.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sbms.central.csv.CsvFile;
import org.sbms.contract.Outcome;

/** Files that somebody sent. */
final class Uploads {
  private Uploads() {}

  static Outcome<CsvFile> check(String name, Path path) {
    return check(name, path, () -> Files.newInputStream(path));
  }

  static Outcome<CsvFile> check(String name, Path path, CsvFile.Bytes bytes) {
    try {
      return CsvFile.check(name, Files.size(path), bytes, ImportDataset.MAX_BYTES);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }
}
