package org.sbms.reconciliation.register;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One file of a side, and how many lines each of its chunks was found to have. */
final class RegisterFile {
  private final Path path;
  private final int ordinal;
  private final List<Long> lines = new ArrayList<>();

  /**
   * @param ordinal the place among the files of its side, from 0
   */
  RegisterFile(Path path, int ordinal) {
    this.path = path;
    this.ordinal = ordinal;
  }

  Path path() {
    return path;
  }

  int ordinal() {
    return ordinal;
  }

  String name() {
    return path.toString();
  }

  /** Chunks are found out of order, when several threads read. */
  synchronized void countLines(int chunk, long newLines) {
    while (lines.size() <= chunk) {
      lines.add(0L);
    }
    lines.set(chunk, newLines);
  }

  /** How many lines come before the chunk, once all before it were read. */
  synchronized long linesBefore(int chunk) {
    return lines.stream().limit(chunk).mapToLong(Long::longValue).sum();
  }
}
