package org.sbms.branch.rating;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Database;

/**
 * Does what waits to be rated: records set aside that were mended, records to be rated again,
 * files. One instance of the branch at a time; whatever it was at when it died is there for the
 * next.
 */
final class RatingJob {
  private static final String LOCK = "usage-rating";

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
        more = rateAsides(bulk) | rerating.ratePart() | rateFile(bulk);
      }
    }
  }

  private boolean isAnythingThere() {
    return database
        .one(
            row -> row.getBoolean(0),
            """
            select exists (select from usage_file
                where state in ('WAITING', 'RUNNING') and instance = $1)
              or exists (select from usage_aside where state = 'QUEUED')
              or exists (select from usage_rerating)
            """,
            instance)
        .orElseThrow();
  }

  private boolean rateFile(Bulk bulk) {
    Optional<UsageFiles.Work> work = UsageFiles.next(database, instance);
    work.ifPresent(file -> {
      files.rate(bulk, file, folder.file(file.sha256()));
      folder.remove(file.sha256());
    });
    return work.isPresent();
  }

  private boolean rateAsides(Bulk bulk) {
    List<Asides.Queued> queued = Asides.queued(database, settings.partSize());
    if (queued.isEmpty()) {
      return false;
    }
    Map<Long, UsageFiles.Work> works =
        UsageFiles.works(
            database, queued.stream().map(Asides.Queued::file).distinct().toArray(Long[]::new));
    Map<Long, LineParser> parsers = new HashMap<>();
    List<Incoming> incoming = new ArrayList<>();
    for (Asides.Queued one : queued) {
      UsageFiles.Work work = works.get(one.file());
      if (work == null) {
        throw new IllegalStateException("no file " + one.file());
      }
      switch (parsers.computeIfAbsent(one.file(), _ -> parser(work)).parse(one.raw())) {
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

  private LineParser parser(UsageFiles.Work work) {
    try {
      return new LineParser(work.dialect(), zone, lookups.tariff(database).kinds(), work.header());
    } catch (LineParser.BadHeaderException changed) {
      throw new IllegalStateException(
          "the dialect of file " + work.file().serial() + " does not fit it any more", changed);
    }
  }
}
