package org.sbms.reconciliation.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Matches the registers of both sides in as much memory and with as many threads as it is given.
 * The origin's rows are read and kept, packed and parted by the hash of their id; home's are then
 * compared with them as they are read, a page of a part at a time.
 */
public final class RegisterMatcher {
  private RegisterMatcher() {}

  /**
   * @throws BadRegisterException for the first bad row of the origin's files, else of the home's;
   *     nothing is reported of registers that cannot be read in full
   */
  public static RegisterReport match(List<Path> origin, List<Path> home, int threads)
      throws BadRegisterException, IOException, InterruptedException {
    return match(origin, home, MatchOptions.withThreads(threads));
  }

  /** The same, with all that can be chosen. */
  public static RegisterReport match(List<Path> origin, List<Path> home, MatchOptions options)
      throws BadRegisterException, IOException, InterruptedException {
    long sideBytes = Math.max(size(origin), size(home));
    Parts parts = new Parts(options, sideBytes, new SecureRandom().nextLong(), new Branches());
    boolean done = false;
    try (ExecutorService executor = Executors.newFixedThreadPool(options.threads())) {
      new SideReading(origin, RegisterSide.ORIGIN, parts).run(executor, options.threads());
      new SideReading(home, RegisterSide.HOME, parts).run(executor, options.threads());
      RegisterReport report = judge(parts, options, executor);
      done = true;
      return report;
    } finally {
      if (!done) {
        parts.close();
      }
    }
  }

  private static RegisterReport judge(Parts parts, MatchOptions options, ExecutorService executor)
      throws InterruptedException {
    MismatchStore mismatches =
        new MismatchStore(parts.spill(), MismatchStore.mostInMemory(options.memoryBytes()));
    LongAdder pairs = new LongAdder();
    LongAdder matched = new LongAdder();
    List<Callable<Part>> work = new ArrayList<>();
    for (Part part : parts.inOrderOfJudgement()) {
      work.add(() -> {
        PartJudge judged = part.finish(parts.branches());
        part.close();
        mismatches.addAll(judged.mismatches());
        pairs.add(judged.pairs());
        matched.add(judged.matched());
        return part;
      });
    }
    for (Future<Part> each : executor.invokeAll(work)) {
      requireDone(each);
    }
    return new RegisterReport(pairs.sum(), matched.sum(), mismatches, parts.spill());
  }

  /** Throws what the other thread threw. */
  static <T> T requireDone(Future<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      if (failure.getCause() instanceof Error machinery) {
        throw machinery;
      }
      throw new IllegalStateException("matching failed", failure.getCause());
    }
  }

  /** Only of files that have one; what cannot be read is said when it is read. */
  private static long size(List<Path> files) {
    long bytes = 0;
    for (Path file : files) {
      try {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      } catch (IOException unknown) {
        // A guess is good enough.
      }
    }
    return bytes;
  }
}
