package org.sbms.branch.day;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;

/**
 * The branch's business days. One is open at a time; what home posts belongs to it. A day is closed
 * with the number and hash of the last journal entry written in it, and never reopens. How days are
 * stored is open to a subclass: a simulation keeps them in memory.
 */
public class BusinessDays {
  private static final long LOCK = 20_261_122_24L;

  private final Journal journal;
  private final ZoneId zone;
  private final Clock clock;

  public BusinessDays(Journal journal, ZoneId zone, Clock clock) {
    this.journal = journal;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * The open day, which then stays open until the transaction ends. Held by an advisory lock: who
   * books and who closes queue for that, while sharers of a row let nobody close it as long as one
   * of them is always there.
   */
  public LocalDate open(Tx tx) {
    share(tx);
    return today(tx);
  }

  /** The same, in a transaction of a bulk connection. */
  public LocalDate open(Bulk bulk) {
    bulk.list(_ -> true, "select pg_advisory_xact_lock_shared(?)", LOCK);
    return bulk
        .list(
            row -> row.getObject("day", LocalDate.class),
            "select day from business_day where closed_at is null")
        .stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no business day is open"));
  }

  /**
   * The open day, with nobody booking until the transaction ends: what was booked by then is in the
   * tables, what comes later has a later time. Everybody waits meanwhile, so for short work only.
   */
  public LocalDate settled(Tx tx) {
    exclude(tx);
    return today(tx);
  }

  public LocalDate today(Sql sql) {
    return openDay(sql).orElseThrow(() -> new IllegalStateException("no business day is open"));
  }

  /** The day by the clock on the wall, for what asks nothing of the books. */
  public LocalDate calendar() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /**
   * Closes the open day when the calendar has moved on, and opens the new one. A clock that went
   * back changes nothing: days only go forward.
   */
  public void rollOver(Transactions transactions) {
    Instant now = clock.instant();
    LocalDate calendar = LocalDate.ofInstant(now, zone);
    transactions.inTransaction(tx -> {
      if (isOver(openDay(tx), calendar)) {
        exclude(tx);
        turn(tx, calendar, now);
      }
      return true;
    });
  }

  private void turn(Tx tx, LocalDate calendar, Instant now) {
    Optional<LocalDate> open = openDay(tx);
    if (!isOver(open, calendar)) {
      return; // another instance was faster
    }
    open.ifPresent(day -> close(tx, day, now, journal.head(tx)));
    open(tx, calendar, now);
  }

  private static boolean isOver(Optional<LocalDate> open, LocalDate calendar) {
    return open.isEmpty() || calendar.isAfter(open.get());
  }

  /** Others may book meanwhile, but nobody closes the day. */
  protected void share(Tx tx) {
    tx.write("select pg_advisory_xact_lock_shared($1)", LOCK);
  }

  /** Waits until nobody books, and lets nobody begin. */
  protected void exclude(Tx tx) {
    tx.run("select pg_advisory_xact_lock($1)", LOCK);
  }

  protected Optional<LocalDate> openDay(Sql sql) {
    return sql.one(
        row -> row.getLocalDate("day"), "select day from business_day where closed_at is null");
  }

  /** Opens the day, unless it was closed before: then none is open. */
  protected void open(Tx tx, LocalDate day, Instant now) {
    tx.run(
        """
        insert into business_day (day, opened_at)
        select $1, $2 where not exists (select from business_day where closed_at is null)
        on conflict do nothing
        """,
        day,
        now.atOffset(ZoneOffset.UTC));
  }

  protected void close(Tx tx, LocalDate day, Instant now, Journal.Head head) {
    tx.run(
        """
        update business_day set closed_at = $2, last_number = $3, head_hash = $4 where day = $1
        """,
        day,
        now.atOffset(ZoneOffset.UTC),
        head.number(),
        Buffer.buffer(HexFormat.of().parseHex(head.hash())));
  }
}
