package org.sbms.branch.cheque;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.approval.ApprovalDecisions;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between cheques and balances: takes a payment for one that is to be credited, and cancels it for
 * one that bounced. Each under one key, so that whoever comes to it, and however often, does it
 * once; what a crash leaves in the middle, {@link #work} goes on with.
 */
public final class ChequeDesk {
  private static final Logger log = LoggerFactory.getLogger(ChequeDesk.class);
  private static final int PAGE = 100;
  private static final int MAX_PAGES = 100;
  private static final int MAX_REASON = 180;

  private final NodeId self;
  private final Cheques cheques;
  private final ChequeHandlers handlers;
  private final Database database;
  private final Executor executor;
  private final Clock clock;

  ChequeDesk(
      NodeId self,
      Cheques cheques,
      ChequeHandlers handlers,
      Database database,
      Executor executor,
      Clock clock) {
    this.self = self;
    this.cheques = cheques;
    this.handlers = handlers;
    this.database = database;
    this.executor = executor;
    this.clock = clock;
  }

  /** Runs a command about one cheque, and what follows for a balance at once. */
  <O extends Operation<Cheque>> Outcome<Cheque> run(Caller caller, O operation, String key) {
    return settled(executor.run(caller, Request.command(operation, key)));
  }

  /** What follows for a balance once a command about one cheque is done. */
  Outcome<Cheque> settled(Outcome<Cheque> outcome) {
    return outcome.map(cheque -> settle(cheques.find(database, cheque.id()).orElseThrow()));
  }

  /** By the clock: goes on with what is not settled. */
  public void work() {
    UUID after = new UUID(0, 0);
    for (int page = 0; page < MAX_PAGES; page++) {
      List<Cheque> due = cheques.toSettle(database, after, PAGE);
      for (Cheque cheque : due) {
        try {
          settle(cheque);
        } catch (RuntimeException fault) {
          log.warn("cheque {}: {}", cheque.id(), fault.toString());
        }
      }
      if (due.size() < PAGE) {
        return;
      }
      after = due.getLast().id();
    }
  }

  private Cheque settle(Cheque cheque) {
    return switch (cheque.credit()) {
      case DUE -> credit(cheque);
      case REVERSE_DUE -> reverse(cheque);
      case NONE, CREDITED, NOT_TAKEN, REVERSED, KEPT -> cheque;
    };
  }

  private Cheque credit(Cheque cheque) {
    TakePayment take =
        new TakePayment(cheque.creditTo(), cheque.amount(), PaymentMethod.CHEQUE, cheque.number());
    return switch (executor.run(
        system(PaymentFeature.TAKE), Request.command(take, cheque.creditKey()))) {
      case Outcome.Done<Payment>(Payment payment) ->
          handlers.happened(
              database, cheque.id(), now -> ChequeDecisions.credited(now, payment.id()));
      case Outcome.Refused<Payment>(Refusal refusal) ->
          mayPassLater(refusal.code())
              ? cheque
              : handlers.happened(
                  database,
                  cheque.id(),
                  now -> ChequeDecisions.notTaken(now, cut(refusal.detail()), now()));
      case Outcome.Unknown<Payment> _ -> cheque;
    };
  }

  /** Home may take its time, and may say no: then the payment stands and the drawer owes it. */
  private Cheque reverse(Cheque cheque) {
    UUID payment = Optional.ofNullable(cheque.payment()).orElseThrow();
    PaymentState before = state(payment);
    if (before == PaymentState.REVERSED || before == PaymentState.CANCELLING) {
      return before == PaymentState.REVERSED ? reversed(cheque, true) : cheque;
    }
    CancelPayment cancel = new CancelPayment(payment, cut("cheque: " + cheque.reason()));
    return switch (executor.run(
        system(PaymentFeature.CANCEL), Request.command(cancel, cheque.reversalKey()))) {
      case Outcome.Done<Payment> _ ->
          switch (state(payment)) {
            case REVERSED -> reversed(cheque, true);
            case POSTED -> reversed(cheque, false);
            case ACCEPTED, CANCELLING, REJECTED -> cheque;
          };
      case Outcome.Refused<Payment>(Refusal refusal) ->
          mayPassLater(refusal.code()) ? cheque : reversed(cheque, false);
      case Outcome.Unknown<Payment> _ -> cheque;
    };
  }

  private Cheque reversed(Cheque cheque, boolean givenBack) {
    return handlers.happened(
        database, cheque.id(), now -> ChequeDecisions.reversed(now, givenBack));
  }

  private PaymentState state(UUID payment) {
    return cheques.stateOfPayment(database, payment).orElseThrow();
  }

  private Caller system(Permission permission) {
    return new Caller(Actor.system(self), self, Set.of(permission));
  }

  private static boolean mayPassLater(RefusalCode code) {
    return code.equals(ApprovalDecisions.REQUIRED)
        || switch (code.category()) {
          case BUSY, UNREACHABLE, FAULT -> true;
          case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
        };
  }

  private static String cut(String text) {
    return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) : text;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
