package org.sbms.reconciliation.register;

import java.nio.file.Path;

/**
 * How registers are matched; what is found does not depend on it.
 *
 * @param threads how many work at once
 * @param memoryBytes how much memory may hold rows; what does not fit is put aside on disk
 * @param spillDirectory where
 */
public record MatchOptions(int threads, long memoryBytes, Path spillDirectory) {
  public static final int MAX_THREADS = 256;
  public static final long DEFAULT_MEMORY_BYTES = 640L << 20;

  public MatchOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads must be between 1 and " + MAX_THREADS);
    }
    if (memoryBytes < 1) {
      throw new IllegalArgumentException("memory must be more than nothing");
    }
  }

  public static MatchOptions withThreads(int threads) {
    return new MatchOptions(threads, DEFAULT_MEMORY_BYTES, temporary());
  }

  public static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }
}
