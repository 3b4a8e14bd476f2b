package org.sbms.branch.refund;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.RefundHomeDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskDebit;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitReply;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Home's side: load, let {@link RefundHomeDecisions} decide, apply. */
final class RefundHomeHandlers {
  private static final Logger log = LoggerFactory.getLogger(RefundHomeHandlers.class);

  private final RefundHomeDecisions decisions;
  private final Debits debits;
  private final HomeRules rules;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final Journal journal;
  private final Clock clock;

  RefundHomeHandlers(
      RefundHomeDecisions decisions,
      Debits debits,
      HomeRules rules,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Clock clock) {
    this.decisions = decisions;
    this.debits = debits;
    this.rules = rules;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.journal = journal;
    this.clock = clock;
  }

  List<Outcome<DebitReply>> debit(List<Command<DebitSubscriber>> commands, Tx tx) {
    Round round =
        new Round(
            tx,
            ids(commands, DebitSubscriber::refundId),
            accounts(commands, DebitSubscriber::account));
    HomeRules.Day used = rules.open(tx, round.day, commands);
    for (Command<DebitSubscriber> command : commands) {
      DebitSubscriber asked = command.operation();
      Debit.Id id = id(command.caller(), asked.refundId());
      Optional<Refusal> rule =
          round.known.containsKey(id) ? Optional.empty() : used.refusal(command);
      Step step =
          decisions.debit(
              id,
              round.debit(id),
              asked,
              round.account(asked.account()),
              rule,
              round.day,
              round.now);
      if (step instanceof Step.Write write && write.balanceDeltaMinor() != 0) {
        used.count(command);
      }
      round.add(id, step);
    }
    used.write();
    return round.apply();
  }

  List<Outcome<DebitReply>> cancel(List<Command<CancelDebit>> commands, Tx tx) {
    Round round =
        new Round(
            tx, ids(commands, CancelDebit::refundId), accounts(commands, CancelDebit::account));
    for (Command<CancelDebit> command : commands) {
      Debit.Id id = id(command.caller(), command.operation().refundId());
      round.add(
          id, decisions.cancel(id, round.debit(id), command.operation(), round.day, round.now));
    }
    return round.apply();
  }

  Outcome<DebitReply> ask(Caller caller, AskDebit question, Sql sql) {
    return Outcome.done(
        debits
            .find(sql, id(caller, question.refundId()))
            .map(Debit::reply)
            .orElse(DebitReply.UNKNOWN));
  }

  private static Debit.Id id(Caller caller, UUID refundId) {
    return new Debit.Id(caller.via().branch(), refundId);
  }

  private static <O> Set<Debit.Id> ids(List<Command<O>> commands, Function<O, UUID> refundId) {
    Set<Debit.Id> ids = new HashSet<>();
    commands.forEach(command -> ids.add(id(command.caller(), refundId.apply(command.operation()))));
    return ids;
  }

  private static <O> List<AccountNumber> accounts(
      List<Command<O>> commands, Function<O, AccountNumber> account) {
    return commands.stream().map(command -> account.apply(command.operation())).toList();
  }

  /**
   * The messages of one transaction. The same refund, or the same account, may come twice in it, so
   * what is decided for one is what the next one finds.
   */
  private final class Round {
    private final Tx tx;
    private final LocalDate day;
    private final Instant now;
    private final Map<Debit.Id, Debit> known = new HashMap<>();
    private final Set<Debit.Id> stored;
    private final Map<AccountNumber, Accounts.Facts> facts;
    private final Map<AccountNumber, Long> deltas = new TreeMap<>();
    private final List<Debit.Id> ids = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Round(Tx tx, Set<Debit.Id> wanted, List<AccountNumber> numbers) {
      this.tx = tx;
      this.day = days.open(tx);
      this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      wanted.stream()
          .sorted(Comparator.comparing(Debit.Id::origin).thenComparing(Debit.Id::refundId))
          .forEach(id -> debits.lock(tx, id).ifPresent(debit -> known.put(id, debit)));
      this.stored = Set.copyOf(known.keySet());
      this.facts = accounts.lock(tx, numbers);
    }

    Optional<Debit> debit(Debit.Id id) {
      return Optional.ofNullable(known.get(id));
    }

    /** With what this transaction has already taken from it. */
    Optional<Accounts.Facts> account(AccountNumber number) {
      long delta = deltas.getOrDefault(number, 0L);
      return Optional.ofNullable(facts.get(number))
          .map(account ->
              new Accounts.Facts(
                  account.number(),
                  account.state(),
                  account.currency(),
                  account.balance().plus(new Money(delta, account.currency()))));
    }

    void add(Debit.Id id, Step step) {
      switch (step) {
        case Step.Write write -> {
          known.put(id, write.debit());
          if (write.balanceDeltaMinor() != 0) {
            deltas.merge(write.debit().account(), write.balanceDeltaMinor(), Math::addExact);
          }
        }
        case Step.Repeat _ -> {}
        case Step.Conflict(String detail) -> log.error("ALARM {}", detail);
      }
      ids.add(id);
      steps.add(step);
    }

    List<Outcome<DebitReply>> apply() {
      List<Posting> postings = new ArrayList<>();
      List<JournalDraft> drafts = new ArrayList<>();
      for (Step step : steps) {
        if (step instanceof Step.Write write) {
          postings.addAll(write.postings());
          drafts.add(write.journal());
        }
      }
      accounts.change(tx, deltas);
      ledger.post(tx, now, day, postings);
      write(journal.append(tx, drafts));
      List<Outcome<DebitReply>> outcomes = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        outcomes.add(outcome(steps.get(i), ids.get(i)));
      }
      return outcomes;
    }

    private void write(List<JournalEntry> entries) {
      Iterator<JournalEntry> next = entries.iterator();
      Map<Debit.Id, Debit> changed = new LinkedHashMap<>();
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) instanceof Step.Write write) {
          changed.put(ids.get(i), write.debit().numbered(next.next().number()));
        }
      }
      known.putAll(changed);
      changed.forEach((id, debit) -> {
        if (stored.contains(id)) {
          debits.update(tx, debit);
        } else {
          debits.insert(tx, debit);
        }
      });
    }

    private Outcome<DebitReply> outcome(Step step, Debit.Id id) {
      return switch (step) {
        case Step.Conflict(String detail) ->
            Outcome.refused(RefusalCode.IDEMPOTENCY_CONFLICT, detail);
        case Step.Write _, Step.Repeat _ ->
            Outcome.done(
                debit(id)
                    .orElseThrow(() -> new IllegalStateException("nothing decided for " + id))
                    .reply());
      };
    }
  }
}
