package org.sbms.central.collection;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Sql;

/** All journals as their branches show them now. */
public final class ShownJournals {
  private ShownJournals() {}

  /** What is wrong with a journal, its first number, and how many numbers are wrong in all. */
  public record Break(BranchCode branch, long number, String problem, String detail, long count) {}

  /** An entry and how often its transaction had changed when it was read, both as of one moment. */
  public record Read(ShownEntry shown, long noted) {}

  /** Entries by transaction, after one transaction and through another; at most so many rows. */
  public static List<Read> after(Sql sql, Optional<UUID> after, Optional<UUID> through, int limit) {
    return sql.list(
        ShownJournals::read,
        """
        select s.*, coalesce(j.noted, 0) as noted
        from (
          select * from journal_shown
          where ($1::uuid is null or transaction_id > $1)
            and ($2::uuid is null or transaction_id <= $2)
          order by transaction_id, branch, number limit $3
        ) as s
        left join transaction_judged j using (transaction_id)
        order by s.transaction_id, s.branch, s.number
        """,
        after.orElse(null),
        through.orElse(null),
        limit);
  }

  /** The same of those only that are not settled; at most so many transactions, whole. */
  public static List<Read> unsettledAfter(
      Sql sql, Optional<UUID> after, Optional<UUID> through, int limit) {
    return sql.list(
        ShownJournals::read,
        """
        select s.*, j.noted
        from (
          select transaction_id, noted from transaction_judged
          where not settled and ($1::uuid is null or transaction_id > $1)
            and ($2::uuid is null or transaction_id <= $2)
          order by transaction_id limit $3
        ) as j
        join journal_shown s using (transaction_id)
        order by s.transaction_id, s.branch, s.number
        """,
        after.orElse(null),
        through.orElse(null),
        limit);
  }

  private static Read read(Row row) {
    return new Read(
        new ShownEntry(
            EntryRows.read(row), row.getBoolean("is_doubtful"), row.getBoolean("is_vanished")),
        row.getLong("noted"));
  }

  /** The entries of one transaction, for whoever looks into it. */
  public static List<ShownEntry> of(Sql sql, UUID transactionId) {
    return sql.list(
        row ->
            new ShownEntry(
                EntryRows.read(row), row.getBoolean("is_doubtful"), row.getBoolean("is_vanished")),
        "select * from journal_shown where transaction_id = $1 order by at, branch, number",
        transactionId);
  }

  public static long count(Sql sql) {
    return sql.one(
            row -> row.getLong("n"),
            "select count(distinct transaction_id) as n from journal_shown")
        .orElse(0L);
  }

  /** One for each broken journal. */
  public static List<Break> breaks(Sql sql) {
    return sql.list(
        row ->
            new Break(
                new BranchCode(row.getString("branch")),
                row.getLong("number"),
                row.getString("problem"),
                row.getString("detail"),
                row.getLong("n")),
        """
        select distinct on (branch) branch, number, problem, detail,
               count(*) over (partition by branch) as n
        from journal_finding order by branch, number
        """);
  }
}
