package org.sbms.branch.subscription;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;

/**
 * Which state a subscriber was in when: whole days, without gap or overlap, neighbours always of
 * different states. The state at the end of a day is that of the day.
 */
final class StatePeriods {

  void start(Tx tx, AccountNumber account, LocalDate day) {
    insert(tx, account, SubscriberState.ACTIVE, day, null);
  }

  void change(Tx tx, AccountNumber account, SubscriberState to, LocalDate day) {
    // A state that was left on the day it began was none for that day.
    tx.write(
        "delete from account_state_period where account = $1 and until is null and since >= $2",
        account.value(),
        day);
    tx.write(
        """
        update account_state_period set until = $2
        where account = $1 and until is null and state <> $3
        """,
        account.value(),
        day,
        to.name());
    tx.write(
        """
        update account_state_period set until = null
        where account = $1 and until = $2 and state = $3
        """,
        account.value(),
        day,
        to.name());
    tx.write(
        """
        insert into account_state_period (account, state, since)
        select $1, $3, $2 where not exists
          (select from account_state_period where account = $1 and until is null)
        """,
        account.value(),
        day,
        to.name());
  }

  /** Gives a period, from a day in it to its end, another state; neighbours of that are one. */
  void correct(
      Tx tx,
      AccountNumber account,
      Subscribed.StatePeriod period,
      SubscriberState to,
      LocalDate day) {
    tx.write(
        "delete from account_state_period where account = $1 and since = $2",
        account.value(),
        period.since());
    if (period.since().isBefore(day)) {
      insert(tx, account, period.state(), period.since(), day);
    }
    insert(tx, account, to, day, period.until().orElse(null));
    join(tx, account);
  }

  /** Makes neighbours of the same state one: islands are where the state before is another. */
  private static void join(Tx tx, AccountNumber account) {
    tx.write(
        """
        with marked as (
          select since, until, state,
            case when lag(state) over w = state and lag(until) over w = since then 0 else 1 end
              as begins
          from account_state_period where account = $1 window w as (order by since)
        ), numbered as (
          select since, until, begins, sum(begins) over (order by since) as island from marked
        ), gone as (
          delete from account_state_period p using numbered n
          where p.account = $1 and p.since = n.since and n.begins = 0
          returning p.since
        )
        select count(*) from gone
        """,
        account.value());
    // What is left reaches to where the next one begins; the last one has no end.
    tx.write(
        """
        update account_state_period p set until = n.next
        from (select since, lead(since) over (order by since) as next
          from account_state_period where account = $1) n
        where p.account = $1 and p.since = n.since and p.until is distinct from n.next
        """,
        account.value());
  }

  private static void insert(
      Tx tx,
      AccountNumber account,
      SubscriberState state,
      LocalDate since,
      @Nullable LocalDate until) {
    tx.write(
        "insert into account_state_period (account, state, since, until) values ($1, $2, $3, $4)",
        account.value(),
        state.name(),
        since,
        until);
  }
}
