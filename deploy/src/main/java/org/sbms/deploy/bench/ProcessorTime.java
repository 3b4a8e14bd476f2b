package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time by process, as Linux counts it: what a thing costs shows here even when others use
 * the machine at the same time.
 */
final class ProcessorTime {
  /** What Linux counts in, on every machine that JDK 25 runs on. */
  private static final double TICKS_A_SECOND = 100;

  private static final String CLIENT = "client";
  private static final int USER = 13;
  private static final int SYSTEM = 14;
  private static final int USER_OF_ENDED_CHILDREN = 15;
  private static final int SYSTEM_OF_ENDED_CHILDREN = 16;

  private final Map<String, Double> seconds;

  private ProcessorTime(Map<String, Double> seconds) {
    this.seconds = seconds;
  }

  /** Up to now: each node, PostgreSQL with its children, and this program with those that ended. */
  static ProcessorTime now(BenchFederation federation) throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (String node : federation.nodes()) {
      seconds.put(node, of(federation.pidOf(node), false));
    }
    seconds.put("postgres", ofFamily(federation.postgresPid()));
    seconds.put(CLIENT, of(ProcessHandle.current().pid(), true));
    return new ProcessorTime(seconds);
  }

  /** Seconds of each process of the federation since it began. */
  Map<String, Double> ofFederation() {
    Map<String, Double> theirs = new LinkedHashMap<>(seconds);
    theirs.remove(CLIENT);
    return theirs;
  }

  /** Microseconds a piece of work since an earlier moment, each process and all together. */
  Map<String, Double> microsEachSince(ProcessorTime earlier, long pieces) {
    Map<String, Double> micros = new LinkedHashMap<>();
    double all = 0;
    for (Map.Entry<String, Double> each : seconds.entrySet()) {
      double spent = each.getValue() - earlier.seconds.getOrDefault(each.getKey(), 0.0);
      micros.put(each.getKey(), spent * 1e6 / Math.max(1, pieces));
      all += spent;
    }
    micros.put("all", all * 1e6 / Math.max(1, pieces));
    return micros;
  }

  private static double ofFamily(long server) throws IOException {
    double sum = of(server, true);
    for (ProcessHandle child :
        Stream.of(server)
            .flatMap(pid -> ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children))
            .toList()) {
      sum += of(child.pid(), false);
    }
    return sum;
  }

  /** 0 for a process that is not there (any more). */
  private static double of(long process, boolean withEndedChildren) throws IOException {
    Path file = Path.of("/proc", String.valueOf(process), "stat");
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file);
    // The name stands in parentheses and may hold anything; fields are counted after it.
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    int before = 2;
    double ticks = ticks(fields, USER - before) + ticks(fields, SYSTEM - before);
    if (withEndedChildren) {
      ticks +=
          ticks(fields, USER_OF_ENDED_CHILDREN - before)
              + ticks(fields, SYSTEM_OF_ENDED_CHILDREN - before);
    }
    return ticks / TICKS_A_SECOND;
  }

  private static double ticks(String[] fields, int place) {
    return Double.parseDouble(fields[place]);
  }
}
