package org.sbms.branch.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.HomeDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskCredit;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.CreditSubscriber;
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

/** Home's side: load, let {@link HomeDecisions} decide, apply; many messages in one transaction. */
final class HomeHandlers {
  private static final Logger log = LoggerFactory.getLogger(HomeHandlers.class);

  private final HomeDecisions decisions;
  private final Credits credits;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final Journal journal;
  private final Clock clock;

  HomeHandlers(
      HomeDecisions decisions,
      Credits credits,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Clock clock) {
    this.decisions = decisions;
    this.credits = credits;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.journal = journal;
    this.clock = clock;
  }

  List<Outcome<CreditReply>> post(List<Command<CreditSubscriber>> commands, Tx tx) {
    Round round =
        new Round(
            tx,
            commands.stream().map(c -> id(c.caller(), c.operation().paymentId())).toList(),
            commands.stream().map(c -> c.operation().account()).toList());
    for (int i = 0; i < commands.size(); i++) {
      CreditSubscriber post = commands.get(i).operation();
      round.decide(
          i,
          post.account(),
          (known, account) ->
              decisions.post(round.id(round.current), known, post, account, round.day, round.now));
    }
    return round.apply();
  }

  List<Outcome<CreditReply>> cancel(List<Command<CancelCredit>> commands, Tx tx) {
    Round round =
        new Round(
            tx,
            commands.stream().map(c -> id(c.caller(), c.operation().paymentId())).toList(),
            commands.stream().map(c -> c.operation().account()).toList());
    for (int i = 0; i < commands.size(); i++) {
      CancelCredit cancel = commands.get(i).operation();
      round.decide(
          i,
          cancel.account(),
          (known, account) ->
              decisions.cancel(
                  round.id(round.current), known, cancel, account, round.day, round.now));
    }
    return round.apply();
  }

  Outcome<CreditReply> ask(Caller caller, AskCredit question, Sql sql) {
    return Outcome.done(
        credits
            .find(sql, id(caller, question.paymentId()))
            .map(Credit::reply)
            .orElse(CreditReply.UNKNOWN));
  }

  private static Credit.Id id(Caller caller, UUID paymentId) {
    return new Credit.Id(caller.via().branch(), paymentId);
  }

  /**
   * The messages of one transaction. The same payment may come twice in it, so what is decided for
   * one is what the next one finds.
   */
  private final class Round {
    private final Tx tx;
    private final List<Credit.Id> ids;
    private final LocalDate day;
    private final Instant now;
    private final Map<AccountNumber, Accounts.Facts> facts;
    private final Map<Credit.Id, Credit> known;
    private final Set<Credit.Id> stored;
    private final List<Step> steps = new ArrayList<>();
    private int current;

    Round(Tx tx, List<Credit.Id> ids, List<AccountNumber> numbers) {
      this.tx = tx;
      this.ids = ids;
      this.day = days.open(tx);
      this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      this.facts = accounts.lock(tx, numbers);
      this.known = credits.lock(tx, new HashSet<>(ids));
      this.stored = Set.copyOf(known.keySet());
    }

    Credit.Id id(int index) {
      return ids.get(index);
    }

    void decide(
        int index,
        AccountNumber account,
        BiFunction<Optional<Credit>, Optional<Accounts.Facts>, Step> decision) {
      current = index;
      Step step =
          decision.apply(
              Optional.ofNullable(known.get(id(index))), Optional.ofNullable(facts.get(account)));
      switch (step) {
        case Step.Write write -> known.put(id(index), write.credit());
        case Step.Note(Credit credit) -> known.put(id(index), credit);
        case Step.Repeat _ -> {}
        case Step.Conflict(String detail) -> log.error("ALARM {}", detail);
      }
      steps.add(step);
    }

    List<Outcome<CreditReply>> apply() {
      Map<AccountNumber, Long> deltas = new HashMap<>();
      List<Posting> postings = new ArrayList<>();
      List<JournalDraft> drafts = new ArrayList<>();
      for (Step step : steps) {
        if (step instanceof Step.Write write) {
          postings.addAll(write.postings());
          drafts.add(write.journal());
          if (write.balanceDeltaMinor() != 0) {
            deltas.merge(write.credit().account(), write.balanceDeltaMinor(), Math::addExact);
          }
        }
      }
      accounts.change(tx, deltas);
      ledger.post(tx, now, day, postings);
      write(journal.append(tx, drafts));
      List<Outcome<CreditReply>> outcomes = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        outcomes.add(outcome(i));
      }
      return outcomes;
    }

    private void write(List<JournalEntry> entries) {
      Map<Credit.Id, Credit> changed = new LinkedHashMap<>();
      int next = 0;
      for (int i = 0; i < steps.size(); i++) {
        switch (steps.get(i)) {
          case Step.Write write ->
              changed.put(id(i), write.credit().numbered(entries.get(next++).number()));
          case Step.Note(Credit credit) -> changed.put(id(i), credit);
          case Step.Repeat _, Step.Conflict _ -> {}
        }
      }
      known.putAll(changed);
      credits.insert(tx, part(changed, false));
      credits.update(tx, part(changed, true));
    }

    private List<Credit> part(Map<Credit.Id, Credit> changed, boolean wasStored) {
      return changed.values().stream()
          .filter(credit -> stored.contains(credit.id()) == wasStored)
          .toList();
    }

    private Outcome<CreditReply> outcome(int index) {
      return switch (steps.get(index)) {
        case Step.Conflict(String detail) ->
            Outcome.refused(RefusalCode.IDEMPOTENCY_CONFLICT, detail);
        case Step.Write _, Step.Note _, Step.Repeat _ -> {
          Credit credit = known.get(id(index));
          if (credit == null) {
            throw new IllegalStateException("nothing was decided for " + id(index));
          }
          yield Outcome.done(credit.reply());
        }
      };
    }
  }
}
