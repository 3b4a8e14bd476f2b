package org.sbms.branch.billing;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** What people say of which payment pays which invoice. The books are not touched by it. */
final class HandAllocations {
  private static final RefusalCode MORE_THAN_FREE =
      new RefusalCode("more-than-free", RefusalCode.Category.CONFLICT);

  /**
   * Payments that stand, of our own desks and credited from other branches, since the day of the
   * account's first invoice: as for the rule, what came before is part of the balance.
   */
  private static final String PAYMENTS =
      """
      select c.payment_id as id, c.account, c.at, c.amount_minor from credit c
      where c.account = $1 and c.state = 'POSTED'
        and c.at >= (select min(i.issued_on) from invoice i where i.account = $1)
      union all
      select p.id, p.account, p.accepted_at, p.amount_minor from payment p
      where p.account = $1 and p.state = 'POSTED'
        and p.accepted_at >= (select min(i.issued_on) from invoice i where i.account = $1)
        and not exists (select from credit c where c.payment_id = p.id)
      """;

  private final Allocations rule;
  private final Clock clock;

  HandAllocations(Allocations rule, Clock clock) {
    this.rule = rule;
    this.clock = clock;
  }

  Outcome<ShowAllocation.Allocated> allocate(Command<AllocateByHand> command, Tx tx) {
    AllocateByHand asked = command.operation();
    Optional<InvoiceHead> found = invoice(tx, asked.invoice());
    if (found.isEmpty()) {
      return noInvoice();
    }
    InvoiceHead invoice = found.get();
    if (invoice.creditNote()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "Nothing pays a credit note.");
    }
    if (!asked.amount().currency().equals(invoice.total().currency())
        || asked.amount().isNegative()) {
      return Outcome.refused(
          Refusal.invalid("amount", "must be zero or more, in the invoice's currency"));
    }
    String account = invoice.account().value();
    tx.run("select from account where number = $1 for update", account);
    Optional<Long> payment =
        tx.one(
            row -> row.getLong(0),
            "select amount_minor from (" + PAYMENTS + ") k where id = $2",
            account,
            asked.payment());
    if (payment.isEmpty()) {
      return Outcome.refused(Refusal.invalid("payment", "is no payment that can pay this invoice"));
    }
    long free = payment.get() - elsewhere(tx, asked);
    long open = invoice.total().minor() - byOthers(tx, asked);
    if (asked.amount().minor() > Math.min(free, open)) {
      Currency currency = invoice.total().currency();
      return Outcome.refused(
          MORE_THAN_FREE,
          "At most %s of that payment can pay this invoice."
              .formatted(new Money(Math.max(0, Math.min(free, open)), currency)));
    }
    write(tx, asked);
    rule.allocate(tx, List.of(account));
    return show(tx, asked.invoice());
  }

  /** What people gave of the payment to other invoices. */
  private static long elsewhere(Tx tx, AllocateByHand asked) {
    return tx.one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor), 0)::bigint from allocation
            where by_hand and credit_source = 'payment' and credit_id = $1 and invoice_id <> $2
            """,
            asked.payment().toString(),
            asked.invoice())
        .orElseThrow();
  }

  /** What people gave the invoice from other payments. */
  private static long byOthers(Tx tx, AllocateByHand asked) {
    return tx.one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor), 0)::bigint from allocation
            where by_hand and invoice_id = $2 and credit_id <> $1
            """,
            asked.payment().toString(),
            asked.invoice())
        .orElseThrow();
  }

  private void write(Tx tx, AllocateByHand asked) {
    tx.run(
        """
        delete from allocation
        where invoice_id = $1 and credit_source = 'payment' and credit_id = $2
        """,
        asked.invoice(),
        asked.payment().toString());
    if (!asked.amount().isZero()) {
      tx.run(
          """
          insert into allocation
            (invoice_id, credit_source, credit_id, amount_minor, allocated_at, by_hand)
          values ($1, 'payment', $2, $3, $4, true)
          """,
          asked.invoice(),
          asked.payment().toString(),
          asked.amount().minor(),
          clock.instant().atOffset(ZoneOffset.UTC));
    }
  }

  Outcome<ShowAllocation.Allocated> show(Caller caller, ShowAllocation question, Sql sql) {
    return show(sql, question.invoice());
  }

  private static Outcome<ShowAllocation.Allocated> show(Sql sql, UUID id) {
    Optional<InvoiceHead> found = invoice(sql, id);
    if (found.isEmpty()) {
      return noInvoice();
    }
    InvoiceHead invoice = found.get();
    Currency currency = invoice.total().currency();
    List<ShowAllocation.Line> payments =
        sql.list(
            row -> line(row, currency),
            """
            select k.id, k.at, k.amount_minor,
              coalesce(sum(a.amount_minor), 0)::bigint as allocated,
              coalesce(sum(a.amount_minor) filter (where a.invoice_id = $2), 0)::bigint as here,
              coalesce(bool_or(a.by_hand) filter (where a.invoice_id = $2), false) as by_hand
            from (
            """
                + PAYMENTS
                + """
                ) k left join allocation a on a.credit_source = 'payment' and a.credit_id = k.id::text
                group by 1, 2, 3 order by k.at desc, k.id limit $3
                """,
            invoice.account().value(),
            id,
            ShowAllocation.MAX_PAYMENTS);
    Money free =
        payments.stream().map(ShowAllocation.Line::free).reduce(Money.zero(currency), Money::plus);
    return Outcome.done(new ShowAllocation.Allocated(invoice, payments, free));
  }

  private static Optional<InvoiceHead> invoice(Sql sql, UUID id) {
    return sql.one(InvoiceReading::head, "select * from invoice where id = $1", id);
  }

  private static ShowAllocation.Line line(Row row, Currency currency) {
    long amount = row.getLong("amount_minor");
    return new ShowAllocation.Line(
        row.getUUID("id"),
        row.getOffsetDateTime("at").toInstant(),
        new Money(amount, currency),
        new Money(row.getLong("here"), currency),
        row.getBoolean("by_hand"),
        new Money(amount - row.getLong("allocated"), currency));
  }

  private static <R> Outcome<R> noInvoice() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such invoice here.");
  }
}
