package org.sbms.central.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;

/** Writes a dataset as the CSV that an import reads back without a change. */
final class DatasetExport {
  private DatasetExport() {}

  static String csv(DatasetSpec spec, List<DatasetRow> rows) {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord(spec.columnNames());
      for (DatasetRow row : rows) {
        printer.printRecord(spec.columnNames().stream().map(row::get));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }
}
