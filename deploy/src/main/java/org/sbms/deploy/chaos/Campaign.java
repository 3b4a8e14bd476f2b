package org.sbms.deploy.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.NodeId;
import org.sbms.deploy.chaos.PaymentTrace.Target;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.Plan;

/**
 * A federation of real processes under load and under faults, one after the other; then everything
 * heals, and the books of all branches must be what the clients were told.
 */
public final class Campaign {
  private static final Duration DRAIN_TIME = Duration.ofMinutes(4);
  private static final long POLL_MS = 500;

  /** So long after the start a business day ends, as a share of the whole. */
  private static final double MIDNIGHT_AFTER = 0.4;

  private static final Duration START_TAKES = Duration.ofSeconds(30);

  private final Wanted wanted;
  private final Layout layout;
  private final PrintStream out;
  private final Plan plan;
  private final List<NodeId> branches;

  /**
   * What is asked for.
   *
   * @param each how long a fault and the calm after it take on average
   * @param rate new payments a second
   * @param kinds which faults; those that this machine cannot do are left out, and it is said
   */
  public record Wanted(
      int faults, Duration each, long seed, double rate, int port, Set<FaultKind> kinds) {}

  public Campaign(Wanted wanted, Layout layout, PrintStream out) {
    this.wanted = wanted;
    this.layout = layout;
    this.out = out;
    this.plan = new Plan(3, wanted.port());
    this.branches = plan.branchPlaces().stream().map(Plan.Place::node).toList();
  }

  /** Whether everything held. */
  public boolean run() throws Exception {
    NodeId smallDiskOf = branches.getLast();
    SmallDisk.release(layout.postgresData(smallDiskOf));
    Duration midnight =
        START_TAKES.plusMillis(
            (long) (wanted.each().toMillis() * wanted.faults() * MIDNIGHT_AFTER));
    try (Relays relays = Relays.start(plan, ChaosSetup.DETOUR, wanted.seed());
        ChaosSetup setup = new ChaosSetup(plan, smallDiskOf, midnight);
        Federation federation = new Federation(layout, plan, setup)) {
      federation.open(true);
      say(
          "seed %d: %d faults of %s s each, %s payments a second; three branches, central, a"
              + " PostgreSQL each",
          wanted.seed(), wanted.faults(), wanted.each().toMillis() / 1000.0, wanted.rate());
      List<Fault> faults =
          new FaultPlan(wanted.seed(), branches, kinds(setup), smallDiskOf, wanted.each())
              .of(wanted.faults());
      return run(federation, new Injector(federation, setup, relays), faults);
    }
  }

  private Set<FaultKind> kinds(ChaosSetup setup) {
    Set<FaultKind> kinds = EnumSet.copyOf(wanted.kinds());
    if (setup.clocks().isEmpty() && kinds.remove(FaultKind.CLOCK_STEP)) {
      say("skipped: %s (libfaketime is not installed)", FaultKind.CLOCK_STEP.title());
    }
    if (setup.disk().isEmpty() && kinds.remove(FaultKind.FULL_DISK)) {
      say("skipped: %s (needs root, mkfs.ext4 and loop devices)", FaultKind.FULL_DISK.title());
    }
    return kinds;
  }

  private boolean run(Federation federation, Injector injector, List<Fault> faults)
      throws Exception {
    Map<NodeId, Books> before = readBooks(federation);
    DayWatch days = new DayWatch(federation, branches);
    ReferenceWatch references = new ReferenceWatch(layout.authority(), plan);
    ReconciliationWatch reconciliation = new ReconciliationWatch(layout.authority(), plan);
    List<Watch> watches = List.of(days, references, reconciliation);
    try (History history = History.in(layout.directory().resolve("history.jsonl"))) {
      Load load = new Load(plan, layout.authority(), targets(federation), history, wanted.rate());
      load.start(wanted.seed());
      watches.forEach(Watch::start);
      List<Outage> outages = suffer(injector, faults);
      load.stop();
      for (Watch watch : watches) {
        watch.stop();
      }
      Problems quiet = new Problems();
      int unanswered = load.drain(DRAIN_TIME);
      quiet.require(unanswered == 0, "%d requests were never answered", unanswered);
      awaitQuiet(federation, quiet);
      summarise(history);
      List<Finding> findings = new ArrayList<>();
      findings.add(
          quiet.finding("Q", "comes to rest", "no request unanswered, nothing in transit"));
      findings.addAll(
          new Invariants(
                  before, readBooks(federation), readJournals(federation), history.payments())
              .findings());
      Settling settling = new Settling(federation, branches, reconciliation);
      findings.add(days.finding());
      findings.add(references.finding(referenceVersions(federation), referenceHead(federation)));
      findings.add(settling.ledgers());
      JsonNode quietRun = settling.reconcileInQuiet();
      findings.add(settling.positions());
      findings.add(settling.reconciles(quietRun));
      findings.addAll(Liveness.of(history.requests(), outages));
      return report(findings);
    }
  }

  private List<Outage> suffer(Injector injector, List<Fault> faults) throws Exception {
    List<Outage> outages = new ArrayList<>();
    long began = System.nanoTime();
    Thread.sleep(wanted.each().dividedBy(2));
    for (Fault fault : faults) {
      long at = (System.nanoTime() - began) / 1_000_000_000;
      Injector.Done done = injector.run(fault);
      outages.add(done.outage());
      say("%02d:%02d  %s  %s", at / 60, at % 60, fault, done.remark());
      long next = began + wanted.each().multipliedBy(fault.number()).toNanos();
      Thread.sleep(Math.max(wanted.each().toMillis() / 5, (next - System.nanoTime()) / 1_000_000));
    }
    return outages;
  }

  private void awaitQuiet(Federation federation, Problems problems)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
    long began = System.nanoTime();
    long waiting = waiting(federation);
    while (waiting > 0 && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MS);
      waiting = waiting(federation);
    }
    problems.require(waiting == 0, "%d messages still wait in outboxes", waiting);
    say("quiet %.1f s after the last request", (System.nanoTime() - began) / 1e9);
  }

  private long waiting(Federation federation) throws SQLException {
    long waiting = 0;
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        waiting += Books.count(connection, "select count(*) from outbox");
      }
    }
    return waiting + behind(federation);
  }

  private long behind(Federation federation) throws SQLException {
    long head = referenceHead(federation);
    return referenceVersions(federation).values().stream()
        .filter(version -> version < head)
        .count();
  }

  private static long referenceHead(Federation federation) throws SQLException {
    try (Connection connection = federation.connect(NodeId.CENTRAL)) {
      return Books.count(connection, "select version from reference_head");
    }
  }

  private Map<String, Long> referenceVersions(Federation federation) throws SQLException {
    Map<String, Long> versions = new TreeMap<>();
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        versions.put(
            branch.value(), Books.count(connection, "select version from reference_state"));
      }
    }
    return versions;
  }

  private Map<NodeId, Books> readBooks(Federation federation) throws SQLException {
    Map<NodeId, Books> books = new TreeMap<>();
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        books.put(branch, Books.read(connection));
      }
    }
    return books;
  }

  private Map<NodeId, JournalBook> readJournals(Federation federation) throws SQLException {
    Map<NodeId, JournalBook> journals = new TreeMap<>();
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        journals.put(branch, JournalBook.read(branch.branch(), connection));
      }
    }
    return journals;
  }

  /** All accounts, the closed ones too, and one of each branch that does not exist. */
  private List<Target> targets(Federation federation) throws SQLException {
    List<Target> targets = new ArrayList<>();
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        Books.each(
            connection,
            "select number, state from account order by number",
            row ->
                targets.add(
                    new Target(row.getString(1), branch, !row.getString(2).equals("TERMINATED"))));
      }
      targets.add(new Target(AccountNumber.of(branch.branch(), 1).value(), branch, false));
    }
    return targets;
  }

  private void summarise(History history) throws IOException {
    List<PaymentTrace> payments = history.payments();
    long taken = payments.stream().filter(trace -> trace.id().isPresent()).count();
    long cancelled =
        payments.stream()
            .filter(trace -> trace.cancellation() == PaymentTrace.Cancellation.TAKEN)
            .count();
    say(
        "%d payments asked for in %d requests of all kinds: %d acknowledged, %d refused, %d"
            + " cancelled",
        payments.size(), history.requests().size(), taken, payments.size() - taken, cancelled);
    say(
        "history: %s",
        Files.exists(layout.directory()) ? layout.directory().resolve("history.jsonl") : "");
  }

  private boolean report(List<Finding> findings) {
    findings.forEach(finding -> out.println(finding));
    boolean allHold = findings.stream().allMatch(Finding::holds);
    say(allHold ? "ALL HOLD" : "BROKEN");
    return allHold;
  }

  private void say(String text, Object... values) {
    out.printf(text + "%n", values);
    out.flush();
  }
}
