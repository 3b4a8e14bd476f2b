package org.sbms.central.collection;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.ChainCheck.Finding;

/** The tables of the collected journals. */
final class JournalStore implements CollectedJournals {
  private final Database database;
  private final SessionLocks readings;

  JournalStore(Database database) {
    this.database = database;
    this.readings = new SessionLocks(database);
  }

  @Override
  public boolean beginReading(BranchCode branch) {
    return readings.hold(reading(branch));
  }

  @Override
  public void endReading(BranchCode branch) {
    readings.release(reading(branch));
  }

  @Override
  public void close() {
    readings.close();
  }

  private static String reading(BranchCode branch) {
    return "reading-of-" + branch;
  }

  @Override
  public List<JournalEntry> proven(BranchCode branch, long after, long through) {
    return database.list(
        EntryRows::read,
        """
        select * from collected_entry where branch = $1 and number > $2 and number <= $3
        order by number
        """,
        branch.value(),
        after,
        through);
  }

  @Override
  public long lastProven(BranchCode branch) {
    return database
        .one(
            row -> row.getLong("number"),
            "select coalesce(max(number), 0) as number from collected_entry where branch = $1",
            branch.value())
        .orElse(0L);
  }

  @Override
  public Optional<String> hashAt(BranchCode branch, long number) {
    return number == 0
        ? Optional.of(JournalEntry.NO_HASH)
        : database.one(
            row -> EntryRows.hex(row.getBuffer("hash")),
            "select hash from collected_entry where branch = $1 and number = $2",
            branch.value(),
            number);
  }

  @Override
  public void save(
      BranchCode branch,
      long after,
      long through,
      List<JournalEntry> proven,
      List<Finding> findings,
      Instant now) {
    if (!readings.isHeld(reading(branch))) {
      throw new IllegalStateException("another instance of central may be reading it by now");
    }
    database.inTransaction(tx -> {
      lock(tx, branch);
      List<Row> gone =
          tx.list(
              row -> row,
              """
              delete from journal_finding where branch = $1 and number > $2 and number <= $3
              returning number, transaction_id
              """,
              branch.value(),
              after,
              through);
      insertProven(tx, branch, proven, now);
      insertFindings(tx, branch, findings, now);
      noteChanged(tx, branch, gone, proven, findings);
      return true;
    });
  }

  /**
   * One transaction at a time writes what was found of a journal, be it read or stated; so what a
   * statement is compared with does not change meanwhile. That only one instance of central reads a
   * journal is not this lock's work, since a reading asks its branch between its transactions:
   * {@link #beginReading} sees to it.
   */
  static void lock(Tx tx, BranchCode branch) {
    tx.run("select pg_advisory_xact_lock(hashtextextended($1, 0))", "journal-of-" + branch);
  }

  /** What was proven, and what a finding was or is about: as it is shown, and as it was proven. */
  private static void noteChanged(
      Tx tx, BranchCode branch, List<Row> gone, List<JournalEntry> proven, List<Finding> findings) {
    Set<UUID> transactions = new HashSet<>();
    gone.stream()
        .flatMap(row -> Stream.ofNullable(row.getUUID("transaction_id")))
        .forEach(transactions::add);
    proven.forEach(entry -> transactions.add(entry.transactionId()));
    findings.stream()
        .flatMap(finding -> finding.entry().stream())
        .forEach(entry -> transactions.add(entry.transactionId()));
    Long[] numbers =
        Stream.concat(
                gone.stream().map(row -> row.getLong("number")),
                findings.stream().map(Finding::number))
            .distinct()
            .toArray(Long[]::new);
    if (!transactions.isEmpty() || numbers.length > 0) {
      JudgedTransactions.changed(tx, branch.value(), transactions, numbers);
    }
  }

  private static void insertProven(
      Tx tx, BranchCode branch, List<JournalEntry> entries, Instant now) {
    if (entries.isEmpty()) {
      return;
    }
    tx.run(
        """
        insert into collected_entry (branch, collected_at, number, previous_hash, hash, kind,
            transaction_id, origin, home, origin_number, subject, amount_minor, currency, at,
            settlement_day, agent)
        select $1, $2, t.*
        from unnest($3::bigint[], $4::bytea[], $5::bytea[], $6::text[], $7::uuid[], $8::text[],
            $9::text[], $10::bigint[], $11::text[], $12::bigint[], $13::text[],
            $14::timestamptz[], $15::date[], $16::text[]) as t
        on conflict do nothing
        """,
        with(
            EntryRows.columns(entries.stream().map(Optional::of).toList()),
            branch.value(),
            now.atOffset(ZoneOffset.UTC),
            entries.stream().map(JournalEntry::number).toArray(Long[]::new)));
  }

  private static void insertFindings(
      Tx tx, BranchCode branch, List<Finding> findings, Instant now) {
    if (findings.isEmpty()) {
      return;
    }
    tx.run(
        """
        insert into journal_finding (branch, found_at, number, problem, detail, previous_hash, hash,
            kind, transaction_id, origin, home, origin_number, subject, amount_minor, currency, at,
            settlement_day, agent)
        select $1, $2, t.*
        from unnest($3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::text[],
            $9::uuid[], $10::text[], $11::text[], $12::bigint[], $13::text[], $14::bigint[],
            $15::text[], $16::timestamptz[], $17::date[], $18::text[]) as t
        """,
        with(
            EntryRows.columns(findings.stream().map(Finding::entry).toList()),
            branch.value(),
            now.atOffset(ZoneOffset.UTC),
            findings.stream().map(Finding::number).toArray(Long[]::new),
            findings.stream().map(finding -> finding.problem().name()).toArray(String[]::new),
            findings.stream().map(Finding::detail).toArray(String[]::new)));
  }

  @Override
  public void noteRead(BranchCode branch, long headNumber, Instant now) {
    database.run(
        """
        insert into collected_journal (branch, head_number, read_at, attempted_at, problem)
        values ($1, $2, $3, $3, '')
        on conflict (branch) do update
        set head_number = excluded.head_number, read_at = excluded.read_at,
            attempted_at = excluded.attempted_at, problem = ''
        """,
        branch.value(),
        headNumber,
        now.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void noteFailure(BranchCode branch, String problem, Instant now) {
    database.run(
        """
        insert into collected_journal (branch, head_number, attempted_at, problem)
        values ($1, 0, $2, $3)
        on conflict (branch) do update
        set attempted_at = excluded.attempted_at, problem = excluded.problem
        """,
        branch.value(),
        now.atOffset(ZoneOffset.UTC),
        problem);
  }

  @Override
  public List<JournalProgress> progress() {
    return progress(database);
  }

  static List<JournalProgress> progress(Sql sql) {
    return sql.list(
        JournalStore::progress,
        """
        select j.*, (select count(*) from journal_finding f where f.branch = j.branch) as findings
        from collected_journal j order by branch
        """);
  }

  private static JournalProgress progress(Row row) {
    return new JournalProgress(
        new BranchCode(row.getString("branch")),
        row.getLong("head_number"),
        Optional.ofNullable(row.getOffsetDateTime("read_at"))
            .map(java.time.OffsetDateTime::toInstant),
        row.getString("problem"),
        row.getLong("findings"));
  }

  private static Object[] with(Object[] last, Object... first) {
    List<Object> all = new ArrayList<>();
    Stream.of(first).forEach(all::add);
    Stream.of(last).forEach(all::add);
    return all.toArray();
  }
}
