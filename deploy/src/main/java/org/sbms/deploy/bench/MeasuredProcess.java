package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that was run to its end.
 *
 * @param seconds by the clock, its start and its end included
 * @param peakMib the most memory that was resident
 */
record MeasuredProcess(int exitCode, String said, double seconds, double peakMib) {
  private static final int POLL_MS = 10;

  static MeasuredProcess run(List<String> command, Path log)
      throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    double peak = 0;
    try {
      while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, Memory.peakMib(process.pid()));
      }
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    String said = Files.readString(log, StandardCharsets.UTF_8);
    return new MeasuredProcess(process.exitValue(), said, seconds, peak);
  }
}
