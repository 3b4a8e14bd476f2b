package org.sbms.branch.rating;

import java.util.Optional;

/**
 * A counter while a set of records is priced: what the database says, and what has come on it
 * since. The amount is the meter's total of what was used at any time.
 */
final class Counter {
  private final CounterKey key;
  private final String product;
  private final Meter meter;
  private final Stored stored;
  private Optional<Long> id;
  private long used;
  private long records;
  private long amountMinor;
  private long claimed;

  /** As it stands in the database. */
  record Stored(long used, long records, long amountMinor, long claimed, long reservedMinor) {
    static final Stored NOTHING = new Stored(0, 0, 0, 0, 0);
  }

  Counter(CounterKey key, String product, Meter meter, Optional<Long> id, Stored stored) {
    this.key = key;
    this.product = product;
    this.meter = meter;
    this.id = id;
    this.stored = stored;
    this.used = stored.used;
    this.records = stored.records;
    this.amountMinor = stored.amountMinor;
    this.claimed = stored.claimed;
  }

  /** One more record: what it costs. */
  long add(long counted) {
    records++;
    return use(counted);
  }

  /** Units without a record yet, of a reservation that is open: what they cost. */
  long use(long counted) {
    return moveTo(Math.addExact(used, counted));
  }

  /** A record that is taken out: by how much all others change together; mostly negative. */
  long remove(long counted) {
    records--;
    return moveTo(used - counted);
  }

  private long moveTo(long total) {
    if (total < 0) {
      throw new IllegalStateException(key + " would count " + total);
    }
    long after = meter.totalMinor(total);
    long delta = after - amountMinor;
    used = total;
    amountMinor = after;
    return delta;
  }

  void claim(long counted) {
    claimed = Math.addExact(claimed, counted);
    if (claimed < 0) {
      throw new IllegalStateException(key + " would claim " + claimed);
    }
  }

  /** A reservation that is over has become a record. */
  void countRecord() {
    records++;
  }

  void id(long given) {
    id = Optional.of(given);
  }

  boolean isNew() {
    return id.isEmpty();
  }

  long id() {
    return id.orElseThrow();
  }

  CounterKey key() {
    return key;
  }

  String product() {
    return product;
  }

  Meter meter() {
    return meter;
  }

  Stored stored() {
    return stored;
  }

  long used() {
    return used;
  }

  long records() {
    return records;
  }

  long amountMinor() {
    return amountMinor;
  }

  long claimed() {
    return claimed;
  }

  /** The most that open reservations can cost yet. */
  long reservedMinor() {
    return claimed == 0 ? 0 : meter.mostMinor(used, claimed);
  }
}
