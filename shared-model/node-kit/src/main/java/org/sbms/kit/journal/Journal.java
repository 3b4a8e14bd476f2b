package org.sbms.kit.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This branch's inter-branch journal: numbers without gaps, each entry bound to the one before. How
 * it is stored is open to a subclass: a simulation keeps it in memory.
 */
public class Journal {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final HexFormat HEX = HexFormat.of();

  private final BranchCode branch;

  public Journal(BranchCode branch) {
    this.branch = branch;
  }

  /** The number and hash of the last entry; 0 and zeros before the first. */
  public record Head(long number, String hash) {}

  public Head head(Sql sql) {
    return sql.one(Journal::toHead, "select number, hash from journal_head").orElseThrow();
  }

  /**
   * Numbers, chains and stores the entries in the given order. Holds the journal until the
   * transaction ends, so it belongs at the transaction's end, one call for all its entries.
   */
  public List<JournalEntry> append(Tx tx, List<JournalDraft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    Head head = beyondForeignEntries(lockHead(tx), lastNumber(tx));
    List<JournalEntry> entries = new ArrayList<>(drafts.size());
    for (JournalDraft draft : drafts) {
      JournalEntry entry = next(head, draft);
      entries.add(entry);
      head = new Head(entry.number(), entry.hash());
    }
    store(tx, entries, head);
    return entries;
  }

  /** Entries after a number, in order. */
  public static List<JournalEntry> after(Sql sql, BranchCode branch, long number, int limit) {
    return sql.list(
        row -> toEntry(branch, row),
        "select * from journal_entry where number > $1 order by number limit $2",
        number,
        limit);
  }

  /** Waits for whoever appends now. */
  protected Head lockHead(Tx tx) {
    return tx.one(Journal::toHead, "select number, hash from journal_head for update")
        .orElseThrow();
  }

  /** The highest number that stands in the journal, whoever wrote it. */
  protected long lastNumber(Tx tx) {
    return tx.one(row -> row.getLong(0), "select coalesce(max(number), 0) from journal_entry")
        .orElseThrow();
  }

  /** Writes the entries and moves the head to the last of them. */
  protected void store(Tx tx, List<JournalEntry> entries, Head head) {
    insert(tx, entries);
    tx.write("update journal_head set number = $1, hash = $2", head.number, bytes(head.hash));
  }

  /**
   * A number above the head was written by somebody else's hand. Central will find it, since no
   * chain leads to it; the branch goes on behind it meanwhile, since subscribers wait.
   */
  private static Head beyondForeignEntries(Head head, long last) {
    if (last <= head.number) {
      return head;
    }
    log.error("ALARM journal entries {} to {} are not ours", head.number + 1, last);
    return new Head(last, head.hash);
  }

  /** The entry that follows the head: its number is the next one, and it is bound to it. */
  protected JournalEntry next(Head head, JournalDraft draft) {
    JournalEntry unhashed =
        new JournalEntry(
            branch,
            head.number + 1,
            head.hash,
            "",
            draft.kind(),
            draft.transactionId(),
            draft.origin(),
            draft.home(),
            draft.originNumber(),
            draft.subject(),
            draft.amount(),
            draft.at().truncatedTo(ChronoUnit.MILLIS),
            draft.settlementDay(),
            draft.agent());
    return withHash(unhashed, JournalHash.of(unhashed));
  }

  private static JournalEntry withHash(JournalEntry entry, String hash) {
    return new JournalEntry(
        entry.branch(),
        entry.number(),
        entry.previousHash(),
        hash,
        entry.kind(),
        entry.transactionId(),
        entry.origin(),
        entry.home(),
        entry.originNumber(),
        entry.subject(),
        entry.amount(),
        entry.at(),
        entry.settlementDay(),
        entry.agent());
  }

  private static void insert(Tx tx, List<JournalEntry> entries) {
    tx.write(
        """
        insert into journal_entry (number, previous_hash, hash, kind, transaction_id, origin, home,
            origin_number, subject, amount_minor, currency, at, settlement_day, agent)
        select * from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[], $5::uuid[],
            $6::text[], $7::text[], $8::bigint[], $9::text[], $10::bigint[], $11::text[],
            $12::timestamptz[], $13::date[], $14::text[])
        """,
        column(entries, JournalEntry::number, Long[]::new),
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
        column(
            entries, entry -> entry.at().atOffset(ZoneOffset.UTC), java.time.OffsetDateTime[]::new),
        entries.stream().map(JournalEntry::settlementDay).toArray(LocalDate[]::new),
        entries.stream().map(JournalEntry::agent).toArray(String[]::new));
  }

  private static <T> T[] column(
      List<JournalEntry> entries,
      Function<JournalEntry, T> value,
      java.util.function.IntFunction<T[]> array) {
    return entries.stream().map(value).toArray(array);
  }

  private static Head toHead(Row row) {
    return new Head(row.getLong("number"), hex(row.getBuffer("hash")));
  }

  private static JournalEntry toEntry(BranchCode branch, Row row) {
    Instant at = row.getOffsetDateTime("at").toInstant();
    return new JournalEntry(
        branch,
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
        at,
        row.getLocalDate("settlement_day"),
        row.getString("agent"));
  }

  private static Buffer bytes(String hex) {
    return Buffer.buffer(HEX.parseHex(hex));
  }

  private static String hex(Buffer bytes) {
    return HEX.formatHex(bytes.getBytes());
  }
}
