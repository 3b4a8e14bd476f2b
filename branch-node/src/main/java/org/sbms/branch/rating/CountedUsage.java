package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/**
 * Bills take from counters, not from records: a million records of a month are some thousand rows
 * here, and none of the million is touched.
 */
final class CountedUsage implements UnbilledUsage {
  private static final String OPEN =
      """
      select id, account, offer_kind, offer, product, cycle_from, cycle_until, unit, currency,
        used - billed_used as quantity, records - billed_records as records,
        amount_minor - billed_minor as amount, taken_minor - billed_taken as taken
      from usage_counter
      where account = any($1::text[]) and cycle_until <= $2
        and (used, records, amount_minor, taken_minor)
          is distinct from (billed_used, billed_records, billed_minor, billed_taken)
      """;

  private static final String SUMS =
      """
      select account, offer_kind, offer, product, cycle_from, cycle_until, unit, currency,
        sum(quantity)::bigint as quantity, sum(records)::bigint as records,
        sum(amount)::bigint as amount, sum(taken)::bigint as taken
      from open
      group by account, offer_kind, offer, product, cycle_from, cycle_until, unit, currency
      order by account, offer_kind, offer, product, cycle_from, unit
      """;

  @Override
  public List<Line> look(Sql sql, Collection<AccountNumber> accounts, LocalDate until) {
    return lines(sql, "with open as (" + OPEN + ")" + SUMS, accounts, until);
  }

  @Override
  public List<Line> take(Tx tx, Collection<AccountNumber> accounts, LocalDate until) {
    return lines(
        tx,
        "with open as ("
            + OPEN
            + """
              order by id for update
            ), billed as (
              update usage_counter c
              set billed_used = used, billed_records = c.records, billed_minor = amount_minor,
                billed_taken = taken_minor
              from open where c.id = open.id
            )
            """
            + SUMS,
        accounts,
        until);
  }

  private static List<Line> lines(
      Sql sql, String query, Collection<AccountNumber> accounts, LocalDate until) {
    List<Line> lines = new ArrayList<>();
    for (Row row :
        sql.run(query, accounts.stream().map(AccountNumber::value).toArray(String[]::new), until)) {
      long taken = row.getLong("taken");
      long rest = row.getLong("amount") - taken;
      if (taken != 0) {
        lines.add(line(row, row.getLong("quantity"), row.getLong("records"), taken, true));
      }
      if (rest != 0 || taken == 0) {
        boolean told = taken != 0;
        lines.add(
            line(
                row,
                told ? 0 : row.getLong("quantity"),
                told ? 0 : row.getLong("records"),
                rest,
                false));
      }
    }
    return lines;
  }

  private static Line line(Row row, long quantity, long records, long minor, boolean booked) {
    return new Line(
        new AccountNumber(row.getString("account")),
        new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), row.getString("offer")),
        row.getString("product"),
        new Period(row.getLocalDate("cycle_from"), row.getLocalDate("cycle_until")),
        quantity,
        Counters.unit(row),
        records,
        Money.ofMinor(minor, row.getString("currency")),
        booked);
  }

  /** What is used and neither billed nor taken from the balance: what a credit limit counts. */
  static long unbilledMinor(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor - taken_minor - billed_minor + billed_taken), 0)::bigint
            from usage_counter where account = $1
            """,
            account.value())
        .orElseThrow();
  }

  /** The most that open reservations can cost yet. */
  static long reservedMinor(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getLong(0),
            """
            select coalesce(sum(reserved_minor), 0)::bigint
            from usage_counter where account = $1 and claimed > 0
            """,
            account.value())
        .orElseThrow();
  }
}
