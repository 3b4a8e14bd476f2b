package org.sbms.branch.collections;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.charge.NewCharge;
import org.sbms.branch.collections.DunningDecisions.Decided;
import org.sbms.branch.collections.DunningDecisions.Facts;
import org.sbms.branch.collections.DunningDecisions.PromiseEnd;
import org.sbms.branch.collections.DunningDecisions.Todo;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.delivery.Dispatches;
import org.sbms.branch.delivery.NewNotice;
import org.sbms.branch.delivery.NoticeKind;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.operation.UuidV7;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through whoever is late, once a business day and for those who have paid at once. A step is
 * written down in one transaction with what it changes here; what it asks of a subscriber's state
 * is asked afterwards, under a key made of the log entry, until it is answered.
 */
public final class Dunning implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dunning.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int PAGE = 500;
  private static final String RECONNECT = "RECONNECT";
  private static final String PAID = "paid";
  private static final String DEBT = "Overdue debt";

  private final NodeId self;
  private final Database database;
  private final Executor executor;
  private final BusinessDays days;
  private final Accounts accounts;
  private final Ledger ledger;
  private final ChargeBook charges;
  private final DebtTable debts;
  private final PolicyTable policies;
  private final Dispatches dispatches;
  private final Clock clock;
  private final RandomGenerator random;
  private final SessionLocks locks;
  private Optional<PeriodicJob> job = Optional.empty();

  Dunning(
      NodeId self,
      Database database,
      Executor executor,
      BusinessDays days,
      Accounts accounts,
      Ledger ledger,
      DebtTable debts,
      PolicyTable policies,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.database = database;
    this.executor = executor;
    this.days = days;
    this.accounts = accounts;
    this.ledger = ledger;
    this.charges = new ChargeBook(clock, random);
    this.debts = debts;
    this.policies = policies;
    this.dispatches = new Dispatches(clock, random);
    this.clock = clock;
    this.random = random;
    this.locks = new SessionLocks(database);
  }

  public Dunning start() {
    job = Optional.of(PeriodicJob.start("dunning", PAUSE, this::round));
    return this;
  }

  @Override
  public void close() {
    job.ifPresent(PeriodicJob::close);
    locks.close();
  }

  void round() {
    if (!locks.hold("dunning")) {
      return;
    }
    // First what a fall left unanswered: whoever pays must be reconnected if they were suspended.
    ask();
    LocalDate today = days.today(database);
    List<Policy> held = policies.all(database);
    boolean isDone = CaseTable.isWorkedOff(database, today);
    long cases = 0;
    long steps = 0;
    String after = "";
    List<AccountNumber> page;
    do {
      page = CaseTable.candidates(database, today, after, PAGE);
      for (AccountNumber account : page) {
        cases++;
        steps += work(account, held, today) ? 1 : 0;
        after = account.value();
      }
    } while (page.size() == PAGE);
    ask();
    if (!isDone) {
      CaseTable.workedOff(database, today, cases, steps);
    }
  }

  /** Whether something was done. An account that fails does not stop the others. */
  private boolean work(AccountNumber account, List<Policy> held, LocalDate today) {
    try {
      return database.inTransaction(tx -> {
        // The day first, then the account: everywhere in this order.
        LocalDate open = days.open(tx);
        accounts.lock(tx, List.of(account));
        return open.equals(today) && decide(tx, account, held, today);
      });
    } catch (RuntimeException failure) {
      log.warn("dunning of {} failed this time: {}", account, failure.toString());
      return false;
    }
  }

  private boolean decide(Tx tx, AccountNumber account, List<Policy> held, LocalDate today) {
    Optional<CaseTable.Open> open = CaseTable.open(tx, account);
    Optional<Policy> policy = policy(tx, account, open, held);
    if (policy.isEmpty()) {
      return false;
    }
    DebtTable.Owed owed = debts.owed(tx, account, today).orElseThrow();
    Facts facts =
        new Facts(
            owed.overdue(),
            owed.oldestDue(),
            open.map(CaseTable.Open::facts),
            DebtTable.holdUntil(tx, account),
            debts.openPromise(tx, account));
    Decided decided = DunningDecisions.decide(policy.get(), facts, today);
    if (decided.promise() != PromiseEnd.NONE) {
      DebtTable.endPromise(tx, account, decided.promise());
    }
    return apply(tx, account, policy.get(), open, decided.todo(), owed, today);
  }

  /** A case keeps its policy; a new one gets the first that is in use and fits the customer. */
  private static Optional<Policy> policy(
      Tx tx, AccountNumber account, Optional<CaseTable.Open> open, List<Policy> held) {
    if (open.isPresent()) {
      return held.stream().filter(p -> p.code().equals(open.get().policy())).findFirst();
    }
    String kind = CaseTable.kindOf(tx, account);
    return held.stream()
        .filter(Policy::active)
        .filter(policy -> policy.kinds().isEmpty() || policy.kinds().contains(kind))
        .findFirst();
  }

  private boolean apply(
      Tx tx,
      AccountNumber account,
      Policy policy,
      Optional<CaseTable.Open> open,
      Todo todo,
      DebtTable.Owed owed,
      LocalDate today) {
    Money debt = owed.overdue();
    return switch (todo) {
      case Todo.Nothing _ -> false;
      case Todo.Open _ -> {
        UUID id = UuidV7.next(now(), random);
        CaseTable.insert(tx, id, account, policy.code(), today);
        CaseTable.log(tx, id, account, today, 0, "OPENED", false, debt, "");
        // It may be so late that its first step is due today.
        yield decide(tx, account, List.of(policy), today);
      }
      case Todo.Take(int number, Policy.Step step) -> {
        take(tx, account, open.orElseThrow().id(), number, step, owed, today);
        yield true;
      }
      case Todo.Close(boolean reconnect) -> {
        UUID id = open.orElseThrow().id();
        if (reconnect) {
          CaseTable.log(tx, id, account, today, 0, RECONNECT, true, debt, PAID);
          CaseTable.resumeDependents(tx, id, today, PAID);
        }
        CaseTable.close(tx, id, today);
        CaseTable.log(tx, id, account, today, 0, "CLOSED", false, debt, "");
        yield true;
      }
    };
  }

  private void take(
      Tx tx,
      AccountNumber account,
      UUID id,
      int number,
      Policy.Step step,
      DebtTable.Owed owed,
      LocalDate today) {
    Money debt = owed.overdue();
    boolean asks =
        switch (step.action()) {
          case REMINDER, WARNING -> false;
          case PENALTY -> {
            penalty(tx, account, id, number, step.amount(), today);
            yield false;
          }
          case ASK_WRITE_OFF -> {
            DebtTable.ask(
                tx, UuidV7.next(now(), random), account, debt, "by policy", Actor.SYSTEM, now());
            yield false;
          }
          case SUSPEND, TERMINATE -> true;
        };
    CaseTable.step(tx, id, number, today);
    long entry =
        CaseTable.log(
            tx, id, account, today, number, step.action().name(), asks, debt, step.reason());
    if (!asks) {
      tell(tx, account, step.action(), entry, debt, owed.oldestDue().orElse(today));
    }
  }

  /** The customer learns of what was done; a suspension that was refused is none. */
  private void tell(
      Tx tx, AccountNumber account, Action action, long entry, Money debt, LocalDate due) {
    notice(action)
        .ifPresent(kind ->
            dispatches.put(
                tx, new NewNotice(account, kind, debt, due, "dunning", Long.toString(entry))));
  }

  private static Optional<NoticeKind> notice(Action action) {
    return switch (action) {
      case REMINDER -> Optional.of(NoticeKind.REMINDER);
      case WARNING -> Optional.of(NoticeKind.WARNING);
      case PENALTY -> Optional.of(NoticeKind.PENALTY);
      case SUSPEND -> Optional.of(NoticeKind.SUSPENSION);
      case TERMINATE -> Optional.of(NoticeKind.TERMINATION);
      case ASK_WRITE_OFF -> Optional.empty();
    };
  }

  /** Leaves the balance now, and stands on the next bill as what it is. */
  private void penalty(
      Tx tx, AccountNumber account, UUID id, int number, Money amount, LocalDate today) {
    accounts.change(tx, Map.of(account, -amount.minor()));
    ledger.post(
        tx,
        now(),
        today,
        List.of(
            new Posting(
                UuidV7.next(now(), random),
                "penalty",
                Chart.SUBSCRIBERS,
                Chart.PENALTIES,
                amount,
                account.value())));
    charges.add(
        tx,
        new NewCharge(
            account,
            ChargeKind.PENALTY,
            "PENALTY",
            "Late payment penalty",
            today,
            amount,
            true,
            "dunning",
            id + "-" + number));
  }

  /** Asks for suspensions, terminations and reconnections that were written down. */
  private void ask() {
    List<CaseTable.Asked> page;
    do {
      page = CaseTable.asked(database, PAGE);
      if (page.stream().filter(this::ask).count() == 0) {
        return; // what cannot be answered now is asked in the next round
      }
    } while (page.size() == PAGE);
  }

  private boolean ask(CaseTable.Asked asked) {
    Caller caller =
        new Caller(
            Actor.system(self),
            self,
            Set.of(SubscriptionFeature.SUSPEND, SubscriptionFeature.TERMINATE));
    Outcome<StateChange> outcome =
        executor.run(caller, Request.command(operation(asked), "dunning-" + asked.id()));
    return switch (outcome) {
      case Outcome.Done<StateChange>(StateChange change) -> {
        answer(asked, true, change.from() + " → " + change.to());
        yield true;
      }
      case Outcome.Refused<StateChange>(Refusal refusal) -> {
        answer(asked, false, refusal.detail());
        yield true;
      }
      case Outcome.Unknown<StateChange> _ -> false;
    };
  }

  private void answer(CaseTable.Asked asked, boolean done, String detail) {
    database.inTransaction(tx -> {
      LocalDate today = days.open(tx);
      CaseTable.answered(tx, asked, done, detail);
      if (asked.payer().isPresent()) {
        return true; // the payer is told, whose debt it is
      }
      if (done && asked.action().equals(Action.SUSPEND.name()) && takesDependents(tx, asked)) {
        CaseTable.suspendDependents(tx, asked, today);
      }
      if (done && !asked.action().equals(RECONNECT)) {
        DebtTable.Owed owed = debts.owed(tx, asked.account(), today).orElseThrow();
        tell(
            tx,
            asked.account(),
            Action.valueOf(asked.action()),
            asked.id(),
            owed.overdue(),
            owed.oldestDue().orElse(today));
      }
      return true;
    });
  }

  private boolean takesDependents(Tx tx, CaseTable.Asked asked) {
    String policy = CaseTable.policyOf(tx, asked.caseId());
    return policies.all(tx).stream()
        .anyMatch(held -> held.code().equals(policy) && held.dependents());
  }

  private static Operation<StateChange> operation(CaseTable.Asked asked) {
    AccountNumber account = asked.account();
    return switch (asked.action()) {
      case "SUSPEND" ->
          new SuspendSubscriber(account, asked.reason(), why(asked, DEBT), Optional.empty());
      case "TERMINATE" -> new TerminateSubscriber(account, asked.reason(), DEBT, Optional.empty());
      case RECONNECT ->
          new ResumeSubscriber(
              account, asked.reason(), why(asked, "The debt is paid"), Optional.empty());
      default -> throw new IllegalStateException(asked.action() + " asks nothing");
    };
  }

  private static String why(CaseTable.Asked asked, String own) {
    return asked.payer().map(payer -> own + ", of " + payer + " who pays for it").orElse(own);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
