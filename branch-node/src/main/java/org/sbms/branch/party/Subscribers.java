package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberCard.HistoryLine;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SubscriberSummary;
import org.sbms.kit.db.Sql;

/** Reads subscribers of this branch. */
final class Subscribers {
  private static final int MAX_HISTORY = 20;
  private static final int MAX_FOUND = 10;

  private final BranchCode self;

  Subscribers(BranchCode self) {
    this.self = self;
  }

  List<SubscriberSummary> find(Sql sql, String typed) {
    return sql.list(
        this::toSummary,
        """
        select number, name, state from account where number = $1
        union
        select a.number, a.name, a.state from identifier i join account a on a.number = i.account
        where i.value = $2
        order by 1 limit $3
        """,
        typed.strip().toUpperCase(java.util.Locale.ROOT),
        SearchNumber.normal(typed),
        MAX_FOUND);
  }

  List<SubscriberSummary> list(Sql sql, ListSubscribers question) {
    return sql.list(
        this::toSummary,
        """
        select number, name, state from account
        where number > $1 and not archived and ($2 = '' or name ilike '%' || $2 || '%') and ($3 = '' or state = $3)
        order by number limit $4
        """,
        question.after(),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.state().map(Enum::name).orElse(""),
        question.limit() + 1);
  }

  List<SubscriberSummary> browse(Sql sql, BrowseSubscribers question) {
    return sql.list(
        this::toSummary,
        """
        select number, name, state from account
        where not archived and ($1 = '' or name ilike '%%' || $1 || '%%' or number ilike '%%' || $1 || '%%')
          and ($2 = '' or state = $2)
        order by %s %s, number limit $3 offset $4
        """
            .formatted(
                question.sort().equals("name") ? "name" : "number",
                question.descending() ? "desc" : "asc"),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.state().map(Enum::name).orElse(""),
        question.limit(),
        question.offset());
  }

  /** Those that there are, each with the moment given. */
  Map<AccountNumber, SubscriberCard> cards(Sql sql, Collection<AccountNumber> asked, Instant now) {
    String[] numbers = asked.stream().map(AccountNumber::value).toArray(String[]::new);
    var heads =
        sql.send(
            """
            select a.*, c.kind as customer_kind, c.name as customer_name, c.address, c.phone,
              c.email, p.name as plan_name, p.currency as plan_currency,
              coalesce(i.price_minor, v.monthly_fee_minor, p.monthly_fee_minor) as monthly_fee_minor
            from account a
            join customer c on c.id = a.customer_id
            join rate_plan p on p.code = a.plan
            left join subscription_item i on i.account = a.number and i.offer_kind = 'PLAN'
              and i.code = a.plan and i.until is null
            left join offer_version v on v.offer_kind = 'PLAN' and v.code = i.code
              and v.version = i.version
            where a.number = any($1::text[])
            """,
            (Object) numbers);
    var services =
        sql.send(
            """
            select l.account, s.code, s.name, s.currency, l.since,
              coalesce(i.price_minor, v.monthly_fee_minor, s.monthly_fee_minor) as monthly_fee_minor
            from account_service l join service_offer s on s.code = l.service
            left join subscription_item i on i.account = l.account and i.offer_kind = 'SERVICE'
              and i.code = l.service and i.until is null
            left join offer_version v on v.offer_kind = 'SERVICE' and v.code = i.code
              and v.version = i.version
            where l.account = any($1::text[]) order by s.name
            """,
            (Object) numbers);
    var identifiers =
        sql.send(
            """
            select account, kind, value from identifier where account = any($1::text[])
            order by kind, value
            """,
            (Object) numbers);
    var history =
        sql.send(
            """
            select l.* from unnest($1::text[]) as asked (account), lateral (
              select p.subject as account, p.booked_at, p.kind, p.currency, p.debit, p.credit,
                case when p.credit = $2 then p.amount_minor else -p.amount_minor end as delta
              from ledger_posting p where p.subject = asked.account and $2 in (p.debit, p.credit)
              order by p.id desc limit $3) as l
            """,
            numbers,
            Chart.SUBSCRIBERS.code(),
            MAX_HISTORY);
    Map<String, List<Row>> servicesOf = byAccount(sql.answer(services));
    Map<String, List<Row>> identifiersOf = byAccount(sql.answer(identifiers));
    Map<String, List<Row>> historyOf = byAccount(sql.answer(history));
    Map<AccountNumber, SubscriberCard> cards = new HashMap<>();
    for (Row row : sql.answer(heads)) {
      String account = row.getString("number");
      Money balance = money(row, "balance_minor", "currency");
      SubscriberCard card =
          new SubscriberCard(
              new AccountNumber(account),
              self,
              row.getString("name"),
              new SubscriberCard.Customer(
                  row.getString("customer_kind"),
                  row.getString("customer_name"),
                  row.getString("address"),
                  row.getString("phone"),
                  row.getString("email")),
              SubscriberState.valueOf(row.getString("state")),
              row.getLocalDate("since"),
              new SubscriberCard.Plan(
                  row.getString("plan"),
                  row.getString("plan_name"),
                  money(row, "monthly_fee_minor", "plan_currency")),
              toServices(servicesOf.getOrDefault(account, List.of())),
              balance,
              toIdentifiers(identifiersOf.getOrDefault(account, List.of())),
              toHistory(historyOf.getOrDefault(account, List.of()), balance),
              now);
      cards.put(card.account(), card);
    }
    return cards;
  }

  /** In the order that they came in. */
  private static Map<String, List<Row>> byAccount(Iterable<Row> rows) {
    Map<String, List<Row>> byAccount = new HashMap<>();
    for (Row row : rows) {
      byAccount.computeIfAbsent(row.getString("account"), _ -> new ArrayList<>()).add(row);
    }
    return byAccount;
  }

  private static List<SubscriberCard.Service> toServices(Iterable<Row> rows) {
    List<SubscriberCard.Service> services = new ArrayList<>();
    for (Row row : rows) {
      services.add(
          new SubscriberCard.Service(
              row.getString("code"),
              row.getString("name"),
              money(row, "monthly_fee_minor", "currency"),
              row.getLocalDate("since")));
    }
    return services;
  }

  private static List<SubscriberCard.Identifier> toIdentifiers(Iterable<Row> rows) {
    List<SubscriberCard.Identifier> identifiers = new ArrayList<>();
    for (Row row : rows) {
      identifiers.add(new SubscriberCard.Identifier(row.getString("kind"), row.getString("value")));
    }
    return identifiers;
  }

  /** Latest first; each balance follows from the one above it. */
  private static List<HistoryLine> toHistory(Iterable<Row> rows, Money balanceNow) {
    List<HistoryLine> lines = new ArrayList<>();
    Money balance = balanceNow;
    for (Row row : rows) {
      Money amount = money(row, "delta", "currency");
      String otherSide =
          row.getString("debit").equals(Chart.SUBSCRIBERS.code())
              ? row.getString("credit")
              : row.getString("debit");
      lines.add(
          new HistoryLine(
              row.getOffsetDateTime("booked_at").toInstant(),
              row.getString("kind"),
              otherSide,
              amount,
              balance));
      balance = balance.minus(amount);
    }
    return lines;
  }

  private SubscriberSummary toSummary(Row row) {
    return new SubscriberSummary(
        new AccountNumber(row.getString("number")),
        self,
        row.getString("name"),
        SubscriberState.valueOf(row.getString("state")));
  }

  private static Money money(Row row, String minor, String currency) {
    return new Money(row.getLong(minor), Currency.getInstance(row.getString(currency)));
  }
}
