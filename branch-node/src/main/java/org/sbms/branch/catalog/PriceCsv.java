package org.sbms.branch.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.sbms.kit.web.form.Form;

/**
 * Priced lines as CSV (UTF-8, RFC 4180, a header): the fields of a draft's form, one line each. A
 * file fills the form, so its mistakes show where they would if somebody had typed it.
 */
final class PriceCsv {
  private static final String FILE = "file";
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private PriceCsv() {}

  static byte[] write(List<OfferLine> lines) {
    Form form = DraftForm.of("", LocalDate.EPOCH, OfferVersion.Existing.KEEP, "", lines, Map.of());
    StringBuilder csv = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
      printer.printRecord(DraftForm.NAMES);
      for (int i = 0; i < lines.size(); i++) {
        int index = i;
        printer.printRecord(
            DraftForm.NAMES.stream()
                .map(name -> form.text(DraftForm.field(index, name)).replace("\n", "; "))
                .toList());
      }
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Puts the file's lines in the place of the form's; what is wrong with the file is noted. */
  static void read(byte[] bytes, Form form) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      read(text.startsWith("\ufeff") ? text.substring(1) : text, form);
    } catch (CharacterCodingException notText) {
      form.error(FILE, "is not UTF-8");
    } catch (UncheckedIOException broken) {
      // What Commons CSV throws where quotes do not match.
      form.error(FILE, "is cut or has quotes that do not match");
    }
  }

  private static void read(String text, Form form) {
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      List<String> header = List.of();
      int line = 0;
      for (CSVRecord csv : parser) {
        if (header.isEmpty()) {
          header = csv.stream().map(String::strip).toList();
          if (!header.contains("kind") || !header.contains("product")) {
            form.error(FILE, "must have a header with at least kind and product");
            return;
          }
        } else if (csv.size() != header.size()) {
          form.error(FILE, "has a line with more or fewer values than its header");
          return;
        } else if (line == DraftRules.MAX_LINES) {
          form.error(FILE, "has more than " + DraftRules.MAX_LINES + " lines");
          return;
        } else {
          fill(form, line++, header, csv);
        }
      }
      if (line == 0) {
        form.error(FILE, "is empty");
        return;
      }
      form.with("lines", Integer.toString(line));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void fill(Form form, int line, List<String> header, CSVRecord csv) {
    for (String name : DraftForm.NAMES) {
      int column = header.indexOf(name);
      String value = column < 0 ? "" : csv.get(column).strip();
      form.with(
          DraftForm.field(line, name),
          name.equals("tiers") ? value.replaceAll("\\s*;\\s*", "\n") : value);
    }
  }
}
