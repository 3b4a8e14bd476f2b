package org.sbms.reconciliation.register;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Registers that are right but as odd as they may be: ids of all lengths and scripts, quotes, extra
 * columns in any order, long texts, many branches, and few ids, so that everything collides.
 */
final class WildRegister {
  private static final List<String> CURRENCIES = List.of("RUB", "JPY", "KWD", "EUR");
  private static final List<String> TIMES =
      List.of(
          "2026-11-22T19:05:00Z",
          "2026-11-22T19:05:59.123456+03:00",
          "2024-02-29t23:59:60-11:30",
          "2026-11-23T00:00:00.5Z");
  private static final List<String> STATUSES = List.of("ACCEPTED", "POSTED", "REVERSED", "ODD");

  private final Random random;
  private final List<String> ids = new ArrayList<>();

  WildRegister(long seed, int transactions) {
    random = new Random(seed);
    for (int i = 0; i < transactions; i++) {
      ids.add(id(i));
    }
  }

  /** Writes rows for about four of five ids, some more than once. */
  Path write(Path file, RegisterSide side) throws IOException {
    List<String> columns = new ArrayList<>(side.columns());
    for (int extra = random.nextInt(3); extra > 0; extra--) {
      columns.add("extra_" + extra);
    }
    Collections.shuffle(columns, random);
    List<String> chosen = new ArrayList<>(ids);
    chosen.removeIf(_ -> random.nextInt(5) == 0);
    for (int again = chosen.size() / 50; again > 0; again--) {
      chosen.add(chosen.get(random.nextInt(chosen.size())));
    }
    Collections.shuffle(chosen, random);
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder text = new StringBuilder();
    text.append(String.join(",", columns)).append(lineEnd);
    for (String id : chosen) {
      List<String> fields = new ArrayList<>();
      Map<String, String> row = row(id, side);
      for (String column : columns) {
        fields.add(written(row.getOrDefault(column, other(column))));
      }
      text.append(String.join(",", fields)).append(lineEnd);
      text.append(random.nextInt(500) == 0 ? lineEnd : "");
    }
    return Files.writeString(file, text);
  }

  /** Nearly always what the id says, so that most rows agree. */
  private Map<String, String> row(String id, RegisterSide side) {
    int base = Math.floorMod(id.hashCode() * 31, 1 << 20);
    String currency = CURRENCIES.get(dice(base) % 4);
    int account = dice(base);
    return Map.of(
        "transaction_id", id,
        "origin_branch", branch(dice(base)),
        "home_branch", branch(base / 7),
        "account", account % 9 == 0 ? "счёт \"" + account + "\"" : "A".repeat(1 + account % 64),
        "amount", amount(dice(base), currency),
        "currency", currency,
        "status", status(dice(base), side));
  }

  private int dice(int base) {
    return random.nextInt(100) == 0 ? base + 1 : base;
  }

  private String other(String column) {
    if (column.endsWith("_at")) {
      return TIMES.get(random.nextInt(TIMES.size()));
    }
    return random.nextInt(20) == 0 ? "two\nlines, \"quoted\"" : "x".repeat(random.nextInt(40));
  }

  private static String status(int dice, RegisterSide side) {
    return dice % 50 == 0 ? STATUSES.get(dice / 50 % 4) : dice % 9 == 1 ? "REVERSED" : side.done();
  }

  private static String branch(int dice) {
    return dice % 5 == 0 ? "branch number " + dice % 3000 : "B" + dice % 40;
  }

  private String amount(int dice, String currency) {
    long minor = dice % 11 == 0 ? dice * 100_000_000_000L : dice;
    int places = Currency.getInstance(currency).getDefaultFractionDigits();
    String exact = BigDecimal.valueOf(minor, places).toPlainString();
    boolean shorter = places > 0 && exact.endsWith("0") && random.nextBoolean();
    String given = shorter ? exact.substring(0, exact.length() - 1) : exact;
    return given.endsWith(".") ? exact : given;
  }

  private String id(int number) {
    return switch (random.nextInt(5)) {
      case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 1 -> new UUID(random.nextLong(), number).toString().toUpperCase(Locale.ROOT);
      case 2 -> Integer.toString(number);
      case 3 -> "платёж " + number + " ".repeat(number % 3) + "!";
      default -> "id-" + number + "-" + "z".repeat(number % 50);
    };
  }

  private String written(String value) {
    boolean must = value.contains("\"") || value.contains(",") || value.contains("\n");
    return must || random.nextInt(15) == 0 ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
