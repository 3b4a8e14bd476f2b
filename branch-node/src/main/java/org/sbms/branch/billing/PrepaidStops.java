package org.sbms.branch.billing;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/**
 * Suspends prepaid accounts that did not cover their fee, and resumes them once they do. What it
 * asks of a subscriber's state has a key of its own, so that it is done once wherever this falls.
 */
public final class PrepaidStops implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int PAGE = 500;
  private static final int MAX_PAGES = 1_000;

  private final NodeId self;
  private final Database database;
  private final Executor executor;
  private final BusinessDays days;
  private final Accounts accounts;
  private final SessionLocks locks;
  private Optional<PeriodicJob> job = Optional.empty();

  public PrepaidStops(
      NodeId self, Database database, Executor executor, BusinessDays days, Accounts accounts) {
    this.self = self;
    this.database = database;
    this.executor = executor;
    this.days = days;
    this.accounts = accounts;
    this.locks = new SessionLocks(database);
  }

  public PrepaidStops start() {
    job = Optional.of(PeriodicJob.start("prepaid-stops", PAUSE, this::round));
    return this;
  }

  @Override
  public void close() {
    job.ifPresent(PeriodicJob::close);
    locks.close();
  }

  void round() {
    if (!locks.hold("prepaid-stops")) {
      return;
    }
    ask("STOPPED");
    covered();
    ask("COVERED");
  }

  private record Stop(long id, AccountNumber account, String state) {
    Operation<StateChange> operation() {
      return state.equals("STOPPED")
          ? new SuspendSubscriber(
              account, "no-payment", "The balance does not cover the fee", Optional.empty())
          : new ResumeSubscriber(account, "paid", "The balance covers the fee", Optional.empty());
    }
  }

  private void ask(String state) {
    for (int i = 0; i < MAX_PAGES; i++) {
      List<Stop> page =
          database.list(
              row -> new Stop(row.getLong(0), new AccountNumber(row.getString(1)), state),
              "select id, account from prepaid_stop where state = $1 order by id limit $2",
              state,
              PAGE);
      // What cannot be answered now is asked in the next round.
      if (page.stream().filter(this::ask).count() < PAGE) {
        return;
      }
    }
  }

  /** Whether there was an answer. */
  private boolean ask(Stop stop) {
    Caller caller = new Caller(Actor.system(self), self, Set.of(SubscriptionFeature.SUSPEND));
    String key = "prepaid-" + stop.state().charAt(0) + "-" + stop.id();
    Outcome<StateChange> outcome = executor.run(caller, Request.command(stop.operation(), key));
    return switch (outcome) {
      case Outcome.Done<StateChange> _ -> {
        ended(stop, stop.state().equals("STOPPED") ? "SUSPENDED" : "RESUMED", "");
        yield true;
      }
      // Somebody suspended, resumed or closed it meanwhile: their word stands.
      case Outcome.Refused<StateChange>(Refusal refusal) -> {
        ended(stop, "LEFT", refusal.detail());
        yield true;
      }
      case Outcome.Unknown<StateChange> _ -> false;
    };
  }

  private void ended(Stop stop, String state, String detail) {
    database.run(
        "update prepaid_stop set state = $2, detail = $3 where id = $1", stop.id(), state, detail);
  }

  /** From the day on which the balance covers the fee, days count as served again. */
  private void covered() {
    List<AccountNumber> paid =
        database.list(
            row -> new AccountNumber(row.getString(0)),
            """
            select s.account from prepaid_stop s join account a on a.number = s.account
            join account_billing b on b.account = s.account
            where s.state = 'SUSPENDED' and a.balance_minor - s.needs_minor >= -b.credit_limit_minor
            order by 1 limit $1
            """,
            PAGE);
    for (AccountNumber account : paid) {
      database.inTransaction(tx -> {
        cover(tx, account, days.open(tx));
        return true;
      });
    }
  }

  private void cover(Tx tx, AccountNumber account, LocalDate today) {
    accounts.lock(tx, List.of(account));
    tx.run(
        """
        insert into account_stop
        select account, stopped_since, $2 from account_billing
        where account = $1 and stopped_since < $2
        on conflict do nothing
        """,
        account.value(),
        today);
    tx.run("update account_billing set stopped_since = null where account = $1", account.value());
    tx.run(
        "update prepaid_stop set state = 'COVERED' where account = $1 and state = 'SUSPENDED'",
        account.value());
  }
}
