package org.sbms.branch.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.OriginDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxDraft;

/** Applies the origin's decisions, all of a transaction's together: set-based, the journal last. */
final class OriginWriter {

  /** A decided step and the person behind it. */
  record Decided(Step.Move move, Actor actor) {}

  private final NodeId self;
  private final Payments payments;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Journal journal;
  private final Outbox outbox;
  private final Consumer<NodeId> wake;

  OriginWriter(
      BranchCode self,
      Payments payments,
      Accounts accounts,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake) {
    this.self = NodeId.of(self);
    this.payments = payments;
    this.accounts = accounts;
    this.ledger = ledger;
    this.journal = journal;
    this.outbox = outbox;
    this.wake = wake;
  }

  /** New payments, given back with the numbers of their journal entries. */
  List<Payment> insert(Tx tx, List<Decided> decided, LocalDate day, Instant now) {
    book(tx, decided, day, now);
    List<Decided> numbered = numbered(tx, decided, true);
    List<Payment> written = numbered.stream().map(one -> one.move.payment()).toList();
    payments.insert(tx, written);
    return written;
  }

  /** Payments that were locked in this transaction. */
  List<Payment> update(Tx tx, List<Decided> decided, LocalDate day, Instant now) {
    book(tx, decided, day, now);
    payments.update(tx, decided.stream().map(one -> one.move.payment()).toList());
    return numbered(tx, decided, false).stream().map(one -> one.move.payment()).toList();
  }

  private void book(Tx tx, List<Decided> decided, LocalDate day, Instant now) {
    Map<AccountNumber, Long> deltas = new HashMap<>();
    List<Posting> postings = new ArrayList<>();
    for (Decided one : decided) {
      postings.addAll(one.move.postings());
      if (one.move.balanceDeltaMinor() != 0) {
        deltas.merge(one.move.payment().account(), one.move.balanceDeltaMinor(), Math::addExact);
      }
    }
    accounts.change(tx, deltas);
    ledger.post(tx, now, day, postings);
  }

  private List<Decided> numbered(Tx tx, List<Decided> decided, boolean fresh) {
    List<JournalDraft> drafts =
        decided.stream().flatMap(one -> one.move.journal().stream()).toList();
    List<JournalEntry> entries = journal.append(tx, drafts);
    List<Decided> numbered = new ArrayList<>(decided.size());
    List<OutboxDraft> messages = new ArrayList<>();
    List<String> withdrawn = new ArrayList<>();
    int next = 0;
    for (Decided one : decided) {
      if (one.move.journal().isEmpty()) {
        numbered.add(one);
        continue;
      }
      long number = entries.get(next++).number();
      Payment payment = fresh ? one.move.payment().numbered(number) : one.move.payment();
      numbered.add(new Decided(withPayment(one.move, payment), one.actor));
      switch (one.move.message()) {
        case NONE -> {}
        case SEND_CREDIT -> messages.add(credit(payment, number, one.actor));
        case SEND_CANCEL -> {
          messages.add(cancel(payment, number, one.actor));
          withdrawn.add(payment.id().toString());
        }
      }
    }
    outbox.withdraw(tx, CreditSubscriber.NAME, withdrawn);
    outbox.add(tx, messages);
    Set<NodeId> destinations = new HashSet<>();
    messages.forEach(message -> destinations.add(message.destination()));
    tx.afterCommit(() -> destinations.forEach(wake));
    return numbered;
  }

  private OutboxDraft credit(Payment payment, long number, Actor actor) {
    return message(
        payment,
        CreditSubscriber.NAME,
        new CreditSubscriber(
            payment.id(),
            number,
            payment.account(),
            payment.amount(),
            payment.method(),
            payment.acceptedAt(),
            actor),
        actor);
  }

  private OutboxDraft cancel(Payment payment, long number, Actor actor) {
    return message(
        payment,
        CancelCredit.NAME,
        new CancelCredit(
            payment.id(), number, payment.account(), payment.amount(), payment.reason(), actor),
        actor);
  }

  private OutboxDraft message(Payment payment, String operation, Operation<?> body, Actor actor) {
    // A node speaks for its own users only; whoever acted for central is named in the body.
    Actor speaker = actor.node().equals(self) ? actor : Actor.system(self);
    return new OutboxDraft(
        NodeId.of(payment.homeBranch()), operation, payment.id().toString(), body, speaker);
  }

  private static Step.Move withPayment(Step.Move move, Payment payment) {
    return new Step.Move(
        payment, move.postings(), move.journal(), move.message(), move.balanceDeltaMinor());
  }
}
