package org.sbms.deploy.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** One direction of a connection: bytes keep their order, whatever holds them up. */
final class Pipe {
  private final Vertx vertx;
  private final NetSocket end;
  private final Queue<Buffer> underway = new ArrayDeque<>();
  private final List<Buffer> held = new ArrayList<>();
  private long lastDueMs;

  Pipe(Vertx vertx, NetSocket end) {
    this.vertx = vertx;
    this.end = end;
  }

  void send(Buffer chunk, long delayMs) {
    long now = System.nanoTime() / 1_000_000;
    lastDueMs = Math.max(lastDueMs, now + delayMs);
    if (lastDueMs <= now && underway.isEmpty()) {
      end.write(chunk);
      return;
    }
    underway.add(chunk);
    vertx.setTimer(Math.max(1, lastDueMs - now), _ -> deliverNext());
  }

  private void deliverNext() {
    Buffer next = underway.poll();
    if (next != null) {
      end.write(next);
    }
  }

  void hold(Buffer chunk) {
    held.add(chunk);
  }

  void release() {
    held.forEach(chunk -> send(chunk, 0));
    held.clear();
  }
}
