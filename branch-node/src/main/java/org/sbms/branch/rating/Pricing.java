package org.sbms.branch.rating;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prices a set of records that have been resolved, on the counters that they need. Pure. */
final class Pricing {
  /** A record with the place where it counts. */
  record Placed(Incoming incoming, Resolving.Resolved place) {}

  /** A record that is not priced, and why. */
  record Aside(Incoming incoming, Resolving.Problem problem) {}

  /** What becomes of each record before anything is counted. */
  record Sorted(List<Placed> placed, List<Aside> asides) {}

  record Rated(Incoming incoming, Counter counter, long counted, long amountMinor) {}

  private Pricing() {}

  /** The first of several records with one id is the record; the others are set aside. */
  static Sorted sort(
      List<Incoming> incoming, Resolving resolving, Resolving.Facts facts, Instant now) {
    List<Placed> placed = new ArrayList<>(incoming.size());
    List<Aside> asides = new ArrayList<>();
    Set<String> ids = HashSet.newHashSet(incoming.size());
    for (Incoming one : incoming) {
      switch (resolving.resolve(one.event(), facts, now)) {
        case Resolving.Problem problem -> asides.add(new Aside(one, problem));
        case Resolving.Resolved place -> {
          if (ids.add(one.source() + "\n" + one.event().externalId())) {
            placed.add(new Placed(one, place));
          } else {
            asides.add(duplicate(one));
          }
        }
      }
    }
    return new Sorted(placed, asides);
  }

  static Aside duplicate(Incoming incoming) {
    return new Aside(
        incoming,
        new Resolving.Problem(
            AsideReason.DUPLICATE, "record_id", "is here already, from " + incoming.source()));
  }

  /**
   * @param counters of every key among them
   */
  static List<Rated> price(List<Placed> placed, Map<CounterKey, Counter> counters) {
    List<Rated> rated = new ArrayList<>(placed.size());
    Map<CounterKey, Counter> known = new HashMap<>(counters);
    for (Placed one : placed) {
      Counter counter = known.get(one.place().key());
      if (counter == null) {
        throw new IllegalStateException("no counter for " + one.place().key());
      }
      long counted = one.place().counted();
      rated.add(new Rated(one.incoming(), counter, counted, counter.add(counted)));
    }
    return rated;
  }
}
