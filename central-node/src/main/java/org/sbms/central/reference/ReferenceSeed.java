package org.sbms.central.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.sbms.central.csv.CsvFile;
import org.sbms.central.csv.CsvProblem;
import org.sbms.contract.Actor;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first load: on a fresh database all datasets together become version 1. Nobody is there yet
 * to approve it, so the node itself does; every later version needs two people.
 */
public final class ReferenceSeed {
  private static final Logger log = LoggerFactory.getLogger(ReferenceSeed.class);
  private static final String ON_CLASSPATH = "/reference/";

  private ReferenceSeed() {}

  /** Loads the datasets that come with this build. */
  public static void loadIfEmpty(Database database, Clock clock) {
    load(database, clock, ReferenceSeed::fromClasspath);
  }

  /**
   * Loads {@code <dataset>.csv} of every dataset from a folder.
   *
   * @throws IllegalStateException naming file, line, column and reason when a file is not right
   */
  public static void loadIfEmpty(Database database, Clock clock, Path folder) {
    load(database, clock, file -> Files.readAllBytes(folder.resolve(file)));
  }

  private interface Source {
    byte[] read(String file) throws IOException;
  }

  private static void load(Database database, Clock clock, Source source) {
    database.inTransaction(tx -> {
      Publishing.lockHead(tx);
      if (PublishedRows.headVersion(tx) == 0) {
        publishAll(tx, clock.instant(), source);
      }
      return true;
    });
  }

  private static void publishAll(Tx tx, Instant now, Source source) {
    long version = Publishing.nextVersion(tx, Actor.SYSTEM, now);
    for (DatasetSpec spec : Datasets.ALL) {
      UUID id = UUID.randomUUID();
      String file = spec.name() + ".csv";
      stage(tx, id, spec, file, source);
      Drafts.insert(tx, id, spec.name(), Actor.SYSTEM, file, now);
      Drafts.fill(tx, id, spec.name(), ImportMode.REPLACE);
      Publishing.publish(tx, Drafts.find(tx, id).orElseThrow(), version);
      Drafts.decide(tx, id, DraftState.PUBLISHED, Actor.SYSTEM, "", now);
    }
    log.info("reference data loaded as version {}", version);
  }

  private static void stage(Tx tx, UUID id, DatasetSpec spec, String file, Source source) {
    byte[] bytes = read(source, file);
    CsvFile csv =
        require(
            CsvFile.check(
                file,
                bytes.length,
                () -> new ByteArrayInputStream(bytes),
                ImportDataset.MAX_BYTES));
    List<CsvProblem> problems = StagedFile.stage(tx, id, spec, file, csv);
    if (!problems.isEmpty()) {
      require(CsvProblem.refuse(file, problems));
    }
  }

  private static <T> T require(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T result) -> result;
      case Outcome.Refused<T>(Refusal refusal) -> throw new IllegalStateException(refusal.detail());
      case Outcome.Unknown<T>(String why) -> throw new IllegalStateException(why);
    };
  }

  private static byte[] read(Source source, String file) {
    try {
      return source.read(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] fromClasspath(String file) throws IOException {
    try (InputStream in = ReferenceSeed.class.getResourceAsStream(ON_CLASSPATH + file)) {
      if (in == null) {
        throw new IllegalStateException("this build comes without " + file);
      }
      return in.readAllBytes();
    }
  }
}
