package org.sbms.branch.rating;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.CopyRows;
import org.sbms.kit.db.Database;

/**
 * Prices and stores a part of a file, or of records set aside, in one transaction. It looks for
 * nothing beforehand that mostly is not so: that a record is here already, or that somebody else
 * counts on the same counters, shows as a violation; then all is undone, looked up, and done again.
 */
final class PartStore {
  private static final int MAX_TRIES = 20;
  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;
  private final Clock clock;

  /** What a part came to. */
  record Done(int rated, int aside, int duplicates, long amountMinor) {}

  PartStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param lines that could not be read, for the same transaction
   * @param also what is written with it, such as how far the file is read
   */
  Done store(Bulk bulk, Pricing.Sorted sorted, List<Unread> lines, Consumer<Done> also) {
    Pricing.Sorted left = sorted;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(bulk, left, lines, also);
      } catch (Counters.SomebodyElse changed) {
        if (attempt == MAX_TRIES) {
          throw changed;
        }
      } catch (IllegalStateException failure) {
        if (attempt == MAX_TRIES || !isTaken(failure)) {
          throw failure;
        }
        left = withoutKnown(left);
      }
    }
  }

  /** A line that could not even be read. */
  record Unread(long file, long line, String raw, LineParser.Bad bad) {}

  private Done once(Bulk bulk, Pricing.Sorted sorted, List<Unread> lines, Consumer<Done> also) {
    Map<CounterKey, Counter> counters =
        Counters.load(database, sorted.placed().stream().map(Pricing.Placed::place).toList());
    List<Pricing.Rated> rated = Pricing.price(sorted.placed(), counters);
    Counters.number(database, counters.values());
    Done done =
        new Done(
            rated.size(),
            sorted.asides().size() + lines.size(),
            (int)
                sorted.asides().stream()
                    .filter(aside -> aside.problem().reason() == AsideReason.DUPLICATE)
                    .count(),
            rated.stream().mapToLong(Pricing.Rated::amountMinor).sum());
    bulk.inTransaction(() -> {
      Counters.store(bulk, counters.values());
      insert(bulk, rated);
      setAside(bulk, sorted.asides(), lines);
      resolve(bulk, rated);
      also.accept(done);
      return true;
    });
    return done;
  }

  private static void insert(Bulk bulk, List<Pricing.Rated> rated) {
    if (rated.isEmpty()) {
      return;
    }
    CopyRows rows = new CopyRows(rated.size() * 160);
    for (Pricing.Rated one : rated) {
      UsageEvent event = one.incoming().event();
      rows.add(one.counter().id())
          .add(one.counter().key().account())
          .add(one.incoming().source())
          .add(event.externalId())
          .add(event.startedAt())
          .add(event.quantity())
          .add(one.counted())
          .add(one.amountMinor());
      one.incoming().file().ifPresentOrElse(rows::add, rows::addNull);
      rows.add(one.incoming().line())
          .add(0)
          .add(event.unit().name())
          .add(event.kind())
          .add(event.identifier())
          .add(Attributes.json(event.attributes()))
          .endRow();
    }
    bulk.copy(
        """
        usage_record (counter, account, source, external_id, started_at, quantity, counted,
          amount_minor, file, line, revision, unit, kind, identifier, attributes)
        """,
        rows);
  }

  private void setAside(Bulk bulk, List<Pricing.Aside> asides, List<Unread> lines) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    CopyRows rows = new CopyRows(0);
    List<Pricing.Aside> again = new ArrayList<>();
    for (Pricing.Aside aside : asides) {
      if (aside.incoming().aside().isPresent()) {
        again.add(aside);
      } else {
        Incoming incoming = aside.incoming();
        append(
            rows,
            incoming.file().orElseThrow(),
            incoming.line(),
            aside.problem(),
            incoming.event().externalId(),
            incoming.event().kind(),
            incoming.event().identifier(),
            incoming.raw(),
            now);
      }
    }
    for (Unread line : lines) {
      append(
          rows,
          line.file(),
          line.line(),
          new Resolving.Problem(line.bad().reason(), line.bad().field(), line.bad().detail()),
          line.bad().externalId(),
          line.bad().kind(),
          line.bad().identifier(),
          line.raw(),
          now);
    }
    if (!rows.isEmpty()) {
      bulk.copy(
          """
          usage_aside (file, line, reason, field, detail, external_id, kind, identifier, raw, state,
            set_aside_at, changed_at)
          """,
          rows);
    }
    reopen(bulk, again);
  }

  private static void append(
      CopyRows rows,
      long file,
      long line,
      Resolving.Problem problem,
      String id,
      String kind,
      String identifier,
      String raw,
      Instant now) {
    rows.add(file)
        .add(line)
        .add(problem.reason().name())
        .add(problem.field())
        .add(problem.detail())
        .add(id)
        .add(kind)
        .add(identifier)
        .add(raw.replace("\0", "\ufffd"))
        .add("OPEN")
        .add(now)
        .add(now)
        .endRow();
  }

  /** They were rated once more, and still cannot be priced: perhaps for another reason. */
  private static void reopen(Bulk bulk, List<Pricing.Aside> asides) {
    if (asides.isEmpty()) {
      return;
    }
    bulk.run(
        """
        update usage_aside a
        set state = 'OPEN', reason = t.reason, field = t.field, detail = t.detail
        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) as t (id, reason, field, detail)
        where a.id = t.id
        """,
        asides.stream().mapToLong(aside -> aside.incoming().aside().orElseThrow()).toArray(),
        asides.stream().map(aside -> aside.problem().reason().name()).toArray(String[]::new),
        asides.stream().map(aside -> aside.problem().field()).toArray(String[]::new),
        asides.stream().map(aside -> aside.problem().detail()).toArray(String[]::new));
  }

  private static void resolve(Bulk bulk, List<Pricing.Rated> rated) {
    long[] asides =
        rated.stream()
            .filter(one -> one.incoming().aside().isPresent())
            .mapToLong(one -> one.incoming().aside().orElseThrow())
            .toArray();
    if (asides.length > 0) {
      int changed =
          bulk.run(
              "update usage_aside set state = 'RATED' where id = any(?) and state = 'QUEUED'",
              asides);
      if (changed != asides.length) {
        throw new IllegalStateException("records set aside were rated at the same time");
      }
    }
  }

  private static boolean isTaken(IllegalStateException failure) {
    return failure.getCause() instanceof SQLException sql
        && UNIQUE_VIOLATION.equals(sql.getSQLState());
  }

  private Pricing.Sorted withoutKnown(Pricing.Sorted sorted) {
    Set<String> known = new HashSet<>();
    database
        .run(
            """
            select r.source, r.external_id
            from unnest($1::text[], $2::text[]) as t (source, external_id)
            join usage_record r on r.external_id = t.external_id and r.source = t.source
              and r.revision = 0
            """,
            sorted.placed().stream().map(one -> one.incoming().source()).toArray(String[]::new),
            sorted.placed().stream()
                .map(one -> one.incoming().event().externalId())
                .toArray(String[]::new))
        .forEach(row -> known.add(row.getString(0) + "\n" + row.getString(1)));
    List<Pricing.Placed> placed = new ArrayList<>();
    List<Pricing.Aside> asides = new ArrayList<>(sorted.asides());
    for (Pricing.Placed one : sorted.placed()) {
      Incoming incoming = one.incoming();
      if (known.contains(incoming.source() + "\n" + incoming.event().externalId())) {
        asides.add(Pricing.duplicate(incoming));
      } else {
        placed.add(one);
      }
    }
    return new Pricing.Sorted(placed, asides);
  }
}
