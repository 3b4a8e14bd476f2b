package org.sbms.branch.rating;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what waits to be rated: records set aside that were mended, records to be rated again,
 * files. One instance of the branch at a time; whatever it was at when it died is there for the
 * next.
 */
final class RatingJob {
  private static final Logger log = LoggerFactory.getLogger(RatingJob.class);
  private static final String LOCK = "usage-rating";
  private static final int MAX_TRIES = 6;
  private static final int MAX_PROBLEM = 300;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

  private static final LineParser.Bad CHANGED_DIALECT =
      new LineParser.Bad(
          AsideReason.BAD_LINE,
          "",
          "the dialect was changed and does not fit the file any more",
          "",
          "",
          "");

  private final Database database;
  private final String instance;
  private final UsageFolder folder;
  private final Lookups lookups;
  private final PartStore store;
  private final FileRating files;
  private final Rerating rerating;
  private final ZoneId zone;
  private final RatingSettings settings;
  private final Clock clock;

  RatingJob(
      Database database,
      String instance,
      UsageFolder folder,
      Lookups lookups,
      ZoneId zone,
      RatingSettings settings,
      Clock clock) {
    this.database = database;
    this.instance = instance;
    this.folder = folder;
    this.lookups = lookups;
    this.zone = zone;
    this.settings = settings;
    this.clock = clock;
    this.store = new PartStore(database, clock);
    this.files =
        new FileRating(
            database, lookups, store, zone, settings.oldest(), settings.partSize(), clock);
    this.rerating = new Rerating(database, lookups, zone, settings.oldest(), clock);
  }

  /** Until nothing waits, or another instance is at it. */
  void run() {
    if (!isAnythingThere()) {
      return;
    }
    try (Bulk bulk = database.bulk()) {
      if (!bulk.tryLock(LOCK)) {
        return;
      }
      boolean more = true;
      while (more && !Thread.currentThread().isInterrupted()) {
        more =
            isDone("records set aside", () -> rateAsides(bulk))
                | isDone("records to be rated again", rerating::ratePart)
                | rateFile(bulk);
      }
    }
  }

  /** What fails is left for the next time, and keeps nothing else from being rated. */
  private static boolean isDone(String what, BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (RuntimeException failure) {
      log.error("{} could not be rated", what, failure);
      return false;
    }
  }

  private boolean isAnythingThere() {
    return database
        .one(
            row -> row.getBoolean(0),
            """
            select exists (select from usage_file
                where state in ('WAITING', 'RUNNING') and instance = $1
                  and (retry_at is null or retry_at <= $2))
              or exists (select from usage_aside where state = 'QUEUED')
              or exists (select from usage_rerating)
            """,
            instance,
            clock.instant().atOffset(ZoneOffset.UTC))
        .orElseThrow();
  }

  private boolean rateFile(Bulk bulk) {
    Optional<UsageFiles.Work> work = UsageFiles.next(database, instance, clock.instant());
    work.ifPresent(file -> {
      try {
        files.rate(bulk, file, folder.file(file.sha256()));
        folder.remove(file.sha256());
      } catch (RuntimeException failure) {
        putBack(file, failure);
      }
    });
    return work.isPresent();
  }

  /**
   * A file that fails goes behind those that wait, a while longer each time, and fails for good in
   * the end. What is rated of it stays; taken in again, it goes on from there.
   */
  private void putBack(UsageFiles.Work file, RuntimeException failure) {
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
    log.error("usage file {} could not be rated", file.file().serial(), failure);
    int tries = UsageFiles.tries(database, file.file().serial()) + 1;
    String problem = said(failure);
    if (tries >= MAX_TRIES) {
      UsageFiles.finish(
          database, file.file().serial(), UsageFile.State.FAILED, problem, clock.instant());
    } else {
      UsageFiles.putBack(
          database,
          file.file().serial(),
          tries,
          problem,
          clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << tries)));
    }
  }

  private static String said(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.length() > MAX_PROBLEM ? text.substring(0, MAX_PROBLEM) : text;
  }

  private boolean rateAsides(Bulk bulk) {
    List<Asides.Queued> queued = Asides.queued(database, settings.partSize());
    if (queued.isEmpty()) {
      return false;
    }
    Map<Long, UsageFiles.Work> works =
        UsageFiles.works(
            database, queued.stream().map(Asides.Queued::file).distinct().toArray(Long[]::new));
    Map<Long, Optional<LineParser>> parsers = new HashMap<>();
    List<Incoming> incoming = new ArrayList<>();
    for (Asides.Queued one : queued) {
      UsageFiles.Work work = works.get(one.file());
      if (work == null) {
        throw new IllegalStateException("no file " + one.file());
      }
      Optional<LineParser> parser = parsers.computeIfAbsent(one.file(), _ -> parser(work));
      if (parser.isEmpty()) {
        Asides.reopen(database, one.id(), CHANGED_DIALECT);
        continue;
      }
      switch (parser.get().parse(one.raw())) {
        case LineParser.Bad bad -> Asides.reopen(database, one.id(), bad);
        case LineParser.Read(UsageEvent event) ->
            incoming.add(
                new Incoming(
                    event,
                    work.dialect().source(),
                    Optional.of(one.file()),
                    one.line(),
                    Optional.of(one.id()),
                    one.raw()));
      }
    }
    Pricing.Sorted sorted =
        Pricing.sort(
            incoming,
            new Resolving(zone, settings.oldest(), lookups.tariff(database)),
            lookups.facts(database, incoming.stream().map(Incoming::event).toList()),
            clock.instant());
    store.store(bulk, sorted, List.of(), _ -> {});
    return true;
  }

  /** None where somebody changed the dialect so that it does not fit the file any more. */
  private Optional<LineParser> parser(UsageFiles.Work work) {
    try {
      return Optional.of(
          new LineParser(work.dialect(), zone, lookups.tariff(database).kinds(), work.header()));
    } catch (LineParser.BadHeaderException changed) {
      return Optional.empty();
    }
  }
}
