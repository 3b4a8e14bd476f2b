package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the files of one side into chunks of whole records, one after another, for several threads.
 * Only reading and looking for quotes happens here, one thread at a time; the rest is done by who
 * takes the chunk.
 *
 * <p>A line end is within a quoted field exactly if the number of quotes before it is odd. That
 * holds of all files that are well-formed; in others the row where it stops being true is refused
 * when it is read, and nothing after it matters.
 */
final class RegisterChunks implements Closeable {
  private final RegisterSide side;
  private final List<RegisterFile> files = new ArrayList<>();
  private int nextFile;
  private boolean stopped;

  private Optional<SeekableByteChannel> open = Optional.empty();
  private RegisterFile file = new RegisterFile(Path.of(""), 0);
  private RegisterHeader header = new RegisterHeader(RegisterSide.ORIGIN, 0, new int[0]);
  private int ordinal;
  private byte[] carried = {};
  private boolean quoted;
  private boolean withQuotes;

  RegisterChunks(List<Path> paths, RegisterSide side) {
    this.side = side;
    for (Path path : paths) {
      files.add(new RegisterFile(path, files.size()));
    }
  }

  /** Hands out nothing more; what was handed out goes on. */
  synchronized void stop() {
    stopped = true;
  }

  /** Fills the chunk with what comes next; false when there is nothing more. */
  synchronized boolean next(Chunk chunk) throws BadChunkException {
    while (!stopped && (open.isPresent() || nextFile < files.size())) {
      try {
        SeekableByteChannel channel = open.isPresent() ? open.get() : openNext();
        fill(chunk, channel);
      } catch (NoSuchFileException missing) {
        throw bad(BadRegisterException.unreadable(file.name(), "there is no such file"));
      } catch (IOException failure) {
        throw bad(BadRegisterException.unreadable(file.name(), failure.getMessage()));
      } catch (BadRowException wrong) {
        throw bad(wrong.in(file.name(), 1));
      }
      ordinal++;
      if (chunk.start < chunk.limit) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
    }
  }

  private SeekableByteChannel openNext() throws IOException {
    file = files.get(nextFile++);
    SeekableByteChannel channel = Files.newByteChannel(file.path());
    open = Optional.of(channel);
    ordinal = 0;
    carried = new byte[0];
    quoted = false;
    withQuotes = false;
    return channel;
  }

  private void fill(Chunk chunk, SeekableByteChannel channel) throws IOException, BadRowException {
    int limit = carried.length;
    chunk.ensure(limit);
    System.arraycopy(carried, 0, chunk.bytes, 0, limit);
    int end = 0;
    boolean ended = false;
    while (end == 0 && !ended && limit <= CsvRecords.MAX_RECORD_BYTES) {
      chunk.ensure(limit + Chunk.READ_BYTES);
      int read = read(channel, chunk.bytes, limit);
      end = lastRecordEnd(chunk.bytes, limit, limit + read);
      limit += read;
      ended = read < Chunk.READ_BYTES;
    }
    // Without an end the row is too long; who reads the chunk finds out, and says which row it is.
    int chunkEnd = ended || end == 0 ? limit : end;
    carried = Arrays.copyOfRange(chunk.bytes, chunkEnd, limit);
    chunk.file = file;
    chunk.ordinal = ordinal;
    chunk.last = ended;
    chunk.start = 0;
    chunk.skippedLines = 0;
    chunk.end(chunkEnd);
    if (ordinal == 0) {
      readHeader(chunk);
    }
    chunk.header = header;
    if (ended) {
      channel.close();
      open = Optional.empty();
    }
  }

  private void readHeader(Chunk chunk) throws BadRowException {
    RegisterHeader.Found found = RegisterHeader.read(side, chunk.bytes, chunk.limit, chunk.last);
    header = found.header();
    chunk.start = found.end();
    chunk.skippedLines = found.lines();
  }

  /** As many bytes as are asked for, or all that are left. */
  private static int read(SeekableByteChannel channel, byte[] bytes, int at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, at, Chunk.READ_BYTES);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // A pipe gives what it has.
    }
    return Chunk.READ_BYTES - buffer.remaining();
  }

  /** Gives what comes after the last line end that ends a record; 0 when there is none. */
  private int lastRecordEnd(byte[] bytes, int from, int to) {
    if (!withQuotes && !Bytes.holds(bytes, from, to, '"')) {
      for (int at = to - 1; at >= from; at--) {
        if (bytes[at] == '\n') {
          return at + 1;
        }
      }
      return 0;
    }
    withQuotes = true;
    int end = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"') {
        quoted = !quoted;
      } else if (bytes[at] == '\n' && !quoted) {
        end = at + 1;
      }
    }
    return end;
  }

  private BadChunkException bad(BadRegisterException reason) {
    stopped = true;
    return BadChunkException.of(file.ordinal(), ordinal, reason);
  }
}
