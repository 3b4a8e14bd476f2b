package org.sbms.reconciliation.register;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The mismatches as a file. */
public final class MismatchCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "transaction_id",
              "kind",
              "origin_branch",
              "home_branch",
              "origin_value",
              "home_value")
          .get();

  private MismatchCsv() {}

  /** A regular file appears whole or not at all: it is written beside its place and moved there. */
  public static void write(RegisterReport report, Path out) throws IOException {
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      print(report, out);
      return;
    }
    Path unfinished = out.resolveSibling(out.getFileName() + ".part");
    try {
      print(report, unfinished);
      Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void print(RegisterReport report, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(writer, FORMAT)) {
      report.forEachMismatch(mismatch ->
          csv.printRecord(
              mismatch.transactionId(),
              mismatch.kind(),
              mismatch.originBranch(),
              mismatch.homeBranch(),
              mismatch.originValue(),
              mismatch.homeValue()));
    }
  }
}
