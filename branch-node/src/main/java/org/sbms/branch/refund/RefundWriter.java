package org.sbms.branch.refund;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.RefundOriginDecisions.Message;
import org.sbms.branch.refund.RefundOriginDecisions.Step;
import org.sbms.contract.Actor;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxDraft;

/** Applies the origin's decisions: the journal last. */
final class RefundWriter {

  /** A decided step and the person behind it. */
  record Decided(Step.Move move, Actor actor) {}

  private final Refunds refunds;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Journal journal;
  private final Outbox outbox;
  private final Consumer<NodeId> wake;

  RefundWriter(
      Refunds refunds,
      Accounts accounts,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake) {
    this.refunds = refunds;
    this.accounts = accounts;
    this.ledger = ledger;
    this.journal = journal;
    this.outbox = outbox;
    this.wake = wake;
  }

  /** A new refund, given back with the number of its journal entry. */
  Refund insert(Tx tx, Step.Move move, Actor actor, LocalDate day, Instant now) {
    if (move.balanceDeltaMinor() != 0) {
      accounts.change(tx, Map.of(move.refund().account(), move.balanceDeltaMinor()));
    }
    ledger.post(tx, now, day, move.postings());
    long number =
        journal.append(tx, move.journal().stream().toList()).stream()
            .mapToLong(JournalEntry::number)
            .findFirst()
            .orElse(0);
    Refund refund = move.refund().numbered(number);
    refunds.insert(tx, refund);
    tell(tx, move.message(), refund, number, actor);
    return refund;
  }

  /** Refunds that were locked in this transaction. */
  List<Refund> update(Tx tx, List<Decided> decided, LocalDate day, Instant now) {
    ledger.post(
        tx, now, day, decided.stream().flatMap(one -> one.move.postings().stream()).toList());
    decided.forEach(one -> refunds.update(tx, one.move.refund()));
    Iterator<JournalEntry> entries =
        journal
            .append(tx, decided.stream().flatMap(one -> one.move.journal().stream()).toList())
            .iterator();
    List<Refund> updated = new ArrayList<>();
    for (Decided one : decided) {
      long number = one.move.journal().isPresent() ? entries.next().number() : 0;
      tell(tx, one.move.message(), one.move.refund(), number, one.actor);
      updated.add(one.move.refund());
    }
    return updated;
  }

  private void tell(Tx tx, Message message, Refund refund, long number, Actor actor) {
    switch (message) {
      case NONE -> {
        return;
      }
      case SEND_DEBIT ->
          outbox.add(
              tx,
              List.of(
                  draft(
                      refund,
                      DebitSubscriber.NAME,
                      new DebitSubscriber(
                          refund.id(),
                          number,
                          refund.account(),
                          refund.amount(),
                          refund.reason(),
                          actor),
                      actor)));
      case SEND_CANCEL -> {
        outbox.withdraw(tx, DebitSubscriber.NAME, Set.of(refund.id().toString()));
        outbox.add(
            tx,
            List.of(
                draft(
                    refund,
                    CancelDebit.NAME,
                    new CancelDebit(
                        refund.id(),
                        number,
                        refund.account(),
                        refund.amount(),
                        refund.problem(),
                        actor),
                    actor)));
      }
    }
    tx.afterCommit(() -> wake.accept(NodeId.of(refund.homeBranch())));
  }

  private static OutboxDraft draft(
      Refund refund, String operation, Operation<?> body, Actor actor) {
    return new OutboxDraft(
        NodeId.of(refund.homeBranch()), operation, refund.id().toString(), body, actor);
  }
}
