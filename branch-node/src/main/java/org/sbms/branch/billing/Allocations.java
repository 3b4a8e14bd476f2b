package org.sbms.branch.billing;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;

/**
 * Says which credit paid which invoice, after the fact: payments are posted without it. Accounts
 * whose money moved are found in the ledger, a stretch of it at a time, and worked out anew, set by
 * set.
 *
 * <p>The rule: the balance says how much of an account's invoices is paid. That much is allocated,
 * to the oldest due first or kind by kind ({@link AllocationRule}), from payments and credit notes
 * in the order of time; what they do not explain, such as credit from before the first invoice, is
 * allocated from the balance itself. What was allocated by hand stays while its payment does, and
 * goes first.
 *
 * <p>Kind by kind an invoice is cut into parts that come to its total exactly: charges without
 * taxes by kind, and taxes. A part below zero (a discount, something given back) lessens the parts
 * before it, and what no line explains is the last part. What was paid by hand pays an invoice's
 * first parts.
 */
final class Allocations {
  /** Postings of transactions that were open when later ones had committed are looked at again. */
  private static final int OVERLAP = 5_000;

  private static final int STRETCH = 20_000;
  private static final int MAX_STRETCHES = 500;

  private final Clock clock;

  Allocations(Clock clock) {
    this.clock = clock;
  }

  /** For the periodic job. */
  void follow(Database database) {
    for (int i = 0; i < MAX_STRETCHES; i++) {
      if (!database.inTransaction(this::stretch)) {
        return;
      }
    }
  }

  /** Whether there is more. */
  private boolean stretch(Tx tx) {
    long from =
        tx.one(row -> row.getLong(0), "select posting from allocation_state for update")
            .orElseThrow();
    long head =
        tx.one(row -> row.getLong(0), "select coalesce(max(id), 0) from ledger_posting")
            .orElseThrow();
    if (head == from) {
      return false;
    }
    long until = Math.min(head, from + STRETCH);
    List<String> moved = moved(tx, from - OVERLAP, until);
    tx.planForSets();
    allocate(tx, moved);
    tx.run("update allocation_state set posting = $1", until);
    return until < head;
  }

  /**
   * Accounts whose allocation may be another since. One that only got a bill, and owes all that its
   * open invoices say, has none to change: so a bill run, which moves most accounts at once, leaves
   * nothing to do here but for those that had paid in advance. Kind by kind a new bill may take
   * what an older one had.
   */
  private static List<String> moved(Tx tx, long after, long until) {
    tx.planForFewRows();
    return tx.list(
        row -> row.getString(0),
        """
        select m.account from (
          select p.subject as account, bool_and(p.kind = 'invoice') as only_billed
          from ledger_posting p
          where p.id > $1 and p.id <= $2 and '2010' in (p.debit, p.credit)
          group by 1) m
        join account a on a.number = m.account
        where exists (select from invoice i where i.account = m.account)
          and not (m.only_billed and (select first_by = 'AGE' from allocation_rule)
            and (select coalesce(sum(i.open_minor), 0) from invoice i
                where i.account = m.account and i.open_minor > 0)
              = greatest(0, -(a.balance_minor + (select coalesce(sum(c.minor), 0) from (
                  select amount_minor as minor from charge
                  where account = a.number and payer is null and invoice_id is null and booked
                  union all
                  select amount_minor from charge
                  where payer = a.number and invoice_id is null and booked) c))))
        order by 1
        """,
        after,
        until);
  }

  void allocate(Tx tx, List<String> accounts) {
    if (accounts.isEmpty()) {
      return;
    }
    String[] numbers = accounts.toArray(String[]::new);
    tx.run(
        "select from account where number = any($1) order by number for update", (Object) numbers);
    tx.run(
        """
        delete from allocation a using invoice i
        where i.id = a.invoice_id and i.account = any($1) and a.by_hand
          and a.credit_source = 'payment'
          and not exists (select from credit c
            where c.payment_id::text = a.credit_id and c.state = 'POSTED')
          and not exists (select from payment p
            where p.id::text = a.credit_id and p.state = 'POSTED')
        """,
        (Object) numbers);
    tx.run(
        """
        with owed as (
          select i.id, i.account, i.due_on, i.number, i.total_minor,
            i.total_minor - coalesce(h.minor, 0) as minor
          from invoice i
          left join (select invoice_id, sum(amount_minor) as minor from allocation
            where by_hand group by 1) h on h.invoice_id = i.id
          where i.account = any($1) and i.kind = 'INVOICE' and i.total_minor > 0
        ), fact as (
          select a.number as account, o.since,
            greatest(0, o.owed - greatest(0, -(a.balance_minor + (
              select coalesce(sum(c.minor), 0) from (
                select amount_minor as minor from charge
                where account = a.number and payer is null and invoice_id is null and booked
                union all
                select amount_minor from charge
                where payer = a.number and invoice_id is null and booked) c)))) as payable
          from account a
          join (select w.account, sum(w.minor) as owed,
              (select min(issued_on) from invoice i where i.account = w.account) as since
            from owed w group by 1) o on o.account = a.number
        ), credit_all as (
          select 'payment' as source, c.payment_id::text as id, c.account, c.at, c.amount_minor as minor
          from credit c join fact f on f.account = c.account
          where c.state = 'POSTED' and c.at >= f.since
          union all
          select 'payment', p.id::text, p.account, p.accepted_at, p.amount_minor
          from payment p join fact f on f.account = p.account
          where p.state = 'POSTED' and p.accepted_at >= f.since
            and not exists (select from credit c where c.payment_id = p.id)
          union all
          select 'credit-note', i.id::text, i.account, i.issued_on, -i.total_minor
          from invoice i join fact f on f.account = i.account
          where i.kind = 'CREDIT_NOTE' and i.total_minor < 0
        ), known as (
          select k.source, k.id, k.account, k.at, k.minor - coalesce(h.minor, 0) as minor
          from credit_all k
          left join (select credit_source, credit_id, sum(amount_minor) as minor from allocation
            where by_hand group by 1, 2) h on h.credit_source = k.source and h.credit_id = k.id
        ), usable as (
          select * from known where minor > 0
          union all
          select 'balance', f.account, f.account, '-infinity',
            f.payable - coalesce((select sum(minor) from known k
              where k.account = f.account and minor > 0), 0)
          from fact f
        ), given as (
          select account, source, id, minor,
            sum(minor) over (partition by account order by at, id) - minor as begins
          from usable where minor > 0
        ), rule as (
          select first_by = 'KIND' as by_kind, kinds from allocation_rule
        ), said as (
          select o.id, k.kind, k.minor from owed o cross join lateral (
            select l.kind, sum(l.net_minor) as minor from charge l
            where (l.account = o.account or l.payer = o.account) and l.invoice_id = o.id group by 1
            union all
            select 'TAX', sum(l.tax_minor) from charge l
            where (l.account = o.account or l.payer = o.account) and l.invoice_id = o.id
          ) k
          where (select by_kind from rule) and o.minor > 0 and k.minor <> 0
        ), reached as (
          select id, kind, rank, least(greatest(0, min(upto) over (partition by id order by rank, kind
            rows between current row and unbounded following)), total_minor) as upto, by_hand
          from (
            select o.id, s.kind, s.rank, o.total_minor, o.total_minor - o.minor as by_hand,
              case when s.kind = '' then o.total_minor else sum(s.minor) over (
                partition by o.id order by s.rank, s.kind) end as upto
            from owed o join (
              select id, kind, coalesce(array_position(kinds, kind), 98) as rank, minor from said, rule
              union all
              select id, '', 99, 0 from owed where minor > 0 and (select by_kind from rule)
            ) s on s.id = o.id
          ) c
        ), part as (
          select id, kind, rank, greatest(upto, by_hand) - greatest(by_hand,
            lag(upto, 1, 0) over (partition by id order by rank, kind)) as minor
          from reached
        ), taken as (
          select account, id, minor,
            sum(minor) over (partition by account order by due_on, number) - minor as begins
          from owed where minor > 0 and not (select by_kind from rule)
          union all
          select o.account, p.id, p.minor, sum(p.minor) over (
            partition by o.account order by p.rank, o.due_on, o.number, p.kind) - p.minor
          from part p join owed o on o.id = p.id where p.minor > 0
        ), wanted as (
          select t.id as invoice_id, g.source, g.id as credit_id,
            sum(greatest(0, least(t.begins + t.minor, g.begins + g.minor, f.payable)
              - greatest(t.begins, g.begins)))::bigint as minor
          from taken t join given g on g.account = t.account
            and g.begins < t.begins + t.minor and t.begins < g.begins + g.minor
          join fact f on f.account = t.account
          group by 1, 2, 3
        ), gone as (
          delete from allocation a using owed o
          where a.invoice_id = o.id and not a.by_hand and not exists (select from wanted w
            where w.minor > 0 and w.invoice_id = a.invoice_id and w.source = a.credit_source
              and w.credit_id = a.credit_id)
        ), put as (
          insert into allocation as a (invoice_id, credit_source, credit_id, amount_minor, allocated_at)
          select invoice_id, source, credit_id, minor, $2 from wanted where minor > 0
          on conflict (invoice_id, credit_source, credit_id) do update
          set amount_minor = excluded.amount_minor
          where not a.by_hand and a.amount_minor <> excluded.amount_minor
        )
        update invoice i set open_minor = o.minor - coalesce(w.minor, 0)
        from owed o left join (select invoice_id, sum(minor) as minor from wanted
          where minor > 0 group by 1) w on w.invoice_id = o.id
        where i.id = o.id and i.open_minor <> o.minor - coalesce(w.minor, 0)
        """,
        numbers,
        clock.instant().atOffset(ZoneOffset.UTC));
  }
}
