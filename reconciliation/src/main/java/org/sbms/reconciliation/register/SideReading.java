package org.sbms.reconciliation.register;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Reads all files of a side into the parts, by several threads at once. */
final class SideReading {
  private final RegisterSide side;
  private final Parts parts;
  private final List<Path> files;
  private Optional<BadChunkException> first = Optional.empty();

  SideReading(List<Path> files, RegisterSide side, Parts parts) {
    this.files = files;
    this.side = side;
    this.parts = parts;
  }

  /**
   * @throws BadRegisterException for the first bad row, whichever thread found it first: all that
   *     comes before it was handed out before it, and is read to its end
   */
  void run(ExecutorService executor, int threads)
      throws BadRegisterException, IOException, InterruptedException {
    try (RegisterChunks chunks = new RegisterChunks(files, side)) {
      Callable<Boolean> reader =
          () -> {
            read(chunks);
            return true;
          };
      for (Future<Boolean> each : executor.invokeAll(Collections.nCopies(threads, reader))) {
        RegisterMatcher.requireDone(each);
      }
    }
    if (first.isPresent()) {
      throw first.get().reason();
    }
  }

  private void read(RegisterChunks chunks) {
    PartWriter writer = new PartWriter(parts, side);
    RowParser parser = new RowParser(new RowPacker(side, parts.branches(), writer));
    Chunk chunk = new Chunk();
    try {
      while (chunks.next(chunk)) {
        parse(parser, chunk);
      }
      writer.finish();
    } catch (BadChunkException bad) {
      chunks.stop();
      keepFirst(bad);
    } catch (RuntimeException | Error failure) {
      chunks.stop();
      throw failure;
    }
  }

  private static void parse(RowParser parser, Chunk chunk) throws BadChunkException {
    try {
      chunk.file.countLines(chunk.ordinal, parser.parse(chunk));
    } catch (BadRowException wrong) {
      throw BadChunkException.of(chunk, parser.lines(), wrong);
    }
  }

  private synchronized void keepFirst(BadChunkException bad) {
    if (first.filter(known -> !bad.isBefore(known)).isEmpty()) {
      first = Optional.of(bad);
    }
  }
}
