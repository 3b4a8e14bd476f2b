package org.sbms.branch.equipment;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;

/**
 * A delivery as CSV (UTF-8, RFC 4180) with the columns {@code kind,model,serial} in any order:
 * every item, or every mistake up to {@link #MAX_PROBLEMS} as {@code file:line:column}.
 */
final class StockCsv {
  static final RefusalCode BAD_CSV = new RefusalCode("bad-csv", RefusalCode.Category.INVALID);
  static final int MAX_PROBLEMS = 100;

  private static final List<String> COLUMNS = List.of("kind", "model", "serial");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
  private static final Pattern PATH = Pattern.compile("items\\[(\\d+)]\\.(\\w+)");

  /**
   * @param lines where each item stands, counted from 1, the header included
   */
  record Delivery(String file, List<GoodsItem> items, List<Long> lines) {

    /** Names lines of the file where a refusal names items. */
    Refusal located(Refusal refusal) {
      return new Refusal(
          refusal.code(), refusal.detail(), refusal.errors().stream().map(this::located).toList());
    }

    private FieldError located(FieldError error) {
      Matcher path = PATH.matcher(error.field());
      return path.matches()
          ? new FieldError(
              file + ":" + lines.get(Integer.parseInt(path.group(1))) + ":" + path.group(2),
              error.message())
          : error;
    }
  }

  private final String file;
  private final List<FieldError> problems = new ArrayList<>();
  private final List<GoodsItem> items = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final Map<String, Long> lineBySerial = new HashMap<>();

  private StockCsv(String file) {
    this.file = file;
  }

  static Outcome<Delivery> read(String file, byte[] bytes) {
    return new StockCsv(file).read(bytes);
  }

  private Outcome<Delivery> read(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      read(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException notText) {
      problem(1, "", "is not UTF-8");
    }
    if (problems.isEmpty() && items.isEmpty()) {
      problem(1, "", "is missing: the file is empty");
    }
    return problems.isEmpty()
        ? Outcome.done(new Delivery(file, List.copyOf(items), List.copyOf(lines)))
        : refused();
  }

  private void read(String text) {
    long line = 1;
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      List<String> header = List.of();
      for (CSVRecord csv : parser) {
        if (header.isEmpty()) {
          header = header(csv);
          if (header.isEmpty()) {
            return;
          }
        } else if (problems.size() < MAX_PROBLEMS && !isBlankLine(csv)) {
          item(csv, line, header);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException broken) {
      // What Commons CSV throws where quotes do not match: beyond that point nothing is certain.
      problem(line, "", "is cut or has quotes that do not match");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<String> header(CSVRecord csv) {
    List<String> header = csv.stream().map(String::strip).toList();
    COLUMNS.stream()
        .filter(column -> !header.contains(column))
        .forEach(column -> problem(1, column, "is missing from the header"));
    return problems.isEmpty() ? header : List.of();
  }

  private void item(CSVRecord csv, long line, List<String> header) {
    if (csv.size() != header.size()) {
      problem(line, "", "has " + csv.size() + " values where the header has " + header.size());
      return;
    }
    if (items.size() == ReceiveItems.MAX_ITEMS) {
      problem(line, "", "is one more than the " + ReceiveItems.MAX_ITEMS + " items of a delivery");
      return;
    }
    String model = csv.get(header.indexOf("model")).strip();
    String serial = Serials.normal(csv.get(header.indexOf("serial")));
    Optional<EquipmentKind> kind = kind(line, csv.get(header.indexOf("kind")).strip());
    Serials.modelProblem(model).ifPresent(wrong -> problem(line, "model", wrong));
    kind.flatMap(known -> Serials.serialProblem(known, serial))
        .ifPresent(wrong -> problem(line, "serial", wrong));
    Long earlier = lineBySerial.putIfAbsent(serial, line);
    if (earlier != null) {
      problem(line, "serial", "stands in line " + earlier + " already");
    }
    kind.ifPresent(known -> {
      items.add(new GoodsItem(known, model, serial));
      lines.add(line);
    });
  }

  private static boolean isBlankLine(CSVRecord csv) {
    return csv.size() == 1 && csv.get(0).isBlank();
  }

  private Optional<EquipmentKind> kind(long line, String text) {
    try {
      return Optional.of(EquipmentKind.parse(text));
    } catch (IllegalArgumentException unknown) {
      problem(line, "kind", String.valueOf(unknown.getMessage()));
      return Optional.empty();
    }
  }

  private void problem(long line, String column, String reason) {
    if (problems.size() < MAX_PROBLEMS) {
      String place = file + ":" + line + (column.isEmpty() ? "" : ":" + column);
      problems.add(new FieldError(place, reason));
    }
  }

  private Outcome<Delivery> refused() {
    FieldError first = problems.getFirst();
    return Outcome.refused(
        new Refusal(
            BAD_CSV,
            "Nothing of %s was taken in. First: %s %s."
                .formatted(file, first.field(), first.message()),
            problems));
  }
}
