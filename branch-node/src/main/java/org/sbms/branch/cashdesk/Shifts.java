package org.sbms.branch.cashdesk;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** The tables of shifts, and what belongs to one by its person and time. */
final class Shifts {
  private static final String COLUMNS =
      """
      select id, number, desk, person, state, currency, opened_at, float_minor,
        float_count::text as float_count, closed_at, counted_minor,
        counted_count::text as counted_count, figures::text as figures, variance_minor, comment,
        accepted_at, accepted_by, decision
      from cash_shift
      """;

  long nextNumber(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('cash_shift_number')").orElseThrow();
  }

  /** Whether it was opened: not when the person has another one open. */
  boolean insert(Tx tx, CashShift shift) {
    return tx.run(
                """
                insert into cash_shift (id, number, desk, person, state, currency, opened_at,
                    float_minor, float_count)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb)
                on conflict (person) where state = 'OPEN' do nothing
                """,
                shift.id(),
                shift.number(),
                shift.desk(),
                shift.person(),
                shift.state().name(),
                shift.opening().currencyCode(),
                at(shift.openedAt()),
                shift.opening().minor(),
                Json.write(shift.openingCount()))
            .rowCount()
        == 1;
  }

  Optional<CashShift> lockOpen(Tx tx, String person) {
    return tx.one(
        Shifts::toShift, COLUMNS + "where person = $1 and state = 'OPEN' for update", person);
  }

  Optional<CashShift> findOpen(Sql sql, String person) {
    return sql.one(Shifts::toShift, COLUMNS + "where person = $1 and state = 'OPEN'", person);
  }

  Optional<CashShift> lock(Tx tx, UUID id) {
    return tx.one(Shifts::toShift, COLUMNS + "where id = $1 for update", id);
  }

  Optional<CashShift> find(Sql sql, UUID id) {
    return sql.one(Shifts::toShift, COLUMNS + "where id = $1", id);
  }

  void update(Tx tx, CashShift shift, CashShift.Closing closing) {
    tx.run(
        """
        update cash_shift set state = $2, closed_at = $3, counted_minor = $4,
          counted_count = $5::text::jsonb, figures = $6::text::jsonb, variance_minor = $7,
          comment = $8, accepted_at = $9, accepted_by = $10, decision = $11
        where id = $1
        """,
        shift.id(),
        shift.state().name(),
        at(closing.at()),
        closing.counted().minor(),
        Json.write(closing.count()),
        Json.write(closing.figures()),
        closing.variance().minor(),
        closing.comment(),
        at(closing.acceptedAt()),
        closing.acceptedBy(),
        closing.decision());
  }

  /**
   * @param person only this one's; empty for everybody's
   */
  List<CashShift> list(Sql sql, ListShifts question, String person) {
    return sql.list(
        Shifts::toShift,
        COLUMNS
            + """
            where ($1 = '' or state = $1) and ($2 = '' or person = $2)
              and ($3 = '' or strpos(lower(number || ' ' || desk || ' ' || person), lower($3)) > 0)
            order by opened_at\
            """
            + (question.latestFirst() ? " desc" : "")
            + ", id offset $4 limit $5",
        question.state().map(Enum::name).orElse(""),
        person,
        question.text(),
        question.offset(),
        question.limit());
  }

  void insert(Tx tx, CashMove move) {
    tx.run(
        """
        insert into cash_move (id, shift, kind, amount_minor, comment, moved_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        move.id(),
        move.shift(),
        move.kind().name(),
        move.amount().minor(),
        move.comment(),
        at(move.movedAt()));
  }

  List<CashMove> moves(Sql sql, CashShift shift) {
    return sql.list(
        row ->
            new CashMove(
                row.getUUID("id"),
                row.getUUID("shift"),
                CashMove.Kind.valueOf(row.getString("kind")),
                new Money(row.getLong("amount_minor"), shift.opening().currency()),
                row.getString("comment"),
                row.getOffsetDateTime("moved_at").toInstant()),
        "select * from cash_move where shift = $1 order by moved_at, id",
        shift.id());
  }

  /** What a shift that is still open has until that moment, which it does not include. */
  ShiftFigures figures(Sql sql, CashShift shift, Instant until) {
    Currency currency = shift.opening().currency();
    ShiftFigures.Sum payments = ShiftFigures.Sum.none(Money.zero(currency));
    List<ShiftFigures.ByMethod> others = new ArrayList<>();
    for (ShiftFigures.ByMethod taken : taken(sql, shift, until)) {
      if (taken.method() == PaymentMethod.CASH) {
        payments = new ShiftFigures.Sum(taken.count(), taken.total());
      } else {
        others.add(taken);
      }
    }
    return new ShiftFigures(
        payments,
        cancelled(sql, shift, until),
        refunded(sql, shift, until),
        moved(sql, shift, CashMove.Kind.FROM_SAFE),
        moved(sql, shift, CashMove.Kind.TO_SAFE),
        others);
  }

  private static List<ShiftFigures.ByMethod> taken(Sql sql, CashShift shift, Instant until) {
    return sql.list(
        row ->
            new ShiftFigures.ByMethod(
                PaymentMethod.parse(row.getString("method")),
                row.getLong("count"),
                new Money(row.getLong("total"), shift.opening().currency())),
        """
        select method, count(*) as count, sum(amount_minor)::bigint as total from payment
        where accepted_at >= $1 and accepted_at < $2 and accepted_by = $3 and currency = $4
        group by method order by method
        """,
        at(shift.openedAt()),
        at(until),
        shift.person(),
        shift.opening().currencyCode());
  }

  /** The cash is given back when the cancellation is through, as the books have it. */
  private static ShiftFigures.Sum cancelled(Sql sql, CashShift shift, Instant until) {
    return sum(
        sql,
        shift,
        """
        select count(*) as count, coalesce(sum(p.amount_minor), 0)::bigint as total
        from payment_cancellation c join payment p on p.id = c.payment_id
        where c.cancelled_by = $1 and p.state = 'REVERSED' and p.method = 'cash'
          and p.changed_at >= $2 and p.changed_at < $3 and p.currency = $4
        """,
        shift.person(),
        at(shift.openedAt()),
        at(until),
        shift.opening().currencyCode());
  }

  private static ShiftFigures.Sum refunded(Sql sql, CashShift shift, Instant until) {
    return sum(
        sql,
        shift,
        """
        select count(*) as count, coalesce(sum(amount_minor), 0)::bigint as total from refund
        where state = 'PAID' and requested_by = $1 and changed_at >= $2 and changed_at < $3
          and currency = $4
        """,
        shift.person(),
        at(shift.openedAt()),
        at(until),
        shift.opening().currencyCode());
  }

  private static ShiftFigures.Sum moved(Sql sql, CashShift shift, CashMove.Kind kind) {
    return sum(
        sql,
        shift,
        """
        select count(*) as count, coalesce(sum(amount_minor), 0)::bigint as total from cash_move
        where shift = $1 and kind = $2
        """,
        shift.id(),
        kind.name());
  }

  /** Cash of a span of time that is in no shift of who took it, and was not given back. */
  List<ListLooseCash.OfPerson> loose(Sql sql, Currency currency, Instant from, Instant until) {
    return sql.list(
        row ->
            new ListLooseCash.OfPerson(
                row.getString("person"),
                row.getLong("count"),
                new Money(row.getLong("total"), currency)),
        """
        select accepted_by as person, count(*) as count, sum(amount_minor)::bigint as total
        from payment p
        where accepted_at >= $1 and accepted_at < $2 and method = 'cash' and currency = $3
          and state <> 'REVERSED'
          and not exists (
            select from cash_shift s
            where s.person = p.accepted_by and p.accepted_at >= s.opened_at
              and (s.closed_at is null or p.accepted_at < s.closed_at))
        group by accepted_by order by total desc, accepted_by
        """,
        at(from),
        at(until),
        currency.getCurrencyCode());
  }

  private static ShiftFigures.Sum sum(
      Sql sql, CashShift shift, String query, @Nullable Object... args) {
    return sql.one(
            row ->
                new ShiftFigures.Sum(
                    row.getLong("count"),
                    new Money(row.getLong("total"), shift.opening().currency())),
            query,
            args)
        .orElseThrow();
  }

  private static CashShift toShift(Row row) {
    Currency currency = Money.currencyOf(row.getString("currency"));
    return new CashShift(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("desk"),
        row.getString("person"),
        ShiftState.valueOf(row.getString("state")),
        row.getOffsetDateTime("opened_at").toInstant(),
        new Money(row.getLong("float_minor"), currency),
        Json.read(row.getString("float_count"), CashCount.class),
        row.getOffsetDateTime("closed_at") == null ? null : toClosing(row, currency));
  }

  private static CashShift.Closing toClosing(Row row, Currency currency) {
    OffsetDateTime accepted = row.getOffsetDateTime("accepted_at");
    return new CashShift.Closing(
        row.getOffsetDateTime("closed_at").toInstant(),
        Json.read(row.getString("counted_count"), CashCount.class),
        new Money(row.getLong("counted_minor"), currency),
        Json.read(row.getString("figures"), ShiftFigures.class),
        new Money(row.getLong("variance_minor"), currency),
        row.getString("comment"),
        accepted == null ? null : accepted.toInstant(),
        row.getString("accepted_by"),
        row.getString("decision"));
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
