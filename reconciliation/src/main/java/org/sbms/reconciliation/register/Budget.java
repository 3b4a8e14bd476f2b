package org.sbms.reconciliation.register;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory may hold rows. Pages that are given back are used again, so that nothing waits
 * for a garbage collector.
 */
final class Budget {
  private final int pageBytes;
  private final AtomicLong left;
  private final ConcurrentLinkedQueue<Page> free = new ConcurrentLinkedQueue<>();

  Budget(long bytes, int pageBytes) {
    this.pageBytes = pageBytes;
    this.left = new AtomicLong(bytes);
  }

  int pageBytes() {
    return pageBytes;
  }

  /** Takes that much, or nothing and says so. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  /** A page for the moment, or for good once {@link #take} said yes. */
  Page page() {
    Page used = free.poll();
    return used == null ? new Page(pageBytes) : used;
  }

  /** Pages of another size, which came from elsewhere, are nobody's any more. */
  void recycle(Page page) {
    if (page.size() == pageBytes) {
      page.clear();
      free.add(page);
    }
  }
}
