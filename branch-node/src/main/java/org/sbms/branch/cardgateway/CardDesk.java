package org.sbms.branch.cardgateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sbms.branch.approval.ApprovalDecisions;
import org.sbms.branch.payment.CheckPayee;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between people, acquirers and balances: asks the acquirer, listens to it, takes a payment for
 * what it captured, and tells it of refunds. Each step is a transaction of its own; what a crash
 * leaves in the middle, {@link #work} goes on with.
 */
public final class CardDesk {
  private static final Logger log = LoggerFactory.getLogger(CardDesk.class);
  private static final int AT_ONCE = 16;
  private static final int ROUNDS = 20;
  private static final int REVERSED_A_RUN = 100;

  /** Longer than any call to an acquirer takes. */
  private static final Duration LEASE = Duration.ofMinutes(4);

  private final NodeId self;
  private final CardFeature feature;
  private final Map<String, CardGateway> gateways;
  private final Database database;
  private final Executor executor;
  private final Clock clock;

  CardDesk(
      NodeId self,
      CardFeature feature,
      Map<String, CardGateway> gateways,
      Database database,
      Executor executor,
      Clock clock) {
    this.self = self;
    this.feature = feature;
    this.gateways = gateways;
    this.database = database;
    this.executor = executor;
    this.clock = clock;
  }

  /** Makes a payment by card, and asks the acquirer for the page to pay on. */
  Outcome<Intent> start(Caller caller, StartCardPayment asked, String key) {
    Optional<Refusal> obstacle = obstacle(caller, asked);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Outcome<Intent> made = executor.run(caller, Request.command(asked, key));
    return made instanceof Outcome.Done<Intent>(Intent intent)
        ? Outcome.done(offered(current(intent.id())))
        : made;
  }

  /** What home says of the account, as far as it says anything: the payer must not be held up. */
  private Optional<Refusal> obstacle(Caller caller, StartCardPayment asked) {
    if (!caller.may(CardFeature.START)) {
      return Optional.empty(); // the operation itself refuses
    }
    Caller asker = new Caller(caller.actor(), caller.via(), Set.of(PaymentFeature.TAKE));
    return executor.run(asker, Request.query(new CheckPayee(asked.account())))
                instanceof Outcome.Refused<CheckPayee.Payee>(Refusal refusal)
            && saysNo(refusal.code())
        ? Optional.of(refusal)
        : Optional.empty();
  }

  private static boolean saysNo(RefusalCode code) {
    return switch (code.category()) {
      case INVALID, NOT_FOUND, CONFLICT -> true;
      case UNAUTHENTICATED, FORBIDDEN, TOO_LARGE, BUSY, UNREACHABLE, FAULT -> false;
    };
  }

  private Intent offered(Intent intent) {
    return intent.state() == IntentState.CREATED
        ? answered(intent, gateway(intent).pay(intent))
        : intent;
  }

  /** What the acquirer said by itself. Balances follow at once, or by the job. */
  IntentWriter.Heard hear(String gateway, UUID id, String eventId, Statement statement) {
    IntentWriter.Heard heard = feature.writer().hear(gateway, id, eventId, statement);
    if (heard instanceof IntentWriter.Heard.Applied(Intent intent)
        && intent.state() == IntentState.CAPTURED) {
      credit(intent);
    }
    return heard;
  }

  /** By the clock: asks for what is not settled, and goes on with what was left in the middle. */
  public void work() {
    refundReversed();
    for (int round = 0; round < ROUNDS; round++) {
      Instant now = clock.instant();
      List<Intent> due =
          database.inTransaction(
              tx -> feature.intents().claimDue(tx, now, now.plus(LEASE), AT_ONCE));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        due.forEach(intent -> threads.submit(() -> look(intent)));
      }
      if (due.size() < AT_ONCE) {
        return;
      }
    }
  }

  /** A payment that was taken for a card and is cancelled for good goes back to the card. */
  private void refundReversed() {
    for (UUID id : feature.intents().reversed(database, clock.instant(), REVERSED_A_RUN)) {
      feature
          .writer()
          .happened(
              id,
              "PAYMENT_CANCELLED",
              intent -> IntentDecisions.onPaymentReversed(intent, clock.instant()));
    }
  }

  private void look(Intent intent) {
    Intent after = intent;
    try {
      after = settled(intent);
    } catch (RuntimeException fault) {
      log.warn("card payment {}: {}", intent.number(), fault.toString());
    }
    if (after.state() == intent.state()) {
      boolean expired = clock.instant().isAfter(intent.expiresAt());
      Instant again = clock.instant().plus(Backoff.after(intent.asks(), expired));
      database.inTransaction(tx -> {
        feature.intents().askAt(tx, intent.id(), intent.state(), again);
        return true;
      });
    }
  }

  private Intent settled(Intent intent) {
    return switch (intent.state()) {
      case CREATED ->
          clock.instant().isBefore(intent.expiresAt())
              ? answered(intent, gateway(intent).pay(intent))
              : asked(intent);
      case PENDING, UNKNOWN -> asked(intent);
      case CAPTURED -> credit(intent);
      case REFUNDING ->
          answered(intent, gateway(intent).refund(intent.id(), intent.capturedMoney()));
      case CREDITED, DECLINED, EXPIRED, SET_ASIDE, REFUNDED -> intent;
    };
  }

  private Intent asked(Intent intent) {
    return answered(intent, gateway(intent).status(intent.id()));
  }

  private Intent answered(Intent intent, Answer answer) {
    return switch (feature.writer().hear(intent.id(), answer)) {
      case IntentWriter.Heard.Applied(Intent after) ->
          after.state() == IntentState.CAPTURED ? credit(after) : after;
      case IntentWriter.Heard.TellAgain(Intent after) -> toldAgain(after);
      case IntentWriter.Heard.Repeated(Intent after) -> after;
      case IntentWriter.Heard.NoSuchIntent(), IntentWriter.Heard.NotNow() -> intent;
    };
  }

  /** Once only: should it say again that it knows nothing, the job comes back later. */
  private Intent toldAgain(Intent intent) {
    return feature.writer().hear(intent.id(), gateway(intent).pay(intent))
            instanceof IntentWriter.Heard.Applied(Intent after)
        ? after
        : intent;
  }

  /** Under one key, so whoever comes to it, and however often, it is taken once. */
  private Intent credit(Intent intent) {
    TakePayment take =
        new TakePayment(
            intent.creditTo(), intent.capturedMoney(), PaymentMethod.CARD, intent.number());
    Caller caller = new Caller(Actor.system(self), self, Set.of(PaymentFeature.TAKE));
    return switch (executor.run(caller, Request.command(take, intent.creditKey()))) {
      case Outcome.Done<Payment>(Payment payment) ->
          feature
              .writer()
              .happened(
                  intent.id(),
                  "CREDITED",
                  now -> IntentDecisions.onCredited(now, payment.id(), clock.instant()));
      case Outcome.Refused<Payment>(Refusal refusal) ->
          mayPassLater(refusal.code()) ? intent : notTaken(intent, refusal);
      case Outcome.Unknown<Payment> _ -> intent;
    };
  }

  private Intent notTaken(Intent intent, Refusal refusal) {
    return feature
        .writer()
        .happened(
            intent.id(),
            "NOT_TAKEN",
            now ->
                now.creditAttempt() == intent.creditAttempt()
                    ? IntentDecisions.onNotTaken(now, refusal, clock.instant())
                    : new IntentDecisions.Step.Stay());
  }

  private static boolean mayPassLater(RefusalCode code) {
    return code.equals(ApprovalDecisions.REQUIRED)
        || switch (code.category()) {
          case BUSY, UNREACHABLE, FAULT -> true;
          case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
        };
  }

  private CardGateway gateway(Intent intent) {
    return gateways.getOrDefault(intent.gateway(), new NoGateway());
  }

  private Intent current(UUID id) {
    return feature.intents().find(database, id).orElseThrow();
  }

  /** What was taken out of the settings is silent. */
  private static final class NoGateway implements CardGateway {
    private static final Answer NONE = new Answer.Silence("this gateway is not set up any more");

    @Override
    public Answer pay(Intent intent) {
      return NONE;
    }

    @Override
    public Answer status(UUID intent) {
      return NONE;
    }

    @Override
    public Answer refund(UUID intent, org.sbms.contract.Money captured) {
      return NONE;
    }
  }
}
