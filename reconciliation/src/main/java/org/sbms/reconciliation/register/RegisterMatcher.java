package org.sbms.reconciliation.register;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Matches the registers of both sides, in memory, with as many threads as it is given. */
public final class RegisterMatcher {
  private RegisterMatcher() {}

  /**
   * @throws BadRegisterException for the first bad row of the origin's files, else of the home's;
   *     nothing is reported of registers that cannot be read in full
   */
  public static RegisterReport match(List<Path> origin, List<Path> home, int threads)
      throws BadRegisterException, InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      Future<PartitionedRows> origins =
          executor.submit(() -> PartitionedRows.read(origin, RegisterSide.ORIGIN));
      Future<PartitionedRows> homes =
          executor.submit(() -> PartitionedRows.read(home, RegisterSide.HOME));
      return matchParts(rowsOf(origins), rowsOf(homes), executor);
    }
  }

  private static RegisterReport matchParts(
      PartitionedRows origins, PartitionedRows homes, ExecutorService executor)
      throws InterruptedException {
    List<Callable<PartMatcher>> parts = new ArrayList<>();
    for (int part = 0; part < PartitionedRows.PARTS; part++) {
      PackedRows origin = origins.part(part);
      PackedRows home = homes.part(part);
      parts.add(() -> new PartMatcher(origin, home).match());
    }
    long pairs = 0;
    List<RegisterMismatch> mismatches = new ArrayList<>();
    for (Future<PartMatcher> part : executor.invokeAll(parts)) {
      PartMatcher matched = part.resultNow();
      pairs += matched.pairs();
      mismatches.addAll(matched.mismatches());
    }
    mismatches.sort(Comparator.comparing(RegisterMismatch::transactionId));
    return new RegisterReport(pairs, pairs - mismatches.size(), mismatches);
  }

  private static PartitionedRows rowsOf(Future<PartitionedRows> reading)
      throws BadRegisterException, InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof BadRegisterException bad) {
        throw bad;
      }
      throw new IllegalStateException("reading a register failed", failure.getCause());
    }
  }
}
