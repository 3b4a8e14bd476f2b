package org.sbms.branch.reference;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the copy up to central's newest version: at start, when central says that one is out, and
 * every few seconds in case the word got lost. Several instances of a branch may do so at once; one
 * wins, the others find it done.
 */
public final class ReferencePuller implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReferencePuller.class);

  private static final int MAX_VERSIONS_IN_A_ROW = 100;

  private final NodeId self;
  private final HeldCopy copy;
  private final Remote remote;
  private final Duration checkEvery;
  private final LongConsumer applied;
  private final Semaphore wakeUp = new Semaphore(0);
  private final AtomicLong acknowledged = new AtomicLong(-1);
  private volatile boolean closed;
  private volatile boolean isCentralSilent;

  /**
   * @param applied called with each version that was applied here
   */
  public ReferencePuller(
      NodeId self, HeldCopy copy, Remote remote, Duration checkEvery, LongConsumer applied) {
    this.self = self;
    this.copy = copy;
    this.remote = remote;
    this.checkEvery = checkEvery;
    this.applied = applied;
  }

  void start() {
    Thread.ofVirtual().name("reference-puller").start(this::run);
  }

  /** Looks at once instead of at the next check. */
  void poke() {
    wakeUp.release();
  }

  private void run() {
    while (!closed) {
      try {
        catchUp();
      } catch (Exception failure) {
        log.warn("reference data not brought up to date, trying again soon", failure);
      }
      awaitNextCheck();
    }
  }

  /** Branches that check in step would all ask central in the same instant. */
  private void awaitNextCheck() {
    long everyMs = checkEvery.toMillis();
    long waitMs = everyMs / 2 + ThreadLocalRandom.current().nextLong(everyMs + 1);
    try {
      if (wakeUp.tryAcquire(waitMs, TimeUnit.MILLISECONDS)) {
        wakeUp.drainPermits();
      }
    } catch (InterruptedException stop) {
      closed = true;
    }
  }

  /** Applies version after version until there is no newer one, and says so of each. */
  public void catchUp() {
    for (int i = 0; i < MAX_VERSIONS_IN_A_ROW && !closed; i++) {
      long from = copy.version();
      Optional<Long> reached = pull(from);
      if (reached.isEmpty()) {
        return;
      }
      // Said before asking for a newer one: central wants to see a version arrive.
      acknowledge(reached.get());
      if (reached.get() == from) {
        return;
      }
    }
  }

  /** The version that the copy has now; empty when central did not answer. */
  private Optional<Long> pull(long from) {
    Optional<PageOfLines> first = page(from, 0, "");
    if (first.isEmpty() || first.get().toVersion() == from) {
      return first.map(PageOfLines::toVersion);
    }
    long to = first.get().toVersion();
    if (to < from) {
      throw new IllegalStateException("central answers version " + to + " to one at " + from);
    }
    HeldCopy.Ended ended =
        first.get().next() == null
            ? copy.turn(RowLines.read(first.get().rows()), from, to)
            : copy.load(first.get(), from, cursor -> page(from, to, cursor));
    return switch (ended) {
      case APPLIED -> {
        log.info("reference data is at version {}, was {}", to, from);
        applied.accept(to);
        yield Optional.of(to);
      }
      case BY_ANOTHER_INSTANCE -> {
        applied.accept(to);
        yield Optional.of(to);
      }
      case NOT_NOW -> Optional.empty();
    };
  }

  private Optional<PageOfLines> page(long from, long to, String cursor) {
    return ask(
            PULL,
            new PullReference(from, to, cursor, PullReference.MAX_LIMIT, PullReference.LINES),
            "")
        .map(PageOfLines::of);
  }

  private void acknowledge(long version) {
    if (acknowledged.get() == version) {
      return;
    }
    Optional<AcknowledgeReference.Noted> noted =
        ask(ACKNOWLEDGE, new AcknowledgeReference(version), "reference-" + self + "-" + version);
    noted.ifPresent(_ -> acknowledged.set(version));
  }

  private <O extends Operation<R>, R> Optional<R> ask(
      OperationSpec<O, R> spec, O operation, String key) {
    Caller caller = new Caller(Actor.system(self), self, Set.of());
    Outcome<R> outcome = remote.call(NodeId.CENTRAL, caller, spec, new Request<>(operation, key));
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> {
        note(false, "");
        yield Optional.of(result);
      }
      case Outcome.Refused<R>(Refusal refusal) -> {
        note(true, refusal.detail());
        yield Optional.empty();
      }
      case Outcome.Unknown<R>(String why) -> {
        note(true, why);
        yield Optional.empty();
      }
    };
  }

  /** Central being away is normal, so it is said once and not every ten seconds. */
  private void note(boolean silent, String why) {
    if (silent && !isCentralSilent) {
      log.info("no reference data from central for now: {}", why);
    }
    isCentralSilent = silent;
  }

  @Override
  public void close() {
    closed = true;
    wakeUp.release();
  }

  private static final OperationSpec<PullReference, PullReference.Page> PULL =
      OperationSpec.of(
              "pull-reference",
              PullReference.class,
              PullReference.Page.class,
              ReferencePermissions.RECEIVE)
          .queryElsewhere();

  private static final OperationSpec<AcknowledgeReference, AcknowledgeReference.Noted> ACKNOWLEDGE =
      OperationSpec.of(
              "acknowledge-reference",
              AcknowledgeReference.class,
              AcknowledgeReference.Noted.class,
              ReferencePermissions.RECEIVE)
          .commandElsewhere();
}
