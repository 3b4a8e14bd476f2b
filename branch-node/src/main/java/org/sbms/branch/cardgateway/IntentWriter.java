package org.sbms.branch.cardgateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.cardgateway.IntentDecisions.Step;
import org.sbms.branch.day.BusinessDays;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;

/** Locks a payment by card, lets {@link IntentDecisions} decide, and applies that. */
final class IntentWriter {

  /** What came of what was said. */
  sealed interface Heard {
    record Applied(Intent intent) implements Heard {}

    /** The event was listened to before; the payment as it stands. */
    record Repeated(Intent intent) implements Heard {}

    record NoSuchIntent() implements Heard {}

    /** It must be said again later. */
    record NotNow() implements Heard {}

    /** The acquirer is to be told of it again. */
    record TellAgain(Intent intent) implements Heard {}
  }

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Intents intents;
  private final BusinessDays days;
  private final Ledger ledger;
  private final Transactions transactions;
  private final Clock clock;

  IntentWriter(
      Intents intents, BusinessDays days, Ledger ledger, Transactions transactions, Clock clock) {
    this.intents = intents;
    this.days = days;
    this.ledger = ledger;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What the acquirer said by itself. */
  Heard hear(String gateway, UUID id, String eventId, Statement statement) {
    return transactions.inTransaction(tx -> {
      LocalDate day = days.open(tx);
      Optional<Intent> found =
          intents.lock(tx, id).filter(intent -> intent.gateway().equals(gateway));
      if (found.isEmpty()) {
        return new Heard.NoSuchIntent();
      }
      Intent intent = found.get();
      if (intents.isKnown(tx, gateway, eventId)) {
        return new Heard.Repeated(intent);
      }
      Step step = IntentDecisions.on(statement, intent, now());
      if (step instanceof Step.Later) {
        return new Heard.NotNow();
      }
      Intent after = apply(tx, day, intent, step);
      intents.note(
          tx, after, Optional.of(eventId), event(CardEvent.Source.WEBHOOK, statement, after));
      return new Heard.Applied(after);
    });
  }

  /** What it said when it was asked; an answer that changes nothing leaves no trace. */
  Heard hear(UUID id, Answer answer) {
    return transactions.inTransaction(tx -> {
      LocalDate day = days.open(tx);
      Intent intent = intents.lock(tx, id).orElseThrow();
      Step step =
          switch (answer) {
            case Answer.Said(Statement statement) -> IntentDecisions.on(statement, intent, now());
            case Answer.Silence _ -> IntentDecisions.onSilence(intent, now());
          };
      Intent after = apply(tx, day, intent, step);
      if (step instanceof Step.Move) {
        intents.note(tx, after, Optional.empty(), event(answer, after));
      }
      return step instanceof Step.TellAgain ? new Heard.TellAgain(after) : new Heard.Applied(after);
    });
  }

  /** What follows from what happened here. */
  Intent happened(UUID id, String what, Function<Intent, Step> decision) {
    return transactions.inTransaction(tx -> {
      LocalDate day = days.open(tx);
      Intent intent = intents.lock(tx, id).orElseThrow();
      Step step = decision.apply(intent);
      Intent after = apply(tx, day, intent, step);
      if (step instanceof Step.Move) {
        intents.note(
            tx, after, Optional.empty(), event(CardEvent.Source.HERE, what, after.detail(), after));
      }
      return after;
    });
  }

  /** What a person decided, in the transaction of their command. */
  Outcome<Intent> decided(Tx tx, Intent intent, String what, String comment, Step step) {
    if (step instanceof Step.Refuse(Refusal refusal)) {
      return Outcome.refused(refusal);
    }
    Intent after = apply(tx, days.open(tx), intent, step);
    intents.note(tx, after, Optional.empty(), event(CardEvent.Source.PERSON, what, comment, after));
    return Outcome.done(after);
  }

  private Intent apply(Tx tx, LocalDate day, Intent intent, Step step) {
    return switch (step) {
      case Step.Move(Intent moved, var postings, Money due) -> {
        intents.update(tx, moved, nextLook(moved));
        intents.owe(tx, moved.gateway(), due);
        ledger.post(tx, now(), day, postings);
        yield moved;
      }
      case Step.Stay(), Step.TellAgain(), Step.Later() -> intent;
      case Step.Refuse(Refusal refusal) ->
          throw new IllegalStateException("only a person's decision is refused: " + refusal);
    };
  }

  /** What is not settled yet is looked at again, by {@link Backoff} from then on. */
  private Optional<Instant> nextLook(Intent intent) {
    return switch (intent.state()) {
      case CREATED, PENDING, UNKNOWN, CAPTURED, REFUNDING -> Optional.of(now().plus(SOON));
      case CREDITED, DECLINED, EXPIRED, SET_ASIDE, REFUNDED -> Optional.empty();
    };
  }

  private CardEvent event(Answer answer, Intent after) {
    return switch (answer) {
      case Answer.Said(Statement statement) -> event(CardEvent.Source.ANSWER, statement, after);
      case Answer.Silence(String why) -> event(CardEvent.Source.HERE, "SILENCE", why, after);
    };
  }

  private CardEvent event(CardEvent.Source source, Statement statement, Intent after) {
    return new CardEvent(
        source,
        statement.said().name(),
        statement.captured(),
        statement.detail(),
        after.state(),
        now());
  }

  private CardEvent event(CardEvent.Source source, String said, String detail, Intent after) {
    return new CardEvent(source, said, Optional.empty(), detail, after.state(), now());
  }

  /** As precise as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
