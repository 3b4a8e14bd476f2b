package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.Reading;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.reconcile.TwoReadings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PullJournal;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.reconciliation.journal.ClearedLine;
import org.sbms.reconciliation.journal.JudgedTransaction;
import org.sbms.reconciliation.journal.Verdict;

/**
 * Central: the product's collector, chain check and judge on memory. While it reads, the branches
 * go on writing.
 */
final class SimulatedCentral implements Remote {
  /** What one reconciliation came to. */
  record Run(int matched, int pending, Map<UUID, MismatchKind> mismatches, Set<BranchCode> broken) {

    boolean isClean() {
      return mismatches.isEmpty() && broken.isEmpty();
    }
  }

  final SettledLines lines;
  private final World world;
  private final Protocol protocol;
  private final Weather weather;
  private final MemoryCollection collection;
  private final JournalCollector collector;
  private boolean isUp = true;
  private boolean isAtWork;

  SimulatedCentral(World world, Protocol protocol, Weather weather, NodeClock clock, int pageSize) {
    this.world = world;
    this.protocol = protocol;
    this.weather = weather;
    this.collection = protocol.collection();
    this.lines = protocol.lines();
    this.collector = new JournalCollector(collection, this, clock, pageSize);
  }

  void stop() {
    isUp = false;
    weather.countFault();
  }

  void start() {
    isUp = true;
  }

  void collect() {
    atWork(() -> readAll(collector::readNew));
  }

  /** In a federation that nobody has tampered with, nothing may be found wrong. */
  void reconcile() {
    atWork(() -> {
      Run run = judge();
      world.note(() -> "central matched " + run.matched() + ", pending " + run.pending());
      Violation.unless(run.isClean(), "I6", "a false break: %s %s", run.mismatches(), run.broken());
      Settlement.check(lines);
    });
  }

  /** Reads every journal twice and judges all transactions, as a run of reconciliation does. */
  Run judge() {
    TwoReadings readings =
        new TwoReadings(readAll(collector::readAgain), readAll(collector::readNew));
    Map<UUID, MismatchKind> mismatches = new TreeMap<>();
    int[] counts = new int[2];
    for (List<ShownEntry> transaction : collection.shown().values()) {
      for (JudgedTransaction judged : judge(readings, transaction)) {
        switch (judged.verdict()) {
          case Verdict.Matched(List<ClearedLine> cleared) -> {
            counts[0]++;
            lines.clear(cleared);
          }
          case Verdict.Pending _ -> counts[1]++;
          case Verdict.Mismatched(MismatchKind kind, _, _) ->
              mismatches.put(judged.transactionId(), kind);
        }
      }
    }
    Set<BranchCode> broken = new HashSet<>();
    for (BranchCode branch : world.branches().keySet()) {
      if (!collection.findings(branch).isEmpty()) {
        broken.add(branch);
      }
    }
    return new Run(counts[0], counts[1], mismatches, broken);
  }

  private List<JudgedTransaction> judge(TwoReadings readings, List<ShownEntry> transaction) {
    Set<JournalEntry> doubtful = new HashSet<>();
    List<JournalEntry> there = new ArrayList<>();
    List<JournalEntry> vanished = new ArrayList<>();
    for (ShownEntry shown : transaction) {
      if (shown.isDoubtful()) {
        doubtful.add(shown.entry());
      }
      (shown.isVanished() ? vanished : there).add(shown.entry());
    }
    return protocol.judge(readings.held(), doubtful, there, vanished);
  }

  private List<Reading> readAll(Function<BranchCode, Reading> reading) {
    List<Reading> readings = new ArrayList<>();
    world.branches().keySet().forEach(branch -> readings.add(reading.apply(branch)));
    return readings;
  }

  @Override
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    world.goOnForAWhile();
    if (weather.crashes()) {
      throw new Crash();
    }
    SimulatedBranch branch = world.branch(node);
    if (!branch.isUp() || !world.network().reaches(NodeId.CENTRAL, node) || weather.loses()) {
      return new Outcome.Unknown<>("no answer");
    }
    PullJournal pull = (PullJournal) (Operation<?>) request.operation();
    return Outcome.done(spec.resultType().cast(branch.journal.page(pull)));
  }

  private void atWork(Runnable work) {
    if (!isUp || isAtWork) {
      return;
    }
    isAtWork = true;
    try {
      work.run();
    } catch (Crash crash) {
      weather.countFault();
    } finally {
      isAtWork = false;
    }
  }
}
