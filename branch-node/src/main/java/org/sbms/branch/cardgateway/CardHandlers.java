package org.sbms.branch.cardgateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sbms.branch.cardgateway.IntentDecisions.Step;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** What people do with payments by card. */
final class CardHandlers {
  private static final RefusalCode NO_GATEWAY =
      new RefusalCode("no-card-gateway", RefusalCode.Category.CONFLICT);
  private static final RefusalCode MORE_THAN_DUE =
      new RefusalCode("more-than-due", RefusalCode.Category.CONFLICT);
  private static final RefusalCode BOOKED_BEFORE =
      new RefusalCode("payout-booked-before", RefusalCode.Category.CONFLICT);

  /** Whoever started it asks the acquirer at once; should they not come to it, the job does. */
  private static final Duration JOB_COMES_AFTER = Duration.ofSeconds(15);

  private final BranchCode self;
  private final Map<String, GatewayAccess> gateways;
  private final Intents intents;
  private final IntentWriter writer;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final ZoneId zone;
  private final Clock clock;
  private final RandomGenerator random;

  CardHandlers(
      BranchCode self,
      Map<String, GatewayAccess> gateways,
      Intents intents,
      IntentWriter writer,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.gateways = gateways;
    this.intents = intents;
    this.writer = writer;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.zone = zone;
    this.clock = clock;
    this.random = random;
  }

  Outcome<Intent> start(Command<StartCardPayment> command, Tx tx) {
    StartCardPayment asked = command.operation();
    Optional<GatewayAccess> gateway = gateway(asked.gateway());
    if (gateway.isEmpty()) {
      return Outcome.refused(NO_GATEWAY, "No card gateway is set up here.");
    }
    AccountNumber account = asked.account();
    if (account.home().equals(self)) {
      Optional<Accounts.Facts> facts = accounts.find(tx, account);
      if (facts.isEmpty()) {
        return Outcome.refused(RefusalCode.NOT_FOUND, "There is no account " + account + ".");
      }
      if (facts.get().state() == SubscriberState.TERMINATED) {
        return Outcome.refused(
            RefusalCode.STATE_CONFLICT, "The account " + account + " is closed.");
      }
    }
    Instant now = now();
    Intent intent =
        Intent.fresh(
            UuidV7.next(now, random),
            "%s-C%02d-%08d"
                .formatted(self, now.atZone(zone).getYear() % 100, intents.nextNumber(tx)),
            asked,
            gateway.get().name(),
            command.caller().actor().login(),
            now,
            now.plus(gateway.get().payWithin()));
    intents.insert(tx, intent, now.plus(JOB_COMES_AFTER));
    return Outcome.done(intent);
  }

  private Optional<GatewayAccess> gateway(String name) {
    return name.isEmpty()
        ? gateways.values().stream().findFirst()
        : Optional.ofNullable(gateways.get(name));
  }

  Outcome<Intent> decide(Command<DecideCardPayment> command, Tx tx) {
    DecideCardPayment asked = command.operation();
    LocalDate _ = days.open(tx); // the day is locked before anything else, as everywhere
    Optional<Intent> found = intents.lock(tx, asked.id());
    if (found.isEmpty()) {
      return notFound(asked.id());
    }
    Intent intent = found.get();
    String comment = asked.comment().strip();
    Step step =
        switch (asked.decision()) {
          case CREDIT ->
              IntentDecisions.credit(
                  intent, asked.creditTo().orElse(intent.account()), comment, now());
          case GIVE_BACK -> IntentDecisions.giveBack(intent, comment, now());
          case CLOSE -> IntentDecisions.close(intent, isReversed(tx, intent), comment, now());
        };
    return writer.decided(
        tx,
        intent,
        asked.decision().name(),
        command.caller().actor().login() + ": " + comment,
        step);
  }

  private boolean isReversed(Tx tx, Intent intent) {
    return intent.payment() != null && intents.isReversed(tx, intent.payment());
  }

  Outcome<Payout> book(Command<BookPayout> command, Tx tx) {
    LocalDate day = days.open(tx);
    BookPayout asked = command.operation();
    Instant now = now();
    Payout payout =
        new Payout(
            UuidV7.next(now, random),
            asked.gateway(),
            asked.reference().strip(),
            asked.paidOn(),
            asked.gross(),
            asked.fee(),
            now,
            command.caller().actor().login());
    if (!intents.payOut(tx, payout.gateway(), payout.gross())) {
      return Outcome.refused(
          MORE_THAN_DUE, "The acquirer owes less than that: see what it captured.");
    }
    if (!intents.insert(tx, payout)) {
      intents.owe(tx, payout.gateway(), payout.gross());
      return Outcome.refused(BOOKED_BEFORE, "A payout with this reference is booked already.");
    }
    List<Posting> postings = new ArrayList<>();
    if (payout.net().isPositive()) {
      postings.add(
          new Posting(
              payout.id(), "card-payout", Chart.BANK, Chart.CARDS, payout.net(), payout.gateway()));
    }
    if (payout.fee().isPositive()) {
      postings.add(
          new Posting(
              payout.id(),
              "card-fee",
              Chart.CARD_FEES,
              Chart.CARDS,
              payout.fee(),
              payout.gateway()));
    }
    ledger.post(tx, now, day, postings);
    return Outcome.done(payout);
  }

  Outcome<ShowIntent.Story> show(ShowIntent question, Sql sql) {
    return intents
        .find(sql, question.id())
        .map(intent -> Outcome.done(new ShowIntent.Story(intent, intents.events(sql, intent.id()))))
        .orElseGet(() -> notFound(question.id()));
  }

  Outcome<ListIntents.Intents> list(ListIntents question, Sql sql) {
    return Outcome.done(new ListIntents.Intents(intents.list(sql, question, zone)));
  }

  Outcome<ListPayouts.Payouts> payouts(ListPayouts question, Sql sql) {
    return Outcome.done(new ListPayouts.Payouts(intents.payouts(sql, question), intents.due(sql)));
  }

  private static <R> Outcome<R> notFound(java.util.UUID id) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no payment by card " + id + ".");
  }

  /** As precise as the database keeps it, so that what is answered now is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
