package org.sbms.branch.reference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.kit.db.Database;

/**
 * Datasets in memory, in the shape that their readers want, each carrying the version it is of.
 * What was read stays until the version moves on: told so by whoever applied it, here or at another
 * instance of this branch, and looked up in the database now and then in case nobody told.
 */
public final class ReferenceCache {
  /** A version is noticed after this long without being told; costs a read of one row. */
  private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

  /** A cache that nobody asked for so long looks before it answers. */
  private static final Duration TRUST_FOR = Duration.ofSeconds(5);

  private final Database database;
  private final LongSupplier nanoTime;
  private final AtomicLong version = new AtomicLong(-1);
  private final AtomicLong lookedAt;

  public ReferenceCache(Database database) {
    this(database, System::nanoTime);
  }

  ReferenceCache(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong() - TRUST_FOR.toNanos() - 1);
  }

  /** Reads a dataset into the shape of the reader, each time that it changed. */
  public <T> View<T> view(DatasetSpec spec, Function<List<DatasetRow>, T> shape) {
    return streamed(spec, () -> new Collected<>(shape));
  }

  /** The same for a dataset that may be large: its rows come one by one, in the order of keys. */
  public <T> View<T> streamed(DatasetSpec spec, Supplier<Shape<T>> shapes) {
    return new View<>(spec.name(), shapes);
  }

  /** What a reader makes of rows. */
  public interface Shape<T> {
    void add(DatasetRow row);

    T done();
  }

  private static final class Collected<T> implements Shape<T> {
    private final List<DatasetRow> rows = new ArrayList<>();
    private final Function<List<DatasetRow>, T> shape;

    Collected(Function<List<DatasetRow>, T> shape) {
      this.shape = shape;
    }

    @Override
    public void add(DatasetRow row) {
      rows.add(row);
    }

    @Override
    public T done() {
      return shape.apply(rows);
    }
  }

  /** The version in force here as far as is known, 0 before the first. Does not wait. */
  public long version() {
    if (isOlderThan(LOOK_AFTER)) {
      refresh();
    }
    return Math.max(0, version.get());
  }

  /** Looks which version is in force, because somebody said that it changed. Does not wait. */
  public void refresh() {
    lookedAt.set(nanoTime.getAsLong());
    database
        .send("select version from reference_state")
        .onSuccess(rows -> isNow(rows.iterator().next().getLong(0)));
  }

  /** Somebody applied this version. Late news never take a newer version back. Does not wait. */
  void isNow(long seen) {
    version.accumulateAndGet(seen, Math::max);
  }

  private boolean isOlderThan(Duration age) {
    return nanoTime.getAsLong() - lookedAt.get() > age.toNanos();
  }

  private void look() {
    isNow(ReferenceCopy.version(database));
    lookedAt.set(nanoTime.getAsLong());
  }

  /** One dataset in one shape. */
  public final class View<T> {
    private final String dataset;
    private final Supplier<Shape<T>> shapes;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded<T> loaded;

    private View(String dataset, Supplier<Shape<T>> shapes) {
      this.dataset = dataset;
      this.shapes = shapes;
    }

    /** As of the version in force. Waits for the database when that has just changed. */
    public T get() {
      if (isOlderThan(TRUST_FOR)) {
        look();
      }
      long wanted = version();
      Loaded<T> known = loaded;
      return known != null && known.version >= wanted ? known.value : load(wanted);
    }

    private T load(long wanted) {
      loading.lock();
      try {
        Loaded<T> known = loaded;
        if (known != null && known.version >= wanted) {
          return known.value;
        }
        if (known != null) {
          ReferenceCopy.Changed changed = ReferenceCopy.changed(database, dataset);
          if (changed.datasetVersion() <= known.version) {
            loaded = new Loaded<>(changed.version(), known.value);
            isNow(changed.version());
            return known.value;
          }
        }
        ReferenceCopy.Snapshot<T> snapshot = ReferenceCopy.snapshot(database, dataset, shapes);
        Loaded<T> fresh = new Loaded<>(snapshot.version(), snapshot.value());
        loaded = fresh;
        isNow(fresh.version);
        return fresh.value;
      } finally {
        loading.unlock();
      }
    }
  }

  private record Loaded<T>(long version, T value) {}
}
