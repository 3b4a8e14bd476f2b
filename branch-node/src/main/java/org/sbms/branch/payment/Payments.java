package org.sbms.branch.payment;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of payments taken here; a simulation keeps them in memory. */
public class Payments {
  static final Duration DEALERS_KEPT = Duration.ofSeconds(5);

  private volatile Dealers dealers =
      new Dealers(System.nanoTime() - DEALERS_KEPT.toNanos(), Map.of());

  private record Dealers(long readAt, Map<String, String> byLogin) {}

  public List<Long> nextReceipts(Tx tx, int count) {
    return tx.list(
        row -> row.getLong(0),
        "select nextval('receipt_number') from generate_series(1, $1)",
        count);
  }

  /**
   * Notes who gives the money back: the last to cancel it, should home have refused that before.
   */
  public void noteCancelled(Tx tx, UUID id, String login, Instant now) {
    tx.write(
        """
        insert into payment_cancellation (payment_id, cancelled_by, cancelled_at)
        values ($1, $2, $3)
        on conflict (payment_id) do update set cancelled_by = $2, cancelled_at = $3
        """,
        id,
        login,
        now.atOffset(ZoneOffset.UTC));
  }

  /**
   * The dealers' codes by login. Read again after {@link #DEALERS_KEPT}, since every payment asks.
   */
  public Map<String, String> dealers(Tx tx) {
    Dealers known = dealers;
    if (System.nanoTime() - known.readAt < DEALERS_KEPT.toNanos()) {
      return known.byLogin;
    }
    Map<String, String> read = DealerLogins.byLogin(tx);
    dealers = new Dealers(System.nanoTime(), read);
    return read;
  }

  public void insert(Tx tx, List<Payment> payments) {
    if (payments.isEmpty()) {
      return;
    }
    tx.write(
        """
        insert into payment (id, receipt, account, home, amount_minor, currency, method, reference,
            state, confirmed, accepted_at, accepted_by, changed_at, origin_number, settlement_day)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[],
            $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::timestamptz[],
            $12::text[], $13::timestamptz[], $14::bigint[], $15::date[])
        """,
        column(payments, Payment::id, UUID[]::new),
        column(payments, Payment::receipt, String[]::new),
        column(payments, payment -> payment.account().value(), String[]::new),
        column(payments, payment -> payment.homeBranch().value(), String[]::new),
        column(payments, payment -> payment.amount().minor(), Long[]::new),
        column(payments, payment -> payment.amount().currencyCode(), String[]::new),
        column(payments, payment -> payment.method().wire(), String[]::new),
        column(payments, Payment::reference, String[]::new),
        column(payments, payment -> payment.state().name(), String[]::new),
        column(payments, Payment::confirmed, Boolean[]::new),
        column(payments, p -> p.acceptedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(payments, Payment::acceptedBy, String[]::new),
        column(payments, p -> p.changedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(payments, Payment::originNumber, Long[]::new),
        payments.stream().map(Payment::settlementDay).toArray(LocalDate[]::new));
  }

  /** Locks in the order of the ids, so that two transactions never wait for each other. */
  public Map<UUID, Payment> lock(Tx tx, Collection<UUID> ids) {
    Map<UUID, Payment> payments = new HashMap<>();
    for (Row row :
        tx.run(
            "select * from payment where id = any($1::uuid[]) order by id for update",
            (Object) ids.toArray(UUID[]::new))) {
      Payment payment = toPayment(row);
      payments.put(payment.id(), payment);
    }
    return payments;
  }

  public void update(Tx tx, List<Payment> payments) {
    if (payments.isEmpty()) {
      return;
    }
    tx.write(
        """
        update payment p set state = t.state, confirmed = t.confirmed, changed_at = t.changed_at,
            home_number = t.home_number, settlement_day = t.settlement_day, reason = t.reason,
            detail = t.detail
        from unnest($1::uuid[], $2::text[], $3::boolean[], $4::timestamptz[], $5::bigint[],
            $6::date[], $7::text[], $8::text[])
          as t (id, state, confirmed, changed_at, home_number, settlement_day, reason, detail)
        where p.id = t.id
        """,
        column(payments, Payment::id, UUID[]::new),
        column(payments, payment -> payment.state().name(), String[]::new),
        column(payments, Payment::confirmed, Boolean[]::new),
        column(payments, p -> p.changedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(payments, Payment::homeNumber, Long[]::new),
        payments.stream().map(Payment::settlementDay).toArray(LocalDate[]::new),
        column(payments, Payment::reason, String[]::new),
        column(payments, Payment::detail, String[]::new));
  }

  Optional<Payment> find(Sql sql, UUID id) {
    return sql.one(Payments::toPayment, "select * from payment where id = $1", id);
  }

  List<Payment> list(Sql sql, ListPayments question) {
    Optional<ListPayments.Position> after = question.after();
    return sql.list(
        Payments::toPayment,
        """
        select * from payment
        where ($1 = '' or state = $1) and ($2 = '' or accepted_by = $2)
          and ($3 = '' or receipt ilike '%' || $3 || '%' or account ilike '%' || $3 || '%')
          and (accepted_at, id) < ($4::timestamptz, $5::uuid)
        order by accepted_at desc, id desc limit $6
        """,
        question.state().map(Enum::name).orElse(""),
        question.takenBy(),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        after.map(position -> position.acceptedAt().atOffset(ZoneOffset.UTC)).orElse(FAR_FUTURE),
        after.map(ListPayments.Position::id).orElse(new UUID(-1, -1)),
        question.limit() + 1);
  }

  private static final OffsetDateTime FAR_FUTURE =
      OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static <T> T[] column(
      List<Payment> payments, Function<Payment, T> value, IntFunction<T[]> array) {
    return payments.stream().map(value).toArray(array);
  }

  static Payment toPayment(Row row) {
    return new Payment(
        row.getUUID("id"),
        row.getString("receipt"),
        new AccountNumber(row.getString("account")),
        new BranchCode(row.getString("home")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        PaymentMethod.parse(row.getString("method")),
        row.getString("reference"),
        PaymentState.valueOf(row.getString("state")),
        row.getBoolean("confirmed"),
        row.getOffsetDateTime("accepted_at").toInstant(),
        row.getString("accepted_by"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getLong("origin_number"),
        row.getLong("home_number"),
        row.getLocalDate("settlement_day"),
        row.getString("reason"),
        row.getString("detail"));
  }
}
