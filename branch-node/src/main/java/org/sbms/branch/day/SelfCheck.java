package org.sbms.branch.day;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AskStatements;
import org.sbms.contract.AskStatements.Book;
import org.sbms.contract.AskStatements.Difference;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;

/**
 * Compares this branch's books with its journal and its ledger, each in one statement and so of one
 * moment: a row that somebody changed by hand behind the journal is seen here and nowhere else.
 */
final class SelfCheck {
  private final BranchCode self;

  SelfCheck(BranchCode self) {
    this.self = self;
  }

  /** At most so many, in a fixed order. */
  List<Difference> differences(Sql sql) {
    return sql.list(
        SelfCheck::difference,
        """
        with of_home as (
          select distinct on (origin, transaction_id) origin, transaction_id, subject, amount_minor,
                 currency,
                 case kind when 'CREDIT_POSTED' then 'POSTED' when 'CREDIT_CORRECTED' then 'POSTED'
                   when 'CREDIT_REJECTED' then 'REJECTED' when 'CREDIT_VOIDED' then 'VOIDED'
                   else 'REVERSED' end as state
          from journal_entry where kind like 'CREDIT\\_%'
          order by origin, transaction_id, number desc
        ), of_origin as (
          select distinct on (transaction_id) transaction_id, subject, amount_minor, currency,
                 case kind when 'PAYMENT_ACCEPTED' then 'ACCEPTED'
                   when 'PAYMENT_REJECTED' then 'REJECTED'
                   when 'CANCEL_REQUESTED' then 'CANCELLING'
                   when 'PAYMENT_REVERSED' then 'REVERSED' else 'POSTED' end as state
          from journal_entry where kind like 'PAYMENT\\_%' or kind in ('CANCEL_REQUESTED', 'CANCEL_REFUSED')
          order by transaction_id, number desc
        ), booked as (
          select transaction_id, currency,
                 sum(case when credit = $2 then amount_minor else -amount_minor end) as minor
          from ledger_posting where $2 in (debit, credit) group by 1, 2
        ), of_account as (
          select subject, currency,
                 sum(case when credit = $2 then amount_minor else -amount_minor end) as minor
          from ledger_posting where $2 in (debit, credit) group by 1, 2
        ), expected as (
          select payment_id as transaction_id, account, currency,
                 case state when 'POSTED' then amount_minor else 0 end as minor from credit
          union all
          select id, account, currency,
                 case state when 'POSTED' then amount_minor else 0 end
          from payment where home = $1
        )
        select * from (
          select 'CREDIT' as book, coalesce(c.payment_id, j.transaction_id)::text as key,
                 c.state as state, c.amount_minor as minor, c.currency as currency,
                 c.account as account, j.state as other_state, j.amount_minor as other_minor,
                 j.currency as other_currency, j.subject as other_account
          from credit c
          full join of_home j on j.origin = c.origin and j.transaction_id = c.payment_id
          where (c.state, c.amount_minor, c.currency, c.account)
            is distinct from (j.state, j.amount_minor, j.currency, j.subject)
          union all
          select 'PAYMENT', coalesce(p.id, j.transaction_id)::text, p.state, p.amount_minor,
                 p.currency, p.account, j.state, j.amount_minor, j.currency, j.subject
          from (select * from payment where home <> $1) p
          full join of_origin j on j.transaction_id = p.id
          where (case when p.state = 'REVERSED' and j.state = 'REJECTED' then 'REJECTED'
                   else p.state end, p.amount_minor, p.currency, p.account)
            is distinct from (j.state, j.amount_minor, j.currency, j.subject)
          union all
          select 'LEDGER', e.transaction_id::text, null, coalesce(b.minor, 0)::bigint, e.currency,
                 e.account, null, e.minor, e.currency, e.account
          from expected e
          left join booked b on b.transaction_id = e.transaction_id and b.currency = e.currency
          where coalesce(b.minor, 0) <> e.minor
          union all
          select 'BALANCE', a.number, null, a.balance_minor, a.currency, a.number, null,
                 coalesce(l.minor, 0)::bigint, a.currency, a.number
          from account a left join of_account l on l.subject = a.number and l.currency = a.currency
          where a.balance_minor <> coalesce(l.minor, 0)
        ) found order by book, key limit $3
        """,
        self.value(),
        Chart.SUBSCRIBERS.code(),
        AskStatements.MAX_DIFFERENCES);
  }

  private static Difference difference(Row row) {
    return new Difference(
        Book.valueOf(row.getString("book")),
        row.getString("key"),
        said(row, ""),
        said(row, "other_"));
  }

  private static String said(Row row, String side) {
    Optional<Long> minor = Optional.ofNullable(row.getLong(side + "minor"));
    if (minor.isEmpty()) {
      return "";
    }
    String state = Optional.ofNullable(row.getString(side + "state")).orElse("");
    Money amount = Money.ofMinor(minor.get(), row.getString(side + "currency"));
    return (state + " " + amount + " " + row.getString(side + "account")).strip();
  }
}
