package org.sbms.kit.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells every instance of a branch that what it remembers of a dataset is older than a version. A
 * message may be lost: whoever caches also looks at the version in the database now and then.
 */
public interface Invalidations {

  /** A dataset has a newer version; called after the transaction that made it has committed. */
  void announce(String dataset, long version);

  /** The listener is called here too for what this instance announces. It must not block. */
  void listen(Listener listener);

  /** Hears of newer versions. */
  @FunctionalInterface
  interface Listener {
    void newer(String dataset, long version);
  }

  /** For a branch with one instance. */
  static Invalidations local() {
    List<Listener> listeners = new CopyOnWriteArrayList<>();
    return new Invalidations() {
      @Override
      public void announce(String dataset, long version) {
        listeners.forEach(listener -> listener.newer(dataset, version));
      }

      @Override
      public void listen(Listener listener) {
        listeners.add(listener);
      }
    };
  }
}
