package org.sbms.reconciliation.register;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The rules of SURFACE.md written down once more, as plainly as can be: everything in memory, every
 * value a string. Nothing of the engine is used here.
 */
final class NaiveMatcher {
  private final Map<String, List<CSVRecord>> origins = new TreeMap<>();
  private final Map<String, List<CSVRecord>> homes = new TreeMap<>();

  NaiveMatcher(List<Path> origin, List<Path> home) throws IOException {
    read(origin, origins);
    read(home, homes);
  }

  int pairs() {
    Map<String, List<CSVRecord>> all = new TreeMap<>(origins);
    all.putAll(homes);
    return all.size();
  }

  /** As lines of the report, in the order of the ids. */
  List<String> mismatches() {
    Map<String, List<CSVRecord>> all = new TreeMap<>(origins);
    all.putAll(homes);
    List<String> lines = new ArrayList<>();
    for (String id : all.keySet()) {
      String line =
          judge(id, origins.getOrDefault(id, List.of()), homes.getOrDefault(id, List.of()));
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String judge(String id, List<CSVRecord> origin, List<CSVRecord> home) {
    CSVRecord shown = origin.isEmpty() ? home.getFirst() : origin.getFirst();
    String start = id + ",%s," + shown.get("origin_branch") + "," + shown.get("home_branch") + ",";
    if (origin.size() > 1 || home.size() > 1) {
      return start.formatted("DUPLICATE") + rows(origin) + "," + rows(home);
    }
    if (home.isEmpty()) {
      return start.formatted("MISSING_AT_HOME") + money(origin.getFirst()) + ",";
    }
    if (origin.isEmpty()) {
      return start.formatted("MISSING_AT_ORIGIN") + "," + money(home.getFirst());
    }
    return judge(start, origin.getFirst(), home.getFirst());
  }

  private static String judge(String start, CSVRecord origin, CSVRecord home) {
    BigDecimal given = new BigDecimal(origin.get("amount"));
    if (given.compareTo(new BigDecimal(home.get("amount"))) != 0) {
      return start.formatted("AMOUNT_DIFFERS") + amount(origin) + "," + amount(home);
    }
    for (String column : List.of("currency", "account")) {
      if (!origin.get(column).equals(home.get(column))) {
        String kind = column.toUpperCase(Locale.ROOT) + "_DIFFERS";
        return start.formatted(kind) + origin.get(column) + "," + home.get(column);
      }
    }
    String statuses = origin.get("status") + "," + home.get("status");
    if (!List.of("ACCEPTED,POSTED", "REVERSED,REVERSED").contains(statuses)) {
      return start.formatted("STATUS_DIFFERS") + statuses;
    }
    String there = origin.get("origin_branch") + " to " + origin.get("home_branch");
    String here = home.get("origin_branch") + " to " + home.get("home_branch");
    return there.equals(here) ? "" : start.formatted("BRANCH_DIFFERS") + there + "," + here;
  }

  private static String rows(List<CSVRecord> rows) {
    return rows.size() + (rows.size() == 1 ? " row" : " rows");
  }

  private static String amount(CSVRecord row) {
    int places = Currency.getInstance(row.get("currency")).getDefaultFractionDigits();
    return new BigDecimal(row.get("amount")).setScale(places).toPlainString();
  }

  private static String money(CSVRecord row) {
    return amount(row) + " " + row.get("currency");
  }

  private static void read(List<Path> files, Map<String, List<CSVRecord>> into) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();
    for (Path file : files) {
      try (Reader reader = Files.newBufferedReader(file)) {
        for (CSVRecord row : format.parse(reader)) {
          into.computeIfAbsent(row.get("transaction_id"), _ -> new ArrayList<>()).add(row);
        }
      }
    }
  }
}
