package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.AccountFigures;
import org.sbms.contract.subscriber.ListMovements;
import org.sbms.contract.subscriber.ListMovements.Balances;
import org.sbms.contract.subscriber.ListMovements.Movement;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;

/** Answers for many accounts at once, set by set: what central shows of corporate clients. */
final class AccountQueries {
  private AccountQueries() {}

  static ShowAccounts.Shown figures(Sql sql, ShowAccounts question, Instant now) {
    String[] numbers = numbers(question.accounts());
    Map<String, List<SubscriberCard.Service>> services = services(sql, numbers);
    List<AccountFigures> items =
        sql.list(
            row -> toFigures(row, services.getOrDefault(row.getString("number"), List.of())),
            """
            select a.number, a.name, a.state, a.currency, a.balance_minor, p.code, p.name as plan_name,
                   p.currency as plan_currency,
                   coalesce(i.price_minor, v.monthly_fee_minor, p.monthly_fee_minor)
                     as monthly_fee_minor
            from account a join rate_plan p on p.code = a.plan
            left join subscription_item i on i.account = a.number and i.offer_kind = 'PLAN'
              and i.code = a.plan and i.until is null
            left join offer_version v on v.offer_kind = 'PLAN' and v.code = i.code
              and v.version = i.version
            where a.number = any($1::text[]) order by a.number
            """,
            (Object) numbers);
    return new ShowAccounts.Shown(items, now);
  }

  static ListMovements.Page movements(Sql sql, ListMovements question) {
    String[] numbers = numbers(question.accounts());
    record Found(long id, Movement movement) {}
    List<Found> found =
        sql.list(
            row -> new Found(row.getLong("id"), toMovement(row)),
            """
            select id, subject, booked_at, value_date, kind, currency,
              case when credit = $2 then amount_minor else -amount_minor end as delta
            from ledger_posting
            where subject = any($1::text[]) and $2 in (debit, credit)
              and value_date between $3 and $4 and id > $5
            order by id limit $6
            """,
            numbers,
            Chart.SUBSCRIBERS.code(),
            question.from(),
            question.to(),
            question.after(),
            question.limit() + 1);
    boolean more = found.size() > question.limit();
    List<Found> page = more ? found.subList(0, question.limit()) : found;
    return new ListMovements.Page(
        question.after() == 0 ? balances(sql, numbers, question.from(), question.to()) : List.of(),
        page.stream().map(Found::movement).toList(),
        more ? Optional.of(page.getLast().id()) : Optional.empty());
  }

  /** The balance of today, taken back by what was booked since: one statement, so one moment. */
  private static List<Balances> balances(Sql sql, String[] numbers, LocalDate from, LocalDate to) {
    return sql.list(
        row ->
            new Balances(
                new AccountNumber(row.getString("number")),
                money(row, "opening", "currency"),
                money(row, "closing", "currency")),
        """
        select a.number, a.currency,
               a.balance_minor - coalesce(since.from_first, 0)::bigint as opening,
               a.balance_minor - coalesce(since.after_last, 0)::bigint as closing
        from account a
        left join (
          select subject,
                 sum(case when credit = $2 then amount_minor else -amount_minor end) as from_first,
                 sum(case when credit = $2 then amount_minor else -amount_minor end)
                   filter (where value_date > $4) as after_last
          from ledger_posting
          where subject = any($1::text[]) and $2 in (debit, credit) and value_date >= $3
          group by subject
        ) as since on since.subject = a.number
        where a.number = any($1::text[]) order by a.number
        """,
        numbers,
        Chart.SUBSCRIBERS.code(),
        from,
        to);
  }

  private static Map<String, List<SubscriberCard.Service>> services(Sql sql, String[] numbers) {
    Map<String, List<SubscriberCard.Service>> services = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select l.account, l.since, s.code, s.name, s.currency,
              coalesce(i.price_minor, v.monthly_fee_minor, s.monthly_fee_minor) as monthly_fee_minor
            from account_service l join service_offer s on s.code = l.service
            left join subscription_item i on i.account = l.account and i.offer_kind = 'SERVICE'
              and i.code = l.service and i.until is null
            left join offer_version v on v.offer_kind = 'SERVICE' and v.code = i.code
              and v.version = i.version
            where l.account = any($1::text[]) order by l.account, s.name
            """,
            (Object) numbers)) {
      services
          .computeIfAbsent(row.getString("account"), _ -> new ArrayList<>())
          .add(
              new SubscriberCard.Service(
                  row.getString("code"),
                  row.getString("name"),
                  money(row, "monthly_fee_minor", "currency"),
                  row.getLocalDate("since")));
    }
    return services;
  }

  private static AccountFigures toFigures(Row row, List<SubscriberCard.Service> services) {
    return new AccountFigures(
        new AccountNumber(row.getString("number")),
        row.getString("name"),
        SubscriberState.valueOf(row.getString("state")),
        new SubscriberCard.Plan(
            row.getString("code"),
            row.getString("plan_name"),
            money(row, "monthly_fee_minor", "plan_currency")),
        services,
        money(row, "balance_minor", "currency"));
  }

  private static Movement toMovement(Row row) {
    return new Movement(
        new AccountNumber(row.getString("subject")),
        row.getOffsetDateTime("booked_at").withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
        row.getLocalDate("value_date"),
        row.getString("kind"),
        money(row, "delta", "currency"));
  }

  private static String[] numbers(List<AccountNumber> accounts) {
    return accounts.stream().map(AccountNumber::value).distinct().toArray(String[]::new);
  }

  private static Money money(Row row, String minor, String currency) {
    return new Money(row.getLong(minor), Currency.getInstance(row.getString(currency)));
  }
}
