package org.sbms.branch.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.CopyRows;
import org.sbms.kit.db.Database;

/**
 * Puts a file aside line by line: read as a stream, written by COPY a few thousand lines at a time,
 * so that a file of any length needs the same memory. All of it or nothing.
 */
final class Staging {
  /** Kept of a file; all are counted. */
  static final int MAX_PROBLEMS = 10_000;

  static final int MAX_LINES = 2_000_000;
  private static final int LINES_AT_ONCE = 5_000;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
  private static final String LINES =
      "intake_line (intake_id, line, external_id, customer_key, kind, name, address, phone, email,"
          + " document_type, document, plan, services, phones, logins, balance_minor, since, state,"
          + " company, department)";
  private static final String PROBLEMS = "intake_problem (intake_id, line, field, reason)";

  private final Bulk bulk;
  private final LineDecisions decisions;
  private final UUID id;
  private CopyRows lines = new CopyRows(0);
  private CopyRows problems = new CopyRows(0);
  private int waiting;
  private int read;
  private int bad;
  private int found;

  private Staging(Bulk bulk, LineDecisions decisions, UUID id) {
    this.bulk = bulk;
    this.decisions = decisions;
    this.id = id;
  }

  /** Fills an intake that is being received; it is to be checked then. */
  static void fill(Database database, LineDecisions decisions, UUID id, Path file) {
    try (Bulk bulk = database.bulk()) {
      bulk.inTransaction(() -> {
        int mine =
            bulk.run(
                "update intake set state = 'CHECKING' where id = ? and state = 'RECEIVING'", id);
        if (mine == 1) {
          new Staging(bulk, decisions, id).fill(file);
        }
        return mine;
      });
    }
  }

  private void fill(Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      skipMark(reader);
      read(reader);
    } catch (CharacterCodingException notText) {
      problem(read + 2, "", "is not UTF-8");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (read == 0 && found == 0) {
      problem(1, "", "is missing: the file is empty");
    }
    flush();
    bulk.run(
        "update intake set lines = ?, bad = ?, problems = ? where id = ?", read, bad, found, id);
  }

  private static void skipMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
  }

  private void read(BufferedReader reader) throws IOException {
    int line = 1;
    List<String> header = List.of();
    try (CSVParser parser = FORMAT.parse(reader)) {
      for (CSVRecord csv : parser) {
        if (header.isEmpty()) {
          header = header(csv);
          if (header.isEmpty()) {
            return;
          }
        } else if (csv.size() > 1 || !csv.get(0).isBlank()) {
          if (read == MAX_LINES) {
            problem(line, "", "is beyond the " + MAX_LINES + " lines that a file may have");
            return;
          }
          line(csv, line, header);
        }
        line = (int) parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException broken) {
      if (broken.getCause() instanceof CharacterCodingException notText) {
        throw notText;
      }
      // What Commons CSV throws where quotes do not match: beyond that point nothing is certain.
      problem(line, "", "is cut or has quotes that do not match");
    }
  }

  private List<String> header(CSVRecord csv) {
    List<String> header = csv.stream().map(String::strip).toList();
    LineDecisions.REQUIRED.stream()
        .filter(column -> !header.contains(column))
        .sorted()
        .forEach(column -> problem(1, column, "is missing from the header"));
    header.stream()
        .filter(column -> !LineDecisions.COLUMNS.contains(column))
        .forEach(column -> problem(1, column, "is no column that is known here"));
    return found == 0 ? header : List.of();
  }

  private void line(CSVRecord csv, int line, List<String> header) {
    read++;
    if (csv.size() != header.size()) {
      bad++;
      problem(line, "", "has " + csv.size() + " columns, not " + header.size());
      return;
    }
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      texts.put(header.get(i), csv.get(i).strip());
    }
    LineDecisions.Read decided = decisions.read(texts);
    if (decided.line().isEmpty()) {
      bad++;
      for (FieldError error : decided.problems()) {
        problem(line, error.field(), error.message());
      }
      return;
    }
    write(line, decided.line().get());
  }

  private void write(int number, LineDecisions.Line line) {
    row(
        lines,
        id.toString(),
        Integer.toString(number),
        line.externalId(),
        line.customerKey(),
        line.kind(),
        line.person().name(),
        line.person().address(),
        line.person().phone(),
        line.person().email(),
        line.person().document().map(document -> document.type()).orElse(""),
        line.person().document().map(document -> document.number()).orElse(""),
        line.plan(),
        String.join(" ", line.services()),
        String.join(" ", line.phones()),
        String.join(" ", line.logins()),
        Long.toString(line.balanceMinor()),
        line.since().toString(),
        line.state(),
        line.company(),
        line.department());
    if (++waiting == LINES_AT_ONCE) {
      flush();
    }
  }

  private void problem(int line, String field, String reason) {
    if (found++ < MAX_PROBLEMS) {
      row(problems, id.toString(), Integer.toString(line), field, reason);
    }
  }

  private void flush() {
    if (!lines.isEmpty()) {
      bulk.copy(LINES, lines);
    }
    if (!problems.isEmpty()) {
      bulk.copy(PROBLEMS, problems);
    }
    lines = new CopyRows(0);
    problems = new CopyRows(0);
    waiting = 0;
  }

  /** In COPY's text form. Fields hold no line breaks: free text with one is a mistake before. */
  private static void row(CopyRows out, String... fields) {
    for (String field : fields) {
      out.add(field.replace("\0", ""));
    }
    out.endRow();
  }
}
