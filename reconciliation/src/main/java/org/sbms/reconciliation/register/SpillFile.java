package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file for all that memory has no room for. It is made when it is first needed, and has no name
 * any more from that moment on: however the process ends, nothing of it stays.
 */
final class SpillFile implements Closeable {
  private final Path directory;
  private final AtomicLong end = new AtomicLong();
  private Optional<FileChannel> channel = Optional.empty();

  SpillFile(Path directory) {
    this.directory = directory;
  }

  /** Gives where it is kept. */
  long write(byte[] bytes, int length) {
    long at = end.getAndAdd(length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      FileChannel to = channel();
      for (long position = at; buffer.hasRemaining(); ) {
        position += to.write(buffer, position);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("rows cannot be put aside in " + directory, failure);
    }
    return at;
  }

  void read(long at, byte[] bytes, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      FileChannel from = channel();
      while (buffer.hasRemaining()) {
        if (from.read(buffer, at + buffer.position()) < 0) {
          throw new EOFException("it ends before " + (at + length));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("rows put aside in " + directory + " are lost", failure);
    }
  }

  /** How many bytes were ever written. */
  long bytes() {
    return end.get();
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }

  private synchronized FileChannel channel() throws IOException {
    if (channel.isEmpty()) {
      Path file = Files.createTempFile(directory, "sbms-reconcile-", ".rows");
      try {
        channel =
            Optional.of(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
      } finally {
        Files.delete(file);
      }
    }
    return channel.get();
  }
}
