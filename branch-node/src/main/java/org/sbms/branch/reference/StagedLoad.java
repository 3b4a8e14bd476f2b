package org.sbms.branch.reference;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A version of many pages. Each is put aside by COPY while the next is on its way, so both nodes
 * work at once and neither holds more than two pages; then one transaction turns the copy. No
 * transaction is open while central is asked.
 */
final class StagedLoad {
  private static final Logger log = LoggerFactory.getLogger(StagedLoad.class);

  /** Bounds what one catching-up may ask: far more than a first load of millions of rows. */
  private static final int MAX_PAGES = 10_000;

  private static final String LOCK = "reference-incoming";
  private static final String INCOMING = "reference_incoming (dataset, key, version, values)";

  private final Database database;
  private final Function<String, Optional<PageOfLines>> pages;
  private final Clock clock;

  /**
   * @param pages asks central for the page after a cursor; empty when it does not answer
   */
  StagedLoad(Database database, Function<String, Optional<PageOfLines>> pages, Clock clock) {
    this.database = database;
    this.pages = pages;
    this.clock = clock;
  }

  HeldCopy.Ended run(PageOfLines first, long from) {
    try (Bulk bulk = database.bulk()) {
      if (!bulk.tryLock(LOCK)) {
        return HeldCopy.Ended.NOT_NOW;
      }
      // What an instance left behind that was stopped while it loaded.
      empty(bulk);
      try {
        return stage(bulk, first) ? apply(bulk, from, first.toVersion()) : HeldCopy.Ended.NOT_NOW;
      } finally {
        emptyIfPossible(bulk);
      }
    }
  }

  /** Whether all pages are here. */
  private boolean stage(Bulk bulk, PageOfLines first) {
    PageOfLines page = first;
    for (int i = 0; i < MAX_PAGES; i++) {
      String cursor = page.next();
      if (cursor == null) {
        bulk.copy(INCOMING, page.rows());
        return true;
      }
      CompletableFuture<Optional<PageOfLines>> next =
          CompletableFuture.supplyAsync(() -> pages.apply(cursor), Thread::startVirtualThread);
      bulk.copy(INCOMING, page.rows());
      Optional<PageOfLines> answer = next.join();
      if (answer.isEmpty()) {
        return false;
      }
      page = answer.get();
    }
    throw new IllegalStateException("a version of more than " + MAX_PAGES + " pages");
  }

  private HeldCopy.Ended apply(Bulk bulk, long from, long to) {
    return bulk.inTransaction(() -> {
      int turned =
          bulk.run(
              "update reference_state set version = ?, applied_at = ? where version = ?",
              to,
              clock.instant().atOffset(ZoneOffset.UTC),
              from);
      if (turned == 0) {
        return HeldCopy.Ended.BY_ANOTHER_INSTANCE;
      }
      bulk.run(
          """
          insert into reference_dataset (dataset, version)
          select distinct dataset, version from reference_incoming
          on conflict (dataset) do update set version = excluded.version
          """);
      if (from > 0) {
        removeWhatIsGone(bulk);
      }
      write(bulk, from);
      return HeldCopy.Ended.APPLIED;
    });
  }

  private static void removeWhatIsGone(Bulk bulk) {
    bulk.run(
        """
        delete from reference_row r using reference_incoming i
        where i.values is null and r.dataset = i.dataset and r.key = i.key
        """);
  }

  /** A first load meets no row that is there already, and need not look for one. */
  private static void write(Bulk bulk, long from) {
    bulk.run(
        """
        insert into reference_row as r (dataset, key, version, values)
        select dataset, key, version, values from reference_incoming where values is not null
        """
            + (from == 0
                ? ""
                : """
                on conflict (dataset, key) do update
                set version = excluded.version, values = excluded.values
                """));
  }

  private static void empty(Bulk bulk) {
    bulk.run("truncate reference_incoming");
  }

  private static void emptyIfPossible(Bulk bulk) {
    try {
      empty(bulk);
    } catch (RuntimeException broken) {
      log.debug("what was staged is left to the next load", broken);
    }
  }
}
