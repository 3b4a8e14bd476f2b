package org.sbms.branch.subscription;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberHistory.Planned;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** What waits for its day, save changes of plan, which {@link Plans} keeps. */
final class PlannedChanges {

  /**
   * @param subject the service; empty for a state
   */
  record Order(
      AccountNumber account,
      Kind kind,
      String subject,
      LocalDate effective,
      String reason,
      String comment,
      Author author) {}

  void schedule(Tx tx, Order order, Instant now) {
    tx.run(
        """
        insert into planned_change values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (account, kind, subject) do update set effective = excluded.effective,
          reason = excluded.reason, comment = excluded.comment, ordered_by = excluded.ordered_by,
          ordered_from = excluded.ordered_from, ordered_at = excluded.ordered_at
        """,
        order.account().value(),
        order.kind().name(),
        order.subject(),
        order.effective(),
        order.reason(),
        order.comment(),
        order.author().login(),
        order.author().node(),
        now.atOffset(ZoneOffset.UTC));
  }

  /** In the order in which they are to happen. */
  List<Order> due(Tx tx, LocalDate day, int limit) {
    return tx.list(
        PlannedChanges::toOrder,
        """
        select * from planned_change where effective <= $1
        order by effective, account, ordered_at limit $2 for update skip locked
        """,
        day,
        limit);
  }

  void remove(Tx tx, Order order) {
    tx.run(
        "delete from planned_change where account = $1 and kind = $2 and subject = $3",
        order.account().value(),
        order.kind().name(),
        order.subject());
  }

  /** The same by what somebody asked for, changes of plan included. */
  void withdraw(Tx tx, WithdrawPlannedChange order) {
    if (order.kind() == Kind.PLAN) {
      tx.run("delete from scheduled_plan_change where account = $1", order.account().value());
    } else {
      tx.run(
          "delete from planned_change where account = $1 and kind = $2 and subject = $3",
          order.account().value(),
          order.kind().name(),
          order.subject());
    }
  }

  /** Nothing happens any more to an account that is closed. */
  void removeAll(Tx tx, AccountNumber account) {
    tx.run("delete from planned_change where account = $1", account.value());
    tx.run("delete from scheduled_plan_change where account = $1", account.value());
  }

  /** Changes of plan included. */
  List<Planned> of(Sql sql, AccountNumber account) {
    return sql.list(
        row ->
            new Planned(
                row.getLocalDate("effective"),
                Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("subject_name"),
                row.getString("reason"),
                row.getString("ordered_by")),
        """
        select c.effective, c.kind, c.subject, coalesce(s.name, '') as subject_name, c.reason,
          c.ordered_by
        from planned_change c left join service_offer s on s.code = c.subject
        where c.account = $1
        union all
        select c.effective, 'PLAN', c.plan, p.name, '', c.ordered_by
        from scheduled_plan_change c join rate_plan p on p.code = c.plan
        where c.account = $1
        order by effective, kind, subject
        """,
        account.value());
  }

  private static Order toOrder(Row row) {
    return new Order(
        new AccountNumber(row.getString("account")),
        Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getLocalDate("effective"),
        row.getString("reason"),
        row.getString("comment"),
        new Author(row.getString("ordered_by"), row.getString("ordered_from")));
  }
}
