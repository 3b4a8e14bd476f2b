package org.sbms.deploy.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;

/** A branch's journal: whether its chain holds, and what it says of each payment. */
final class JournalBook {
  private static final int MAX_PROBLEMS = 5;

  private final BranchCode branch;
  private final Map<UUID, Story> stories = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private String previousHash = JournalEntry.NO_HASH;
  private long number;

  private JournalBook(BranchCode branch) {
    this.branch = branch;
  }

  /**
   * What a journal says of one payment.
   *
   * @param last the kind of its last entry
   * @param values what both sides must agree on
   * @param count of the side's entries by which money moved
   */
  record Story(JournalKind last, String values, int count) {}

  static JournalBook read(BranchCode branch, Connection connection) throws SQLException {
    JournalBook book = new JournalBook(branch);
    Books.each(
        connection,
        "select * from journal_entry order by number",
        row -> book.add(book.entry(row)));
    Books.each(
        connection,
        "select number, encode(hash, 'hex') from journal_head",
        row -> {
          if (row.getLong(1) != book.number || !row.getString(2).equals(book.previousHash)) {
            book.problem("the head says " + row.getLong(1) + ", the last entry is " + book.number);
          }
        });
    return book;
  }

  long length() {
    return number;
  }

  List<String> problems() {
    return problems;
  }

  Map<UUID, Story> stories() {
    return stories;
  }

  private void add(JournalEntry entry) {
    number++;
    if (entry.number() != number) {
      problem("number " + entry.number() + " stands where " + number + " belongs");
      number = entry.number();
    }
    if (!entry.previousHash().equals(previousHash) || !JournalHash.holds(entry)) {
      problem("the chain breaks at " + entry.number());
    }
    previousHash = entry.hash();
    String values =
        "%s>%s %s %s".formatted(entry.origin(), entry.home(), entry.subject(), entry.amount());
    boolean moves =
        entry.kind() == JournalKind.CREDIT_POSTED || entry.kind() == JournalKind.PAYMENT_ACCEPTED;
    Story before = stories.get(entry.transactionId());
    if (before != null && !before.values().equals(values)) {
      problem(entry.transactionId() + " is told as " + before.values() + " and as " + values);
    }
    stories.put(
        entry.transactionId(),
        new Story(entry.kind(), values, (before == null ? 0 : before.count()) + (moves ? 1 : 0)));
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(branch + ": " + text);
    }
  }

  private JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        branch,
        row.getLong("number"),
        HexFormat.of().formatHex(row.getBytes("previous_hash")),
        HexFormat.of().formatHex(row.getBytes("hash")),
        JournalKind.valueOf(row.getString("kind")),
        row.getObject("transaction_id", UUID.class),
        new BranchCode(row.getString("origin")),
        new BranchCode(row.getString("home")),
        row.getLong("origin_number"),
        row.getString("subject"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("settlement_day", LocalDate.class),
        row.getString("agent"));
  }
}
