package org.sbms.branch.payment;

import io.vertx.sqlclient.Row;
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
import org.sbms.contract.payment.CreditState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/** The table of what other branches took for our subscribers; a simulation keeps it in memory. */
public class Credits {

  public Map<Credit.Id, Credit> lock(Tx tx, Collection<Credit.Id> ids) {
    List<Credit.Id> list = List.copyOf(ids);
    Map<Credit.Id, Credit> credits = new HashMap<>();
    for (Row row :
        tx.run(
            """
            select c.* from credit c
            join unnest($1::text[], $2::uuid[]) as t (origin, payment_id)
              using (origin, payment_id)
            order by origin, payment_id for update of c
            """,
            list.stream().map(id -> id.origin().value()).toArray(String[]::new),
            list.stream().map(Credit.Id::paymentId).toArray(UUID[]::new))) {
      Credit credit = toCredit(row);
      credits.put(credit.id(), credit);
    }
    return credits;
  }

  public Optional<Credit> find(Sql sql, Credit.Id id) {
    return sql.one(
        Credits::toCredit,
        "select * from credit where origin = $1 and payment_id = $2",
        id.origin().value(),
        id.paymentId());
  }

  /**
   * Writes credits for the first time. When another transaction wrote one of them since it was
   * looked for, everything starts over and finds it.
   */
  public void insert(Tx tx, List<Credit> credits) {
    if (credits.isEmpty()) {
      return;
    }
    tx.writeChecked(
        """
        insert into credit (origin, payment_id, account, amount_minor, currency, state,
            origin_number, home_number, settlement_day, at, reason, detail, taken_by)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bigint[], $5::text[],
            $6::text[], $7::bigint[], $8::bigint[], $9::date[], $10::timestamptz[],
            $11::text[], $12::text[], $13::text[])
        on conflict do nothing
        """,
        inserted -> {
          if (inserted.rowCount() != credits.size()) {
            throw new TryAgainException("a payment came twice at the same time");
          }
        },
        column(credits, credit -> credit.id().origin().value(), String[]::new),
        column(credits, credit -> credit.id().paymentId(), UUID[]::new),
        column(credits, credit -> credit.account().value(), String[]::new),
        column(credits, credit -> credit.amount().minor(), Long[]::new),
        column(credits, credit -> credit.amount().currencyCode(), String[]::new),
        column(credits, credit -> credit.state().name(), String[]::new),
        column(credits, Credit::originNumber, Long[]::new),
        column(credits, Credit::homeNumber, Long[]::new),
        column(credits, Credit::settlementDay, LocalDate[]::new),
        column(credits, credit -> credit.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(credits, Credit::reason, String[]::new),
        column(credits, Credit::detail, String[]::new),
        column(credits, Credit::takenBy, String[]::new));
  }

  public void update(Tx tx, List<Credit> credits) {
    if (credits.isEmpty()) {
      return;
    }
    tx.write(
        """
        update credit c set state = t.state, origin_number = t.origin_number,
            home_number = t.home_number, settlement_day = t.settlement_day, at = t.at,
            reason = t.reason, detail = t.detail
        from unnest($1::text[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::date[],
            $7::timestamptz[], $8::text[], $9::text[])
          as t (origin, payment_id, state, origin_number, home_number, settlement_day, at, reason,
            detail)
        where c.origin = t.origin and c.payment_id = t.payment_id
        """,
        column(credits, credit -> credit.id().origin().value(), String[]::new),
        column(credits, credit -> credit.id().paymentId(), UUID[]::new),
        column(credits, credit -> credit.state().name(), String[]::new),
        column(credits, Credit::originNumber, Long[]::new),
        column(credits, Credit::homeNumber, Long[]::new),
        column(credits, Credit::settlementDay, LocalDate[]::new),
        column(credits, credit -> credit.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(credits, Credit::reason, String[]::new),
        column(credits, Credit::detail, String[]::new));
  }

  /** A correction: what home credited turns out to have been something else. */
  public void rebook(Tx tx, Credit credit) {
    tx.write(
        """
        update credit set account = $3, amount_minor = $4, currency = $5, state = $6, at = $7
        where origin = $1 and payment_id = $2
        """,
        credit.id().origin().value(),
        credit.id().paymentId(),
        credit.account().value(),
        credit.amount().minor(),
        credit.amount().currencyCode(),
        credit.state().name(),
        credit.at().atOffset(ZoneOffset.UTC));
  }

  private static <T> T[] column(
      List<Credit> credits, Function<Credit, T> value, IntFunction<T[]> array) {
    return credits.stream().map(value).toArray(array);
  }

  private static Credit toCredit(Row row) {
    return new Credit(
        new Credit.Id(new BranchCode(row.getString("origin")), row.getUUID("payment_id")),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        CreditState.valueOf(row.getString("state")),
        row.getLong("origin_number"),
        row.getLong("home_number"),
        row.getLocalDate("settlement_day"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("taken_by"));
  }
}
