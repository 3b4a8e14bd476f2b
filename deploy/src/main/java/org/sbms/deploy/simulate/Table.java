package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Rows by key, in the order of the keys; what a transaction writes is undone with it. */
final class Table<K extends Comparable<? super K>, V> {
  private final NavigableMap<K, V> rows = new TreeMap<>();

  Optional<V> find(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  Collection<V> values() {
    return rows.values();
  }

  int size() {
    return rows.size();
  }

  void put(MemoryTx tx, K key, V value) {
    V before = rows.put(key, value);
    tx.undoBy(() -> {
      if (before == null) {
        rows.remove(key);
      } else {
        rows.put(key, before);
      }
    });
  }

  void remove(MemoryTx tx, K key) {
    V before = rows.remove(key);
    if (before != null) {
      tx.undoBy(() -> rows.put(key, before));
    }
  }
}
