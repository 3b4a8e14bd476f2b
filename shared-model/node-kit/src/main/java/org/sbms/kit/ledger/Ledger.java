package org.sbms.kit.ledger;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.CopyRows;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** A node's general ledger. Postings are only ever added. A simulation keeps them in memory. */
public class Ledger {
  /** A line of the trial balance: what was debited and credited in all, up to a moment. */
  public record Line(String code, String name, String currency, long debitMinor, long creditMinor) {

    public String debit() {
      return Money.ofMinor(debitMinor, currency).amount();
    }

    public String credit() {
      return Money.ofMinor(creditMinor, currency).amount();
    }
  }

  /** Accounts that have their name in the database; as many as the chart and branches make. */
  private final Set<LedgerAccount> named = ConcurrentHashMap.newKeySet();

  public void post(Tx tx, Instant bookedAt, LocalDate valueDate, List<Posting> postings) {
    if (postings.isEmpty()) {
      return;
    }
    nameAccounts(tx, postings);
    tx.write(
        """
        insert into ledger_posting (transaction_id, kind, debit, credit, amount_minor, currency,
            subject, booked_at, value_date)
        select t.*, $8, $9
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
            $7::text[]) as t
        """,
        column(postings, Posting::transactionId, UUID[]::new),
        column(postings, Posting::kind, String[]::new),
        column(postings, posting -> posting.debit().code(), String[]::new),
        column(postings, posting -> posting.credit().code(), String[]::new),
        column(postings, posting -> posting.amount().minor(), Long[]::new),
        column(postings, posting -> posting.amount().currencyCode(), String[]::new),
        column(postings, Posting::subject, String[]::new),
        bookedAt.atOffset(ZoneOffset.UTC),
        valueDate);
  }

  /** The same for very many postings, in a transaction of a bulk connection. */
  public void post(Bulk bulk, Instant bookedAt, LocalDate valueDate, List<Posting> postings) {
    Set<LedgerAccount> accounts = new TreeSet<>(Comparator.comparing(LedgerAccount::code));
    CopyRows rows = new CopyRows(postings.size() * 160);
    for (Posting posting : postings) {
      accounts.add(posting.debit());
      accounts.add(posting.credit());
      rows.add(posting.transactionId())
          .add(posting.kind())
          .add(posting.debit().code())
          .add(posting.credit().code())
          .add(posting.amount().minor())
          .add(posting.amount().currencyCode())
          .add(posting.subject())
          .add(bookedAt)
          .add(valueDate)
          .endRow();
    }
    accounts.removeAll(named);
    for (LedgerAccount account : accounts) {
      bulk.run(
          "insert into ledger_account (code, name) values (?, ?) on conflict do nothing",
          account.code(),
          account.name());
    }
    bulk.copy(
        """
        ledger_posting (transaction_id, kind, debit, credit, amount_minor, currency, subject,
          booked_at, value_date)\
        """,
        rows);
  }

  /** Ordered by code and currency; the two columns have equal sums per currency. */
  public List<Line> trialBalance(Sql sql, Instant at) {
    return sql.list(
        Ledger::toLine,
        """
        select code, coalesce(a.name, code) as name, currency,
               sum(debit)::bigint as debit, sum(credit)::bigint as credit
        from (
          select debit as code, currency, sum(amount_minor) as debit, 0 as credit
          from ledger_posting where booked_at <= $1 group by 1, 2
          union all
          select credit, currency, 0, sum(amount_minor)
          from ledger_posting where booked_at <= $1 group by 1, 2
        ) as sides
        left join ledger_account a using (code)
        group by 1, 2, 3
        order by 1, 3
        """,
        at.atOffset(ZoneOffset.UTC));
  }

  private void nameAccounts(Tx tx, List<Posting> postings) {
    List<LedgerAccount> accounts =
        postings.stream()
            .flatMap(posting -> Stream.of(posting.debit(), posting.credit()))
            .filter(account -> !named.contains(account))
            .distinct()
            .sorted(java.util.Comparator.comparing(LedgerAccount::code))
            .toList();
    if (accounts.isEmpty()) {
      return;
    }
    tx.afterCommit(() -> named.addAll(accounts));
    tx.write(
        """
        insert into ledger_account (code, name)
        select code, t.name from unnest($1::text[], $2::text[]) as t (code, name)
        where not exists (select from ledger_account known where known.code = t.code)
        on conflict do nothing
        """,
        accounts.stream().map(LedgerAccount::code).toArray(String[]::new),
        accounts.stream().map(LedgerAccount::name).toArray(String[]::new));
  }

  private static <T> T[] column(
      List<Posting> postings, Function<Posting, T> value, IntFunction<T[]> array) {
    return postings.stream().map(value).toArray(array);
  }

  private static Line toLine(Row row) {
    return new Line(
        row.getString("code"),
        row.getString("name"),
        row.getString("currency"),
        row.getLong("debit"),
        row.getLong("credit"));
  }
}
