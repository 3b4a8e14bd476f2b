package org.sbms.branch.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.notice.CorrectionDecisions.Step;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Credits;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.Payments;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectMismatch.Corrected;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Command;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxDraft;

/** Carries corrections out: load, let {@link CorrectionDecisions} decide, apply, note. */
final class Correcting {
  private final BranchCode self;
  private final Payments payments = new Payments();
  private final Credits credits = new Credits();
  private final Accounts accounts = new Accounts();
  private final BusinessDays days;
  private final Ledger ledger;
  private final Journal journal;
  private final Outbox outbox;
  private final Consumer<NodeId> wake;
  private final Clock clock;

  Correcting(
      BranchCode self,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake,
      Clock clock) {
    this.self = self;
    this.days = days;
    this.ledger = ledger;
    this.journal = journal;
    this.outbox = outbox;
    this.wake = wake;
    this.clock = clock;
  }

  /** Who wanted what done about which payment. */
  record Order(
      UUID mismatchId, CorrectionAction action, UUID paymentId, String askedBy, String approvedBy) {

    static Order of(CorrectMismatch asked) {
      return new Order(
          asked.mismatchId(),
          asked.action(),
          asked.paymentId(),
          asked.askedBy(),
          asked.approvedBy());
    }
  }

  Outcome<Corrected> correct(Command<CorrectMismatch> command, Tx tx) {
    CorrectMismatch asked = command.operation();
    LocalDate day = days.open(tx);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Step step =
        switch (asked.action()) {
          case SEND_AGAIN, CANCEL_AGAIN -> again(asked.action(), asked.paymentId(), tx);
          case ADOPT_DAY ->
              CorrectionDecisions.adoptDay(
                  payment(asked.paymentId(), tx), Optional.ofNullable(asked.day()), self, now);
          case ADOPT_ORIGIN, WITHDRAW -> atHome(asked, day, now, tx);
        };
    return apply(Order.of(asked), step, day, now, tx);
  }

  /** Sends a payment's messages again; the day stays open as for any other work on payments. */
  Outcome<Corrected> again(Order order, Tx tx) {
    LocalDate day = days.open(tx);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return apply(order, again(order.action(), order.paymentId(), tx), day, now, tx);
  }

  private Outcome<Corrected> apply(Order order, Step step, LocalDate day, Instant now, Tx tx) {
    return switch (step) {
      case Step.Refuse(var refusal) -> Outcome.refused(refusal);
      case Step.Send(Payment payment) -> {
        send(tx, order.action(), payment);
        yield done(tx, order, 0, now);
      }
      case Step.AtOrigin(Payment payment, JournalDraft draft) -> {
        payments.update(tx, List.of(payment));
        yield done(tx, order, append(tx, draft), now);
      }
      case Step.AtHome(Credit credit, JournalDraft draft, var postings, var deltas) -> {
        accounts.change(tx, deltas);
        ledger.post(tx, now, day, postings);
        credits.rebook(tx, credit);
        yield done(tx, order, append(tx, draft), now);
      }
    };
  }

  private Step again(CorrectionAction action, UUID paymentId, Tx tx) {
    Optional<Payment> payment = payment(paymentId, tx);
    return action == CorrectionAction.SEND_AGAIN
        ? CorrectionDecisions.sendAgain(payment, self)
        : CorrectionDecisions.cancelAgain(payment, self);
  }

  private Optional<Payment> payment(UUID id, Tx tx) {
    return Optional.ofNullable(payments.lock(tx, List.of(id)).get(id));
  }

  /**
   * Accounts before credits, as everywhere; so the credit's account is read before it is locked.
   */
  private Step atHome(CorrectMismatch asked, LocalDate day, Instant now, Tx tx) {
    Credit.Id id = new Credit.Id(asked.origin(), asked.paymentId());
    List<AccountNumber> numbers = new ArrayList<>();
    credits.find(tx, id).map(Credit::account).ifPresent(numbers::add);
    AccountNumber.tryParse(asked.account()).ifPresent(numbers::add);
    Map<AccountNumber, Accounts.Facts> facts = accounts.lock(tx, numbers);
    Optional<Credit> known = Optional.ofNullable(credits.lock(tx, List.of(id)).get(id));
    return asked.action() == CorrectionAction.WITHDRAW
        ? CorrectionDecisions.withdraw(known, facts, self, day, now)
        : CorrectionDecisions.adoptOrigin(known, asked, facts, self, day, now);
  }

  private long append(Tx tx, JournalDraft draft) {
    return journal.append(tx, List.of(draft)).getFirst().number();
  }

  /** A message that still waits is the same one: it is replaced and not doubled. */
  private void send(Tx tx, CorrectionAction action, Payment payment) {
    Actor actor = Actor.system(NodeId.of(self));
    boolean isCredit = action == CorrectionAction.SEND_AGAIN;
    String operation = isCredit ? CreditSubscriber.NAME : CancelCredit.NAME;
    String key = payment.id().toString();
    NodeId home = NodeId.of(payment.homeBranch());
    outbox.withdraw(tx, operation, List.of(key));
    outbox.add(
        tx,
        List.of(
            new OutboxDraft(
                home,
                operation,
                key,
                isCredit ? credit(payment, actor) : cancel(payment, actor),
                actor)));
    tx.afterCommit(() -> wake.accept(home));
  }

  private static CreditSubscriber credit(Payment payment, Actor actor) {
    return new CreditSubscriber(
        payment.id(),
        payment.originNumber(),
        payment.account(),
        payment.amount(),
        payment.method(),
        payment.acceptedAt(),
        actor);
  }

  private static CancelCredit cancel(Payment payment, Actor actor) {
    return new CancelCredit(
        payment.id(),
        payment.originNumber(),
        payment.account(),
        payment.amount(),
        payment.reason(),
        actor);
  }

  private static Outcome<Corrected> done(Tx tx, Order order, long number, Instant now) {
    tx.run(
        """
        insert into correction_done (mismatch_id, action, payment_id, asked_by, approved_by,
            journal_number, at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        order.mismatchId(),
        order.action().name(),
        order.paymentId(),
        order.askedBy(),
        order.approvedBy(),
        number,
        now.atOffset(ZoneOffset.UTC));
    return Outcome.done(new Corrected(number));
  }
}
