package org.sbms.reconciliation.register;

import java.util.function.Supplier;

/**
 * Why a side cannot be read, and how early in it that is. Which line it is can only be told when
 * all chunks before it were read.
 */
final class BadChunkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int file;
  private final int chunk;
  private final transient Supplier<BadRegisterException> reason;

  private BadChunkException(int file, int chunk, Supplier<BadRegisterException> reason) {
    super("", null, false, false);
    this.file = file;
    this.chunk = chunk;
    this.reason = reason;
  }

  static BadChunkException of(int file, int chunk, BadRegisterException reason) {
    return new BadChunkException(file, chunk, () -> reason);
  }

  /**
   * @param lines how many lines of the chunk come before the row
   */
  static BadChunkException of(Chunk chunk, long lines, BadRowException wrong) {
    RegisterFile file = chunk.file;
    int ordinal = chunk.ordinal;
    return new BadChunkException(
        file.ordinal(),
        ordinal,
        () -> wrong.in(file.name(), file.linesBefore(ordinal) + lines + 1));
  }

  boolean isBefore(BadChunkException other) {
    return file != other.file ? file < other.file : chunk < other.chunk;
  }

  BadRegisterException reason() {
    return reason.get();
  }
}
