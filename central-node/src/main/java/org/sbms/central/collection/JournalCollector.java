package org.sbms.central.collection;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalPage;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.PullJournal;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.reconciliation.journal.ChainCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads journals page by page, proves them and keeps what was proven. A journal is read once at a
 * time, by one of the instances of central: a page that was asked for before another reading came
 * further would say that what is kept has vanished.
 */
public final class JournalCollector implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournalCollector.class);

  /** How far back a whole reading goes; what is older has been settled and archived. */
  static final long MAX_REREAD = 1_000_000;

  /** A whole reading of a journal takes minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final OperationSpec<PullJournal, JournalPage> PULL =
      OperationSpec.of(
              PullJournal.NAME,
              PullJournal.class,
              JournalPage.class,
              new Permission("journal.pull"))
          .placedAt(pull -> NodeId.of(pull.branch()))
          .queryElsewhere();

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());

  private final CollectedJournals store;
  private final Remote remote;
  private final Clock clock;
  private final int pageSize;
  private final Map<BranchCode, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  public JournalCollector(Database database, Remote remote, Clock clock) {
    this(new JournalStore(database), remote, clock, PullJournal.MAX_LIMIT);
  }

  /**
   * @param pageSize how many entries are asked for at once
   */
  public JournalCollector(CollectedJournals store, Remote remote, Clock clock, int pageSize) {
    this.store = store;
    this.remote = remote;
    this.clock = clock;
    this.pageSize = pageSize;
  }

  /** Reads what is new, once nobody else reads the journal. */
  public Reading readNew(BranchCode branch) {
    return inTurn(branch, PATIENCE, () -> read(branch, knownHead(branch)))
        .orElseGet(() -> failed(branch, "another instance of central reads it"));
  }

  /** The same, but leaves it to whoever reads the journal now. */
  Reading readNewUnlessRead(BranchCode branch) {
    return inTurn(branch, Duration.ZERO, () -> read(branch, knownHead(branch)))
        .orElseGet(() -> new Reading(branch, knownHead(branch), ""));
  }

  /** Reads again what was read before, since a branch's database can change under our feet. */
  public Reading readAgain(BranchCode branch) {
    return inTurn(branch, PATIENCE, () -> read(branch, Math.max(0, knownHead(branch) - MAX_REREAD)))
        .orElseGet(() -> failed(branch, "another instance of central reads it"));
  }

  public List<JournalProgress> progress() {
    return store.progress();
  }

  @Override
  public void close() {
    isClosed = true;
    store.close();
  }

  /** Empty when somebody else read it all that time. */
  private Optional<Reading> inTurn(
      BranchCode branch, Duration patience, Supplier<Reading> reading) {
    ReentrantLock lock = locks.computeIfAbsent(branch, _ -> new ReentrantLock());
    try {
      if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      try {
        return begins(branch, patience) ? Optional.of(begun(branch, reading)) : Optional.empty();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before the journal of " + branch, stopped);
    }
  }

  private boolean begins(BranchCode branch, Duration patience) throws InterruptedException {
    long since = System.nanoTime();
    while (!store.beginReading(branch)) {
      if (isClosed || System.nanoTime() - since >= patience.toNanos()) {
        return false;
      }
      Thread.sleep(LOOK_EVERY);
    }
    return true;
  }

  private Reading begun(BranchCode branch, Supplier<Reading> reading) {
    try {
      return reading.get();
    } catch (RuntimeException failure) {
      // A branch that is down or answers nonsense must not keep the others from being read.
      log.info("the journal of {} cannot be read now: {}", branch, failure.toString());
      return failed(branch, String.valueOf(failure.getMessage()));
    } finally {
      store.endReading(branch);
    }
  }

  private Reading read(BranchCode branch, long from) {
    long after = from;
    while (true) {
      switch (remote.call(
          NodeId.of(branch),
          CENTRAL,
          PULL,
          Request.query(new PullJournal(branch, after, pageSize)))) {
        case Outcome.Done<JournalPage>(JournalPage page) -> {
          boolean isLast = page.entries().size() + page.unreadable().size() < pageSize;
          after = isLast ? finish(branch, after, page) : proceed(branch, after, page);
          if (isLast) {
            store.noteRead(branch, page.headNumber(), clock.instant());
            return new Reading(branch, after, "");
          }
        }
        case Outcome.Refused<JournalPage>(var refusal) -> {
          return failed(branch, refusal.detail());
        }
        case Outcome.Unknown<JournalPage>(String why) -> {
          return failed(branch, why);
        }
      }
    }
  }

  /** A page with more to come: its last entry only vouches for the one before, and comes again. */
  private long proceed(BranchCode branch, long after, JournalPage page) {
    List<JournalEntry> entries = new ArrayList<>(page.entries());
    List<JournalPage.Unreadable> unreadable = new ArrayList<>(page.unreadable());
    long last =
        Math.max(
            entries.isEmpty() ? 0 : entries.getLast().number(),
            unreadable.stream().mapToLong(JournalPage.Unreadable::number).max().orElse(0));
    Optional<JournalEntry> next =
        entries.stream().filter(entry -> entry.number() == last).findFirst();
    entries.removeIf(entry -> entry.number() == last);
    unreadable.removeIf(entry -> entry.number() == last);
    long through = last - 1;
    check(
        branch,
        after,
        through,
        through,
        new JournalPage(entries, unreadable, page.headNumber(), page.headHash()),
        next);
    return through;
  }

  private long finish(BranchCode branch, long after, JournalPage page) {
    long through =
        java.util.stream.LongStream.of(
                after,
                page.headNumber(),
                page.entries().isEmpty() ? 0 : page.entries().getLast().number(),
                store.lastProven(branch))
            .max()
            .orElse(after);
    check(branch, after, through, Long.MAX_VALUE, page, Optional.empty());
    return through;
  }

  private void check(
      BranchCode branch,
      long after,
      long through,
      long clearedThrough,
      JournalPage page,
      Optional<JournalEntry> next) {
    requireOwn(branch, after, page);
    ChainCheck.Result result =
        ChainCheck.of(
            new ChainCheck.Stretch(
                store.hashAt(branch, after),
                after,
                through,
                page.entries(),
                page.unreadable(),
                store.proven(branch, after, through),
                next,
                new ChainCheck.Head(page.headNumber(), page.headHash())));
    result.findings().stream()
        .min(Comparator.comparingLong(ChainCheck.Finding::number))
        .ifPresent(first ->
            log.warn(
                "the journal of {} is broken at number {}: {} {}",
                branch,
                first.number(),
                first.problem(),
                first.detail()));
    store.save(
        branch, after, clearedThrough, result.newlyProven(), result.findings(), clock.instant());
  }

  /** The certificate says who answers; a journal of another branch in the answer is a forgery. */
  private static void requireOwn(BranchCode branch, long after, JournalPage page) {
    long previous = after;
    for (JournalEntry entry : page.entries()) {
      if (!entry.branch().equals(branch) || entry.number() <= previous) {
        throw new IllegalStateException(
            branch + " answered with number " + entry.number() + " of " + entry.branch());
      }
      previous = entry.number();
    }
  }

  private Reading failed(BranchCode branch, String problem) {
    store.noteFailure(branch, problem, clock.instant());
    return new Reading(branch, knownHead(branch), problem);
  }

  private long knownHead(BranchCode branch) {
    return store.progress().stream()
        .filter(progress -> progress.branch().equals(branch))
        .mapToLong(JournalProgress::through)
        .findFirst()
        .orElse(0);
  }
}
