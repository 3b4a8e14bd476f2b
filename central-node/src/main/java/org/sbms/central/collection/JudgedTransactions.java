package org.sbms.central.collection;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Which transactions need not be judged again until one of their entries changes. */
public final class JudgedTransactions {
  private JudgedTransactions() {}

  /** A transaction whose entries were read when they had changed for the {@code noted}th time. */
  public record Noted(UUID transactionId, long noted) {}

  /** Their entries have changed. Ordered, since readings of two branches note the same ones. */
  static void changed(Tx tx, String branch, Collection<UUID> transactions, Long[] numbers) {
    tx.run(
        """
        insert into transaction_judged (transaction_id, noted, settled)
        select transaction_id, nextval('transaction_noted'), false
        from (
          select unnest($1::uuid[]) as transaction_id
          union
          select transaction_id from collected_entry where branch = $2 and number = any($3)
          order by 1
        ) as changed
        on conflict (transaction_id) do update set noted = excluded.noted, settled = false
        """,
        transactions.toArray(UUID[]::new),
        branch,
        numbers);
  }

  /** Nothing is left to judge of them, unless an entry changed since they were read. */
  public static void settle(Tx tx, List<Noted> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    tx.run(
        """
        with held as (
          select j.transaction_id
          from transaction_judged j
          join unnest($1::uuid[], $2::bigint[]) as t (transaction_id, noted)
            using (transaction_id, noted)
          where not j.settled
          order by 1 for update of j
        )
        update transaction_judged set settled = true
        where transaction_id in (select transaction_id from held)
        """,
        transactions.stream().map(Noted::transactionId).toArray(UUID[]::new),
        transactions.stream().map(Noted::noted).toArray(Long[]::new));
  }

  /** Something of them is to be judged again by every run. */
  public static void reopen(Tx tx, List<UUID> transactions) {
    if (!transactions.isEmpty()) {
      tx.run(
          """
          with held as (
            select transaction_id from transaction_judged
            where transaction_id = any($1) and settled order by 1 for update
          )
          update transaction_judged set settled = false
          where transaction_id in (select transaction_id from held)
          """,
          (Object) transactions.toArray(UUID[]::new));
    }
  }

  /**
   * Something besides their entries is known of them now that they settle by: the next run judges
   * them again, whatever it looks at, and what a run judges at this moment does not count.
   */
  public static void reconsider(Tx tx, Collection<UUID> transactions) {
    if (!transactions.isEmpty()) {
      tx.run(
          """
          with held as (
            select transaction_id from transaction_judged
            where transaction_id = any($1) order by 1 for update
          )
          update transaction_judged set noted = nextval('transaction_noted'), settled = false
          where transaction_id in (select transaction_id from held)
          """,
          (Object) transactions.toArray(UUID[]::new));
    }
  }

  public static long settled(Sql sql) {
    return count(sql, "select count(*) as n from transaction_judged where settled");
  }

  public static long unsettled(Sql sql) {
    return count(sql, "select count(*) as n from transaction_judged where not settled");
  }

  private static long count(Sql sql, String question) {
    return sql.one(row -> row.getLong("n"), question).orElse(0L);
  }
}
