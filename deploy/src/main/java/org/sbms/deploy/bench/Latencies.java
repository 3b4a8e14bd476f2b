package org.sbms.deploy.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each request of a run took; as many as fit, which is more than any run here makes. */
final class Latencies {
  private static final int MAX_KEPT = 2_000_000;
  private static final double MICROS_A_MILLI = 1_000.0;

  private final int[] micros = new int[MAX_KEPT];
  private final AtomicInteger count = new AtomicInteger();

  void add(long nanos) {
    int place = count.getAndIncrement();
    if (place < MAX_KEPT) {
      micros[place] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
    }
  }

  Percentiles percentiles() {
    int kept = Math.min(count.get(), MAX_KEPT);
    int[] sorted = Arrays.copyOf(micros, kept);
    Arrays.sort(sorted);
    return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(int[] sorted, double part) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
            / MICROS_A_MILLI;
  }

  /** In milliseconds. */
  record Percentiles(double p50Ms, double p90Ms, double p99Ms, double maxMs) {}
}
