package org.sbms.deploy.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.sbms.deploy.chaos.History.Wish;
import org.sbms.deploy.federation.Plan;

/**
 * Cashiers at the desks of every branch, at a steady rate. What got no answer is asked again under
 * the same key, until one comes.
 */
final class Load {
  private static final int TELLERS_A_BRANCH = 6;
  private static final int RECENT = 400;
  private static final int MAX_AMOUNT_MINOR = 99_00;
  private static final long DRAIN_PAUSE_MS = 200;

  private final List<Branch> branches = new ArrayList<>();
  private final List<PaymentTrace.Target> targets;
  private final History history;
  private final Duration pause;
  private final List<Thread> tellers = new ArrayList<>();
  private final AtomicReference<Optional<Throwable>> bug = new AtomicReference<>(Optional.empty());
  private volatile boolean stopped;

  /** A desk, and what its tellers still have to ask again. */
  private record Branch(Plan.Place place, Desk desk, Queue<PaymentTrace> unanswered) {}

  /**
   * @param rate new payments a second, all branches together
   */
  Load(Plan plan, Path authority, List<PaymentTrace.Target> targets, History history, double rate)
      throws IOException {
    this.targets = targets;
    this.history = history;
    for (Plan.Place place : plan.branchPlaces()) {
      branches.add(
          new Branch(place, new Desk(authority, place, history), new ConcurrentLinkedQueue<>()));
    }
    double perTeller = rate / (branches.size() * TELLERS_A_BRANCH);
    this.pause = Duration.ofNanos((long) (1e9 / perTeller));
  }

  void start(long seed) {
    for (Branch branch : branches) {
      for (int number = 0; number < TELLERS_A_BRANCH; number++) {
        RandomGenerator random = new Random(seed + 31L * tellers.size());
        tellers.add(
            Thread.ofVirtual()
                .name(branch.place().node() + "-teller-" + number)
                .start(() -> work(branch, random)));
      }
    }
  }

  /** No new payments; returns when what is under way has ended. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread teller : tellers) {
      teller.join();
    }
    if (bug.get().isPresent()) {
      throw new IllegalStateException("a teller failed", bug.get().get());
    }
  }

  /**
   * Asks again for everything that got no answer.
   *
   * @return how many requests still have none
   */
  int drain(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Branch branch : branches) {
      while (!branch.unanswered().isEmpty() && System.nanoTime() < deadline) {
        askAgain(branch);
        if (!branch.unanswered().isEmpty()) {
          Thread.sleep(DRAIN_PAUSE_MS / branch.unanswered().size());
        }
      }
    }
    return branches.stream().mapToInt(branch -> branch.unanswered().size()).sum();
  }

  private void work(Branch branch, RandomGenerator random) {
    try {
      Thread.sleep(random.nextLong(pause.toMillis() + 1));
      long next = System.nanoTime();
      while (!stopped) {
        act(branch, random);
        askAgain(branch);
        next = Math.max(next + pause.toNanos(), System.nanoTime() - pause.toNanos());
        Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failure) {
      bug.set(Optional.of(failure));
    }
  }

  /** Always a payment, and sometimes something beside it. */
  private void act(Branch branch, RandomGenerator random) throws InterruptedException {
    pay(branch, random);
    int dice = random.nextInt(100);
    if (dice < 15) {
      branch.desk().readCard(any(random));
    } else if (dice < 22) {
      cancelOne(branch, random);
    } else if (dice < 26) {
      recentOf(branch, random).ifPresent(trace -> payAgain(branch, trace));
    } else if (dice < 28) {
      Optional<PaymentTrace> trace = recentOf(branch, random);
      if (trace.isPresent()) {
        branch.desk().payOtherwise(trace.get());
      }
    } else if (dice < 32) {
      Optional<PaymentTrace> trace = recentOf(branch, random);
      if (trace.isPresent()) {
        branch.desk().show(trace.get());
      }
    } else if (dice == 32 && random.nextInt(4) == 0) {
      branch.desk().login();
    }
  }

  private void pay(Branch branch, RandomGenerator random) throws InterruptedException {
    PaymentTrace trace =
        history.begin(
            new PaymentTrace(
                branch.place().node(), any(random), 1_00 + random.nextInt(MAX_AMOUNT_MINOR)));
    boolean impatient = random.nextInt(20) == 0;
    if (impatient) {
      Thread.ofVirtual().start(() -> payAgain(branch, trace));
    }
    branch.desk().pay(trace, Wish.PAY);
    if (!trace.isSettled()) {
      branch.unanswered().add(trace);
    }
  }

  private void payAgain(Branch branch, PaymentTrace trace) {
    try {
      branch.desk().pay(trace, Wish.PAY_AGAIN);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancelOne(Branch branch, RandomGenerator random) throws InterruptedException {
    Optional<PaymentTrace> trace = recentOf(branch, random);
    if (trace.isPresent() && trace.get().wantCancelled()) {
      cancel(branch, trace.get());
    }
  }

  private void cancel(Branch branch, PaymentTrace trace) throws InterruptedException {
    branch.desk().cancel(trace);
    if (trace.cancellation() == PaymentTrace.Cancellation.WANTED) {
      branch.unanswered().add(trace);
    }
  }

  private void askAgain(Branch branch) throws InterruptedException {
    PaymentTrace trace = branch.unanswered().poll();
    if (trace == null) {
      return;
    }
    if (trace.cancellation() == PaymentTrace.Cancellation.WANTED) {
      cancel(branch, trace);
    } else {
      branch.desk().pay(trace, Wish.PAY_AGAIN);
      if (!trace.isSettled()) {
        branch.unanswered().add(trace);
      }
    }
  }

  private Optional<PaymentTrace> recentOf(Branch branch, RandomGenerator random) {
    return history
        .recent(RECENT, random)
        .filter(trace -> trace.origin.equals(branch.place().node()) && trace.id().isPresent());
  }

  private PaymentTrace.Target any(RandomGenerator random) {
    return targets.get(random.nextInt(targets.size()));
  }
}
