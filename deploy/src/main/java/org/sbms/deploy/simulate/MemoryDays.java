package org.sbms.deploy.simulate;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.sbms.branch.day.BusinessDays;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;

class MemoryDays extends BusinessDays {
  /** A day, and where the journal stood at its close; empty while it is open. */
  record Day(LocalDate day, Optional<Journal.Head> closedAt) {}

  private final Table<LocalDate, Day> rows = new Table<>();

  MemoryDays(Journal journal, Clock clock) {
    super(journal, ZoneOffset.UTC, clock);
  }

  Collection<Day> all() {
    return rows.values();
  }

  Optional<LocalDate> openDay() {
    return rows.values().stream().filter(day -> day.closedAt().isEmpty()).map(Day::day).findFirst();
  }

  /** One thread: nobody books while another closes. */
  @Override
  protected void share(Tx tx) {}

  @Override
  protected void exclude(Tx tx) {}

  @Override
  protected Optional<LocalDate> openDay(Sql sql) {
    return openDay();
  }

  @Override
  protected void open(Tx tx, LocalDate day, Instant now) {
    if (openDay().isEmpty() && rows.find(day).isEmpty()) {
      put((MemoryTx) tx, new Day(day, Optional.empty()), new Change.DayOpened(day));
    }
  }

  @Override
  protected void close(Tx tx, LocalDate day, Instant now, Journal.Head head) {
    put((MemoryTx) tx, new Day(day, Optional.of(head)), new Change.DayClosed(day, head));
  }

  void put(MemoryTx tx, Day day, Change change) {
    tx.changed(change);
    rows.put(tx, day.day(), day);
  }
}
