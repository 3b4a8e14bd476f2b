package org.sbms.deploy.simulate;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.branch.payment.OriginDecisions;
import org.sbms.branch.refund.RefundHomeDecisions;
import org.sbms.branch.refund.RefundOriginDecisions;
import org.sbms.branch.supply.ChargeDecisions;
import org.sbms.branch.supply.IssueDecisions;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.Replies;
import org.sbms.kit.outbox.ReplyHandler;
import org.sbms.reconciliation.journal.HeldJournals;
import org.sbms.reconciliation.journal.JournalJudge;
import org.sbms.reconciliation.journal.JudgedTransaction;

/**
 * The parts that keep the rules R1–R11: the product's own. Tests break one rule in each of their
 * protocols, to see that the simulator notices.
 */
class Protocol {
  OriginDecisions origin(BranchCode self) {
    return new OriginDecisions(self);
  }

  HomeDecisions home(BranchCode self) {
    return new HomeDecisions(self);
  }

  MemoryStore store(Weather weather, Consumer<List<Change>> onCommit) {
    return new MemoryStore(weather, onCommit);
  }

  MemoryCredits credits(MemoryStore store) {
    return new MemoryCredits(store);
  }

  RefundOriginDecisions refundOrigin(BranchCode self) {
    return new RefundOriginDecisions(self);
  }

  RefundHomeDecisions refundHome(BranchCode self) {
    return new RefundHomeDecisions(self);
  }

  MemoryDebits debits(MemoryStore store) {
    return new MemoryDebits(store);
  }

  IssueDecisions issue(BranchCode self) {
    return new IssueDecisions(self);
  }

  ChargeDecisions charge(BranchCode self) {
    return new ChargeDecisions(self);
  }

  MemoryCharges charges(MemoryStore store) {
    return new MemoryCharges(store);
  }

  MemoryStock stock() {
    return new MemoryStock();
  }

  MemoryCopy copy(MemoryStore store) {
    return new MemoryCopy(store);
  }

  MemoryExecutions executions(MemoryStore store) {
    return new MemoryExecutions(store);
  }

  MemoryJournal journal(BranchCode self) {
    return new MemoryJournal(self);
  }

  MemoryDays days(MemoryJournal journal, Clock clock) {
    return new MemoryDays(journal, clock);
  }

  Replies replies(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
    return new Replies(transactions, outbox, handlers);
  }

  MemoryCollection collection() {
    return new MemoryCollection();
  }

  SettledLines lines() {
    return new SettledLines();
  }

  List<JudgedTransaction> judge(
      HeldJournals held,
      Set<JournalEntry> doubtful,
      List<JournalEntry> entries,
      List<JournalEntry> vanished) {
    return new JournalJudge(held, doubtful::contains).judge(entries, vanished);
  }
}
