package org.sbms.branch.rating;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Database;

/**
 * Rates one file, part by part. While PostgreSQL stores a part, the next one is read and looked up.
 * Each part is one transaction with the place it ends at, so that whoever goes on after a fault
 * goes on exactly there.
 */
final class FileRating {
  private static final int PARTS_AHEAD = 1;

  private final Database database;
  private final Lookups lookups;
  private final PartStore store;
  private final ZoneId zone;
  private final Duration oldest;
  private final int partSize;
  private final Clock clock;

  FileRating(
      Database database,
      Lookups lookups,
      PartStore store,
      ZoneId zone,
      Duration oldest,
      int partSize,
      Clock clock) {
    this.database = database;
    this.lookups = lookups;
    this.store = store;
    this.zone = zone;
    this.oldest = oldest;
    this.partSize = partSize;
    this.clock = clock;
  }

  /** Lines of a file, read and looked up. */
  private record Part(
      Pricing.Sorted sorted, List<PartStore.Unread> unread, long from, long to, long lines) {}

  /** What comes over from the reading side: parts, then its end or its failure. */
  private record Read(@Nullable Part part, @Nullable Exception failure) {}

  void rate(Bulk bulk, UsageFiles.Work work, Path path) {
    long serial = work.file().serial();
    if (!Files.exists(path)) {
      finish(serial, UsageFile.State.FAILED, "the file is not on this node's disk any more");
      return;
    }
    try (LineReader reader = LineReader.open(path, work.file().bytesDone())) {
      String header = work.header();
      if (work.file().bytesDone() == 0) {
        header = reader.read().orElse("");
      }
      LineParser parser =
          new LineParser(work.dialect(), zone, lookups.tariff(database).kinds(), header);
      UsageFiles.begin(bulk, serial, header, clock.instant());
      rateParts(bulk, work, reader, parser);
      finish(serial, UsageFile.State.DONE, "");
    } catch (LineParser.BadHeaderException bad) {
      finish(serial, UsageFile.State.FAILED, String.valueOf(bad.getMessage()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void finish(long serial, UsageFile.State state, String problem) {
    UsageFiles.finish(database, serial, state, problem, clock.instant());
  }

  private void rateParts(Bulk bulk, UsageFiles.Work work, LineReader reader, LineParser parser) {
    BlockingQueue<Read> ready = new ArrayBlockingQueue<>(PARTS_AHEAD);
    Thread reading =
        Thread.ofVirtual().name("usage-reading").start(() -> readAll(work, reader, parser, ready));
    try {
      while (true) {
        Read read = ready.take();
        if (read.failure != null) {
          throw new IllegalStateException("the file could not be read", read.failure);
        }
        Part part = read.part;
        if (part == null) {
          return;
        }
        store.store(
            bulk,
            part.sorted,
            part.unread,
            done ->
                UsageFiles.advance(
                    bulk, work.file().serial(), part.from, part.to, part.lines, done));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped; the file goes on later", stopping);
    } finally {
      reading.interrupt();
      join(reading);
    }
  }

  private static void join(Thread reading) {
    try {
      reading.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll(
      UsageFiles.Work work, LineReader reader, LineParser parser, BlockingQueue<Read> ready) {
    try {
      long from = work.file().bytesDone();
      long line = Math.max(1, work.file().lines());
      while (true) {
        Part part = readPart(work, reader, parser, from, line);
        if (part.to == from) {
          ready.put(new Read(null, null));
          return;
        }
        from = part.to;
        line = part.lines;
        ready.put(new Read(part, null));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      pass(ready, failure);
    }
  }

  private static void pass(BlockingQueue<Read> ready, Exception failure) {
    try {
      ready.put(new Read(null, failure));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Part readPart(
      UsageFiles.Work work, LineReader reader, LineParser parser, long from, long linesBefore)
      throws IOException {
    long serial = work.file().serial();
    long line = linesBefore;
    List<Incoming> incoming = new ArrayList<>(partSize);
    List<PartStore.Unread> unread = new ArrayList<>();
    while (incoming.size() + unread.size() < partSize) {
      Optional<String> raw = reader.read();
      if (raw.isEmpty()) {
        break;
      }
      line++;
      if (!raw.get().isBlank()) {
        switch (parser.parse(raw.get())) {
          case LineParser.Read(UsageEvent event) ->
              incoming.add(
                  new Incoming(
                      event,
                      work.dialect().source(),
                      Optional.of(serial),
                      line,
                      Optional.empty(),
                      raw.get()));
          case LineParser.Bad bad -> unread.add(new PartStore.Unread(serial, line, raw.get(), bad));
        }
      }
    }
    return new Part(sort(incoming), unread, from, reader.offset(), line);
  }

  private Pricing.Sorted sort(List<Incoming> incoming) {
    Resolving.Facts facts =
        lookups.facts(database, incoming.stream().map(Incoming::event).toList());
    return Pricing.sort(
        incoming, new Resolving(zone, oldest, lookups.tariff(database)), facts, clock.instant());
  }
}
