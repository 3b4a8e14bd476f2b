package org.sbms.branch.subscription;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.AccountHistory;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.AccountHistory.Entry;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Rate plans and who has which. */
final class Plans {
  private final AccountHistory history = new AccountHistory();

  /** A change that was ordered for a day to come. */
  record Scheduled(AccountNumber account, String plan, LocalDate effective, Author author) {}

  List<SubscriberCard.Plan> sold(Sql sql) {
    return sql.list(
        Plans::toPlan, "select * from rate_plan where sold order by monthly_fee_minor, code");
  }

  Optional<SubscriberCard.Plan> sold(Sql sql, String code) {
    return sql.one(Plans::toPlan, "select * from rate_plan where code = $1 and sold", code);
  }

  /** With the fee of the version, or the own price, that the subscriber has. */
  Optional<SubscriberCard.Plan> of(Sql sql, AccountNumber account) {
    return sql.one(
        Plans::toPlan,
        """
        select p.code, p.name, p.currency,
          coalesce(i.price_minor, v.monthly_fee_minor, p.monthly_fee_minor) as monthly_fee_minor
        from account a join rate_plan p on p.code = a.plan
        left join subscription_item i on i.account = a.number and i.offer_kind = 'PLAN'
          and i.code = a.plan and i.until is null
        left join offer_version v on v.offer_kind = 'PLAN' and v.code = i.code
          and v.version = i.version
        where a.number = $1
        """,
        account.value());
  }

  void change(Tx tx, AccountNumber account, String newPlan, Author author, Instant now) {
    tx.run("update account set plan = $2 where number = $1", account.value(), newPlan);
    history.add(tx, Entry.of(account, now, Kind.PLAN, newPlan, author));
    tx.run("delete from scheduled_plan_change where account = $1", account.value());
  }

  void schedule(Tx tx, Scheduled change, Instant now) {
    tx.run(
        """
        insert into scheduled_plan_change values ($1, $2, $3, $4, $5, $6)
        on conflict (account) do update set plan = excluded.plan, effective = excluded.effective,
          ordered_by = excluded.ordered_by, ordered_at = excluded.ordered_at,
          ordered_from = excluded.ordered_from
        """,
        change.account().value(),
        change.plan(),
        change.effective(),
        change.author().login(),
        now.atOffset(ZoneOffset.UTC),
        change.author().node());
  }

  List<Scheduled> due(Tx tx, LocalDate day, int limit) {
    return tx.list(
        row ->
            new Scheduled(
                new AccountNumber(row.getString("account")),
                row.getString("plan"),
                row.getLocalDate("effective"),
                new Author(row.getString("ordered_by"), row.getString("ordered_from"))),
        """
        select * from scheduled_plan_change where effective <= $1
        order by account limit $2 for update skip locked
        """,
        day,
        limit);
  }

  private static SubscriberCard.Plan toPlan(Row row) {
    return new SubscriberCard.Plan(
        row.getString("code"),
        row.getString("name"),
        new Money(
            row.getLong("monthly_fee_minor"), Currency.getInstance(row.getString("currency"))));
  }
}
