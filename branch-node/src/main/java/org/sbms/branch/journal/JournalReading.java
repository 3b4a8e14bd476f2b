package org.sbms.branch.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalPage;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.PullJournal;
import org.sbms.kit.db.Sql;

/**
 * Reads the journal as it stands in the database, whatever was done to it there: what is no entry
 * any more is named instead of stopping the reading.
 */
final class JournalReading {
  private static final HexFormat HEX = HexFormat.of();

  private final BranchCode branch;

  JournalReading(BranchCode branch) {
    this.branch = branch;
  }

  /** Entries and head in one statement, so that both are of one moment. */
  Outcome<JournalPage> page(PullJournal pull, Sql sql) {
    List<JournalEntry> entries = new ArrayList<>();
    List<JournalPage.Unreadable> unreadable = new ArrayList<>();
    long headNumber = 0;
    String headHash = JournalEntry.NO_HASH;
    for (Row row :
        sql.run(
            """
            select head.number as head_number, head.hash as head_hash, entry.*
            from journal_head head
            left join lateral (
              select * from journal_entry where number > $1 order by number limit $2
            ) entry on true
            order by entry.number
            """,
            pull.afterNumber(),
            pull.limit())) {
      headNumber = row.getLong("head_number");
      headHash = hex(row.getBuffer("head_hash"));
      Long number = row.getLong("number");
      if (number != null) {
        read(row, number, entries, unreadable);
      }
    }
    return Outcome.done(new JournalPage(entries, unreadable, headNumber, headHash));
  }

  private void read(
      Row row, long number, List<JournalEntry> entries, List<JournalPage.Unreadable> unreadable) {
    try {
      entries.add(entry(row, number));
    } catch (IllegalArgumentException notAnEntry) {
      unreadable.add(new JournalPage.Unreadable(number, String.valueOf(notAnEntry.getMessage())));
    }
  }

  private JournalEntry entry(Row row, long number) {
    return new JournalEntry(
        branch,
        number,
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

  private static String hex(Buffer bytes) {
    return HEX.formatHex(bytes.getBytes());
  }
}
