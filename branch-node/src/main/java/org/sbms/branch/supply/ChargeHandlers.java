package org.sbms.branch.supply;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.supply.ChargeDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.AskGoods;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.CheckGoods;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsReply;
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

/** Home's side of goods: load, let {@link ChargeDecisions} decide, apply. */
final class ChargeHandlers {
  private static final Logger log = LoggerFactory.getLogger(ChargeHandlers.class);

  private final ChargeDecisions decisions;
  private final HomeRules rules;
  private final Charges charges;
  private final Accounts accounts;
  private final SubscriberSide subscribers;
  private final BusinessDays days;
  private final Ledger ledger;
  private final Journal journal;
  private final Clock clock;

  ChargeHandlers(
      ChargeDecisions decisions,
      HomeRules rules,
      Charges charges,
      Accounts accounts,
      SubscriberSide subscribers,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Clock clock) {
    this.decisions = decisions;
    this.rules = rules;
    this.charges = charges;
    this.accounts = accounts;
    this.subscribers = subscribers;
    this.days = days;
    this.ledger = ledger;
    this.journal = journal;
    this.clock = clock;
  }

  List<Outcome<GoodsReply>> charge(List<Command<ChargeGoods>> commands, Tx tx) {
    Round round =
        new Round(
            tx,
            commands.stream().map(c -> id(c.caller(), c.operation().goodsId())).toList(),
            commands.stream().map(c -> c.operation().order()).toList());
    for (int i = 0; i < commands.size(); i++) {
      Command<ChargeGoods> command = commands.get(i);
      ChargeGoods message = command.operation();
      round.decide(
          i,
          (id, known, facts) ->
              decisions.charge(
                  id,
                  known,
                  message,
                  facts.against(objection(command, round.day)),
                  round.day,
                  round.now));
    }
    return round.finish();
  }

  List<Outcome<GoodsReply>> cancel(List<Command<CancelGoods>> commands, Tx tx) {
    Round round =
        new Round(
            tx,
            commands.stream().map(c -> id(c.caller(), c.operation().goodsId())).toList(),
            commands.stream().map(c -> c.operation().order()).toList());
    for (int i = 0; i < commands.size(); i++) {
      CancelGoods message = commands.get(i).operation();
      round.decide(
          i,
          (id, known, facts) -> decisions.cancel(id, known, message, facts, round.day, round.now));
    }
    return round.finish();
  }

  Outcome<GoodsReply> ask(Caller caller, AskGoods question, Sql sql) {
    return Outcome.done(
        charges
            .find(sql, id(caller, question.goodsId()))
            .map(Charge::reply)
            .orElse(GoodsReply.UNKNOWN));
  }

  /** Nothing is written: what would become of the order if it came now. */
  Outcome<CheckGoods.Clear> check(Caller caller, CheckGoods question, Sql sql) {
    GoodsOrder order = question.order();
    LocalDate today = days.today(sql);
    Optional<Refusal> objection =
        rules.objection(caller.via().branch(), caller.actor(), order, HomeRules.days(today, today));
    HomeFacts facts =
        subscribers.facts(sql, order, accounts.find(sql, order.account())).against(objection);
    return ChargeDecisions.obstacleToCharge(order, facts)
        .<Outcome<CheckGoods.Clear>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(new CheckGoods.Clear(order.account())));
  }

  private Optional<Refusal> objection(Command<ChargeGoods> command, LocalDate day) {
    ChargeGoods message = command.operation();
    LocalDate issuedOn = LocalDate.ofInstant(message.issuedAt(), ZoneOffset.UTC);
    return rules.objection(
        command.caller().via().branch(),
        command.caller().actor(),
        message.order(),
        HomeRules.days(issuedOn, day));
  }

  private static Charge.Id id(Caller caller, UUID goodsId) {
    return new Charge.Id(caller.via().branch(), goodsId);
  }

  private interface Decision {
    Step of(Charge.Id id, Optional<Charge> known, HomeFacts facts);
  }

  /**
   * The messages of one transaction, one after the other: what one of them wrote is what the next
   * one finds, whether it is about the same goods or the same subscriber. Numbers of the journal
   * come last, for all of them together.
   */
  private final class Round {
    private final Tx tx;
    private final List<Charge.Id> ids;
    private final List<GoodsOrder> orders;
    private final LocalDate day;
    private final Instant now;
    private final Map<AccountNumber, Accounts.Facts> locked;
    private final Map<Charge.Id, Charge> known;
    private final List<Step> steps = new ArrayList<>();
    private final List<Posting> postings = new ArrayList<>();
    private final Map<AccountNumber, Long> deltas = new HashMap<>();
    private final Map<Charge.Id, List<JournalDraft>> drafts = new LinkedHashMap<>();

    Round(Tx tx, List<Charge.Id> ids, List<GoodsOrder> orders) {
      this.tx = tx;
      this.ids = ids;
      this.orders = orders;
      this.day = days.open(tx);
      this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      this.known = charges.lock(tx, ids.stream().distinct().toList());
      this.locked = accounts.lock(tx, orders.stream().map(GoodsOrder::account).toList());
    }

    void decide(int index, Decision decision) {
      Charge.Id id = ids.get(index);
      GoodsOrder order = orders.get(index);
      HomeFacts facts =
          subscribers.facts(tx, order, Optional.ofNullable(locked.get(order.account())));
      Step step = decision.of(id, Optional.ofNullable(known.get(id)), facts);
      switch (step) {
        case Step.Write write -> write(id, order, facts, write);
        case Step.Note(Charge charge) -> {
          charges.update(tx, charge);
          known.put(id, charge);
        }
        case Step.Repeat _ -> {}
        case Step.Conflict(String detail) -> log.error("ALARM {}", detail);
      }
      steps.add(step);
    }

    private void write(Charge.Id id, GoodsOrder order, HomeFacts facts, Step.Write write) {
      Charge charge = write.charge();
      if (known.put(id, charge) == null) {
        charges.insert(tx, charge);
      }
      subscribers.apply(tx, write.effect(), order, facts, id.origin(), charge.issuedBy(), day, now);
      deltas.merge(order.account(), SubscriberSide.delta(write.effect(), order), Math::addExact);
      postings.addAll(write.postings());
      drafts.computeIfAbsent(id, _ -> new ArrayList<>()).add(write.journal());
    }

    List<Outcome<GoodsReply>> finish() {
      subscribers.charge(tx, deltas);
      ledger.post(tx, now, day, postings);
      number();
      List<Outcome<GoodsReply>> outcomes = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        outcomes.add(
            steps.get(i) instanceof Step.Conflict(String detail)
                ? Outcome.refused(RefusalCode.IDEMPOTENCY_CONFLICT, detail)
                : Outcome.done(of(ids.get(i)).reply()));
      }
      return outcomes;
    }

    /** The number of goods that were charged and cancelled at once is that of the last entry. */
    private void number() {
      List<JournalEntry> entries =
          journal.append(tx, drafts.values().stream().flatMap(List::stream).toList());
      int next = 0;
      for (Map.Entry<Charge.Id, List<JournalDraft>> written : drafts.entrySet()) {
        next += written.getValue().size();
        Charge charge = of(written.getKey()).numbered(entries.get(next - 1).number());
        charges.update(tx, charge);
        known.put(charge.id(), charge);
      }
    }

    private Charge of(Charge.Id id) {
      Charge charge = known.get(id);
      if (charge == null) {
        throw new IllegalStateException("nothing was decided for " + id);
      }
      return charge;
    }
  }
}
