package org.sbms.central.collection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.BranchCode;

/** Keeps central's copy of every journal fresh; a branch that was away is caught up with. */
public final class CollectionJob implements AutoCloseable {
  private final JournalCollector collector;
  private final Supplier<List<BranchCode>> branches;
  private final PeriodicJob job;

  private CollectionJob(
      JournalCollector collector, Supplier<List<BranchCode>> branches, Duration pause) {
    this.collector = collector;
    this.branches = branches;
    this.job = PeriodicJob.start("journal-collection", pause, this::collect);
  }

  /**
   * @param branches the branches of the federation; asked again each time
   */
  public static CollectionJob start(
      JournalCollector collector, Supplier<List<BranchCode>> branches, Duration pause) {
    return new CollectionJob(collector, branches, pause);
  }

  public void wake() {
    job.wake();
  }

  @Override
  public void close() {
    job.close();
  }

  private void collect() {
    allAtOnce(branches.get(), collector::readNewUnlessRead);
  }

  /** The same for work that tells nothing. */
  public static void eachAtOnce(List<BranchCode> branches, Consumer<BranchCode> work) {
    allAtOnce(
        branches,
        branch -> {
          work.accept(branch);
          return new Reading(branch, 0, "");
        });
  }

  /** Each branch on a thread of its own, so that one that is slow delays nobody. */
  public static List<Reading> allAtOnce(
      List<BranchCode> branches, Function<BranchCode, Reading> reading) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reading>> readings = new ArrayList<>();
      for (BranchCode branch : branches) {
        readings.add(threads.submit(() -> reading.apply(branch)));
      }
      List<Reading> done = new ArrayList<>();
      for (Future<Reading> each : readings) {
        done.add(each.get());
      }
      return done;
    } catch (ExecutionException bug) {
      throw new IllegalStateException("reading a journal failed", bug.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while reading journals", stopped);
    }
  }
}
