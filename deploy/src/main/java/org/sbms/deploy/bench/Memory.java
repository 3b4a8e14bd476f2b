package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sbms.deploy.federation.FederationException;

/** The resident memory of processes, as Linux counts it. */
final class Memory {
  private static final double KIB_A_MIB = 1024;

  private Memory() {}

  static double residentMib(long process) throws IOException {
    return kib(Path.of("/proc", String.valueOf(process), "status"), "VmRSS:") / KIB_A_MIB;
  }

  /** The most that the process ever had; 0 once it has ended, for memory is gone by then. */
  static double peakMib(long process) {
    try {
      return kib(Path.of("/proc", String.valueOf(process), "status"), "VmHWM:") / KIB_A_MIB;
    } catch (IOException | FederationException ended) {
      return 0;
    }
  }

  /**
   * A server and its children, pages that they share counted once between them; only the server
   * itself where the system does not tell.
   */
  static double proportionalMib(long server) throws IOException {
    double sum = 0;
    ProcessHandle root = ProcessHandle.of(server).orElseThrow();
    for (ProcessHandle process :
        java.util.stream.Stream.concat(java.util.stream.Stream.of(root), root.descendants())
            .toList()) {
      Path rollup = Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup");
      try {
        sum += kib(rollup, "Pss:") / KIB_A_MIB;
      } catch (IOException ended) {
        // A process that ended meanwhile has no memory.
      }
    }
    return sum;
  }

  private static double kib(Path file, String field) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow(() -> new FederationException("no " + field + " in " + file));
  }
}
