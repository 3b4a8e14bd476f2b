package org.sbms.branch.reference;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.db.Database;

/** The copy in the branch's PostgreSQL. */
final class CopyInDatabase implements HeldCopy {
  private final Database database;
  private final Clock clock;

  CopyInDatabase(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public long version() {
    return ReferenceCopy.version(database);
  }

  @Override
  public Ended turn(List<RowLines.Line> lines, long from, long to) {
    boolean turned =
        database.inTransaction(tx -> ReferenceCopy.apply(tx, lines, from, to, clock.instant()));
    return turned ? Ended.APPLIED : Ended.BY_ANOTHER_INSTANCE;
  }

  @Override
  public Ended load(PageOfLines first, long from, Function<String, Optional<PageOfLines>> pages) {
    return new StagedLoad(database, pages, clock).run(first, from);
  }
}
