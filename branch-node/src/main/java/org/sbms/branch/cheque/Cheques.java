package org.sbms.branch.cheque;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of cheques and deposit slips. */
final class Cheques {
  static final int MAX_ON_SLIP = 200;

  long nextSlip(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('cheque_slip_number')").orElseThrow();
  }

  /** Whether it is new: the same piece of paper is not taken twice. */
  boolean insert(Tx tx, Cheque cheque) {
    return tx.run(
                """
                insert into cheque (id, number, bank, drawer, dated, account, amount_minor, currency,
                    state, credit, held, credit_account, received_at, received_by, changed_at,
                    changed_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $6, $12, $13, $12, $13)
                on conflict (lower(bank), lower(number), lower(drawer)) where state <> 'RETURNED'
                  do nothing
                """,
                cheque.id(),
                cheque.number(),
                cheque.bank(),
                cheque.drawer(),
                cheque.dated(),
                cheque.account().value(),
                cheque.amount().minor(),
                cheque.amount().currencyCode(),
                cheque.state().name(),
                cheque.credit().name(),
                cheque.held(),
                at(cheque.receivedAt()),
                cheque.receivedBy())
            .rowCount()
        == 1;
  }

  void insert(Tx tx, ChequeSlip slip) {
    tx.run(
        """
        insert into cheque_slip (id, number, bank, made_on, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6)
        """,
        slip.id(),
        slip.number(),
        slip.bank(),
        slip.madeOn(),
        at(slip.madeAt()),
        slip.madeBy());
  }

  Optional<Cheque> lock(Tx tx, UUID id) {
    return tx.one(Cheques::toCheque, "select * from cheque where id = $1 for update", id);
  }

  /** In the order of their ids, so that two transactions never wait for each other. */
  List<Cheque> lock(Tx tx, List<UUID> ids) {
    return tx.list(
        Cheques::toCheque,
        "select * from cheque where id = any($1::uuid[]) order by id for update",
        (Object) ids.toArray(UUID[]::new));
  }

  List<Cheque> lockUnanswered(Tx tx, UUID slip) {
    return tx.list(
        Cheques::toCheque,
        "select * from cheque where slip = $1 and state = 'DEPOSITED' order by id for update",
        slip);
  }

  Optional<Cheque> find(Sql sql, UUID id) {
    return sql.one(Cheques::toCheque, "select * from cheque where id = $1", id);
  }

  void update(Tx tx, Cheque cheque) {
    tx.write(
        """
        update cheque set state = $2, credit = $3, held = $4, credit_account = $5,
          credit_attempt = $6, payment_id = $7, slip = $8, reason = $9, fee_minor = $10,
          changed_at = $11, changed_by = $12
        where id = $1
        """,
        cheque.id(),
        cheque.state().name(),
        cheque.credit().name(),
        cheque.held(),
        cheque.creditTo().value(),
        cheque.creditAttempt(),
        cheque.payment(),
        cheque.slip(),
        cheque.reason(),
        cheque.fee().minor(),
        at(cheque.changedAt()),
        cheque.changedBy());
  }

  /** Those whose balance is to be changed yet, a page after an id. */
  List<Cheque> toSettle(Sql sql, UUID after, int limit) {
    return sql.list(
        Cheques::toCheque,
        """
        select * from cheque where credit in ('DUE', 'REVERSE_DUE') and id > $1
        order by id limit $2
        """,
        after,
        limit);
  }

  Optional<PaymentState> stateOfPayment(Sql sql, UUID payment) {
    return sql.one(
        row -> PaymentState.valueOf(row.getString(0)),
        "select state from payment where id = $1",
        payment);
  }

  List<Cheque> list(Sql sql, ListCheques question, LocalDate today) {
    return sql.list(
        Cheques::toCheque,
        """
        select * from cheque
        where ($1 = ''
            or strpos(lower(number || ' ' || bank || ' ' || drawer || ' ' || account), lower($1)) > 0)
          and ($2 = '' or state = $2) and ($3 = '' or credit = $3)
          and (not $4::bool or state = 'RECEIVED' and dated <= $5)
        order by received_at\
        """
            + (question.latestFirst() ? " desc, id desc" : ", id")
            + " offset $6 limit $7",
        question.text(),
        question.state().map(Enum::name).orElse(""),
        question.credit().map(Enum::name).orElse(""),
        question.depositable(),
        today,
        question.offset(),
        question.limit());
  }

  List<Cheque> onSlip(Sql sql, UUID slip) {
    return sql.list(
        Cheques::toCheque,
        "select * from cheque where slip = $1 order by bank, number, id limit " + MAX_ON_SLIP,
        slip);
  }

  Optional<ChequeSlip> findSlip(Sql sql, UUID id) {
    return sql.one(Cheques::toSlip, "select * from cheque_slip where id = $1", id);
  }

  List<ListChequeSlips.Row> slips(Sql sql, ListChequeSlips question, Currency currency) {
    return sql.list(
        row ->
            new ListChequeSlips.Row(
                toSlip(row),
                row.getLong("cheques"),
                new Money(row.getLong("total"), currency),
                row.getLong("unanswered")),
        """
        select s.*, c.cheques, c.total, c.unanswered
        from (select * from cheque_slip order by made_at\
        """
            + (question.latestFirst() ? " desc, id desc" : ", id")
            + """
               offset $1 limit $2) s
            cross join lateral (
              select count(*) as cheques, coalesce(sum(amount_minor), 0)::bigint as total,
                count(*) filter (where state = 'DEPOSITED') as unanswered
              from cheque where slip = s.id) c
            order by s.made_at\
            """
            + (question.latestFirst() ? " desc, s.id desc" : ", s.id"),
        question.offset(),
        question.limit());
  }

  /** Each bound is the first day of the next line. */
  List<ShowChequeAgeing.Line> ageing(Sql sql, Instant now, Integer[] bounds, Currency currency) {
    return sql.list(
        row -> {
          int bucket = row.getInteger("bucket");
          return new ShowChequeAgeing.Line(
              ChequeState.valueOf(row.getString("state")),
              bucket == 0 ? 0 : bounds[bucket - 1],
              bucket == bounds.length ? 0 : bounds[bucket] - 1,
              row.getLong("cheques"),
              new Money(row.getLong("total"), currency));
        },
        """
        select state,
          width_bucket(extract(epoch from $1 - received_at)::bigint / 86400, $2::bigint[]) as bucket,
          count(*) as cheques, sum(amount_minor)::bigint as total
        from cheque where state in ('RECEIVED', 'DEPOSITED') group by 1, 2 order by 1 desc, 2
        """,
        at(now),
        Arrays.stream(bounds).map(Integer::longValue).toArray(Long[]::new));
  }

  private static Cheque toCheque(Row row) {
    String currency = row.getString("currency");
    return new Cheque(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("bank"),
        row.getString("drawer"),
        row.getLocalDate("dated"),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), currency),
        ChequeState.valueOf(row.getString("state")),
        CreditState.valueOf(row.getString("credit")),
        row.getBoolean("held"),
        new AccountNumber(row.getString("credit_account")),
        row.getInteger("credit_attempt"),
        row.getUUID("payment_id"),
        row.getUUID("slip"),
        row.getString("reason"),
        Money.ofMinor(row.getLong("fee_minor"), currency),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getString("received_by"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getString("changed_by"));
  }

  private static ChequeSlip toSlip(Row row) {
    return new ChequeSlip(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("bank"),
        row.getLocalDate("made_on"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
