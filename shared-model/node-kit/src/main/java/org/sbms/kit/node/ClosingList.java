package org.sbms.kit.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has opened. Closes the last first, and goes on when one of them fails. */
public final class ClosingList {
  private static final Logger log = LoggerFactory.getLogger(ClosingList.class);

  private final Deque<Opened> opened = new ArrayDeque<>();
  private boolean closed;

  private record Opened(String name, AutoCloseable thing) {}

  /** Remembers how to close it; after the end has begun, closes it at once. */
  public synchronized void add(String name, AutoCloseable thing) {
    if (closed) {
      close(new Opened(name, thing));
    } else {
      opened.push(new Opened(name, thing));
    }
  }

  /** The same for a thing that is then used. */
  public <T extends AutoCloseable> T adding(String name, T thing) {
    add(name, thing);
    return thing;
  }

  public synchronized void closeAll() {
    closed = true;
    while (!opened.isEmpty()) {
      close(opened.pop());
    }
  }

  private static void close(Opened opened) {
    try {
      log.debug("closing {}", opened.name);
      opened.thing.close();
    } catch (Exception failure) {
      log.warn("{} did not close: {}", opened.name, failure.toString());
    }
  }
}
