package org.sbms.branch.statement;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.AccountStatement;
import org.sbms.contract.billing.ShowStatement;
import org.sbms.kit.db.Sql;

/** Reads statements from the ledger, which is what balances are made of. */
final class StatementReading {
  private final String branchName;

  /**
   * @param branchName who writes, where the look of invoices names no seller
   */
  StatementReading(String branchName) {
    this.branchName = branchName;
  }

  Outcome<AccountStatement> of(Sql sql, ShowStatement question) {
    Optional<Row> head = head(sql, question);
    if (head.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no subscriber " + question.account() + ".");
    }
    List<Row> rows = rows(sql, question);
    if (rows.size() > AccountStatement.MAX_LINES) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The period has too many lines: ask for a shorter one.");
    }
    return Outcome.done(statement(question, head.get(), rows));
  }

  private static Optional<Row> head(Sql sql, ShowStatement question) {
    return sql.one(
        row -> row,
        """
        select a.currency, c.name, c.address, t.seller,
          coalesce((select sum(case when credit = $2 then amount_minor else -amount_minor end)
            from ledger_posting p
            where p.subject = a.number and $2 in (debit, credit) and p.value_date < $3),
            0)::bigint as opening_minor
        from account a join customer c on c.id = a.customer_id
        cross join lateral (select seller from invoice_template where code = 'branch'
          order by version desc limit 1) t
        where a.number = $1
        """,
        question.account().value(),
        Chart.SUBSCRIBERS.code(),
        question.from());
  }

  /** A document has several postings; what moves no balance, such as tax told apart, is no line. */
  private static List<Row> rows(Sql sql, ShowStatement question) {
    return sql.list(
        row -> row,
        """
        select p.value_date, p.kind,
          coalesce((select number from invoice i where i.id = p.transaction_id), '') as document,
          sum(case when p.credit = $2 then p.amount_minor else -p.amount_minor end)::bigint as minor
        from ledger_posting p
        where p.subject = $1 and $2 in (p.debit, p.credit)
          and p.value_date >= $3 and p.value_date < $4
        group by p.value_date, p.kind, p.transaction_id
        having sum(case when p.credit = $2 then p.amount_minor else -p.amount_minor end) <> 0
        order by p.value_date, min(p.id) limit $5
        """,
        question.account().value(),
        Chart.SUBSCRIBERS.code(),
        question.from(),
        question.until(),
        AccountStatement.MAX_LINES + 1);
  }

  private AccountStatement statement(ShowStatement question, Row head, List<Row> rows) {
    Currency currency = Currency.getInstance(head.getString("currency"));
    Money opening = new Money(head.getLong("opening_minor"), currency);
    Money balance = opening;
    List<AccountStatement.Line> lines = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Money amount = new Money(row.getLong("minor"), currency);
      balance = balance.plus(amount);
      lines.add(
          new AccountStatement.Line(
              row.getLocalDate("value_date"),
              row.getString("kind"),
              row.getString("document"),
              amount,
              balance));
    }
    return new AccountStatement(
        question.account(),
        head.getString("name"),
        head.getString("address"),
        head.getString("seller").isBlank() ? branchName : head.getString("seller"),
        question.from(),
        question.until(),
        opening,
        lines,
        balance);
  }
}
