package org.sbms.central.collection;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;

/** Journal entries as rows, and as the arrays that a set-based insert binds. */
final class EntryRows {
  private static final HexFormat HEX = HexFormat.of();

  private EntryRows() {}

  static JournalEntry read(Row row) {
    return new JournalEntry(
        new BranchCode(row.getString("branch")),
        row.getLong("number"),
        hex(row.getBuffer("previous_hash")),
        hex(row.getBuffer("hash")),
        JournalKind.valueOf(row.getString("kind")),
        row.getUUID("transaction_id"),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        row.getLong("origin_number"),
        row.getString("subject"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getOffsetDateTime("at").toInstant(),
        row.getLocalDate("settlement_day"),
        row.getString("agent"));
  }

  static String hex(Buffer bytes) {
    return HEX.formatHex(bytes.getBytes());
  }

  /** The thirteen columns from {@code previous_hash} to {@code agent}, absent ones null. */
  static Object[] columns(List<Optional<JournalEntry>> entries) {
    return new Object[] {
      column(entries, entry -> bytes(entry.previousHash()), Buffer[]::new),
      column(entries, entry -> bytes(entry.hash()), Buffer[]::new),
      column(entries, entry -> entry.kind().name(), String[]::new),
      column(entries, JournalEntry::transactionId, UUID[]::new),
      column(entries, entry -> entry.origin().value(), String[]::new),
      column(entries, entry -> entry.home().value(), String[]::new),
      column(entries, JournalEntry::originNumber, Long[]::new),
      column(entries, JournalEntry::subject, String[]::new),
      column(entries, entry -> entry.amount().minor(), Long[]::new),
      column(entries, entry -> entry.amount().currencyCode(), String[]::new),
      column(entries, entry -> entry.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
      column(entries, JournalEntry::settlementDay, LocalDate[]::new),
      column(entries, JournalEntry::agent, String[]::new)
    };
  }

  private static Buffer bytes(String hex) {
    return Buffer.buffer(HEX.parseHex(hex));
  }

  private static <T> T[] column(
      List<Optional<JournalEntry>> entries,
      Function<JournalEntry, @Nullable T> value,
      IntFunction<T[]> array) {
    T[] column = array.apply(entries.size());
    for (int i = 0; i < column.length; i++) {
      @Nullable T cell = entries.get(i).map(value).orElse(null);
      if (cell != null) {
        column[i] = cell;
      }
    }
    return column;
  }
}
