package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.branch.supply.IssueDecisions.Step;
import org.sbms.contract.Actor;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxDraft;

/** Applies the origin's decisions: postings, rows, the journal last, and what home must be told. */
final class IssueWriter {

  /** A decided step and the person behind it. */
  record Decided(Step.Move move, Actor actor) {}

  private final Supplies supplies;
  private final Ledger ledger;
  private final Journal journal;
  private final Outbox outbox;
  private final Consumer<NodeId> wake;

  IssueWriter(
      Supplies supplies, Ledger ledger, Journal journal, Outbox outbox, Consumer<NodeId> wake) {
    this.supplies = supplies;
    this.ledger = ledger;
    this.journal = journal;
    this.outbox = outbox;
    this.wake = wake;
  }

  /** A new supply, given back with the number of its journal entry. */
  Supply insert(Tx tx, Decided decided, LocalDate day, Instant now) {
    ledger.post(tx, now, day, decided.move.postings());
    List<JournalEntry> entries = journal.append(tx, drafts(List.of(decided)));
    Supply written =
        entries.isEmpty()
            ? decided.move.supply()
            : decided.move.supply().numbered(entries.getFirst().number());
    supplies.insert(tx, written);
    tell(tx, List.of(decided), entries);
    return written;
  }

  /** Supplies that were locked in this transaction. */
  void update(Tx tx, List<Decided> decided, LocalDate day, Instant now) {
    List<Posting> postings = new ArrayList<>();
    for (Decided one : decided) {
      postings.addAll(one.move.postings());
      supplies.update(tx, one.move.supply());
    }
    ledger.post(tx, now, day, postings);
    tell(tx, decided, journal.append(tx, drafts(decided)));
  }

  private static List<JournalDraft> drafts(List<Decided> decided) {
    return decided.stream().flatMap(one -> one.move.journal().stream()).toList();
  }

  private void tell(Tx tx, List<Decided> decided, List<JournalEntry> entries) {
    List<OutboxDraft> messages = new ArrayList<>();
    List<String> withdrawn = new ArrayList<>();
    int next = 0;
    for (Decided one : decided) {
      if (one.move.journal().isEmpty()) {
        continue;
      }
      long number = entries.get(next++).number();
      Supply supply = one.move.supply();
      switch (one.move.message()) {
        case NONE -> {}
        case SEND_CHARGE ->
            messages.add(
                message(
                    supply,
                    ChargeGoods.NAME,
                    new ChargeGoods(
                        supply.id(), number, supply.order(), supply.issuedAt(), one.actor),
                    one.actor));
        case SEND_CANCEL -> {
          withdrawn.add(supply.id().toString());
          messages.add(
              message(
                  supply,
                  CancelGoods.NAME,
                  new CancelGoods(
                      supply.id(), number, supply.order(), supply.standing().reason(), one.actor),
                  one.actor));
        }
      }
    }
    outbox.withdraw(tx, ChargeGoods.NAME, withdrawn);
    outbox.add(tx, messages);
    Set<NodeId> destinations = new HashSet<>();
    messages.forEach(message -> destinations.add(message.destination()));
    tx.afterCommit(() -> destinations.forEach(wake));
  }

  private static OutboxDraft message(
      Supply supply, String operation, Operation<?> body, Actor actor) {
    return new OutboxDraft(
        NodeId.of(supply.home()), operation, supply.id().toString(), body, actor);
  }
}
