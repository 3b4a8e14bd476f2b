package org.sbms.deploy.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.random.RandomGenerator;

/**
 * One TCP connection through a relay. What it carries is TLS, so it deals in bytes: a connection
 * that lost some can only break.
 */
final class RelayedConnection {
  /**
   * So much a caller sends before its first request is complete: until then replies are part of the
   * handshake.
   */
  private static final int HANDSHAKE_BYTES = 5_000;

  private static final long CUT_AFTER_MS = 150;
  private static final int MAX_DELAY_MS = 900;
  private static final int JITTER_MS = 60;

  private final Vertx vertx;
  private final Road road;
  private final NetSocket caller;
  private final NetSocket called;
  private final Pipe requests;
  private final Pipe replies;
  private final RandomGenerator random;
  private final long slownessMs;
  private long requestBytes;
  private boolean lostSome;

  RelayedConnection(
      Vertx vertx, Road road, NetSocket caller, NetSocket called, RandomGenerator random) {
    this.vertx = vertx;
    this.road = road;
    this.caller = caller;
    this.called = called;
    this.requests = new Pipe(vertx, called);
    this.replies = new Pipe(vertx, caller);
    this.random = random;
    this.slownessMs = random.nextInt(MAX_DELAY_MS);
  }

  void open() {
    road.add(this);
    caller.handler(this::requestArrives);
    called.handler(this::replyArrives);
    caller.closeHandler(_ -> closed());
    called.closeHandler(_ -> closed());
    caller.exceptionHandler(_ -> closed());
    called.exceptionHandler(_ -> closed());
    caller.resume();
  }

  private void requestArrives(Buffer chunk) {
    requestBytes += chunk.length();
    switch (road.weather()) {
      case CLEAR, REPLIES_LOST, REPLIES_CUT -> requests.send(chunk, 0);
      case CUT_OFF -> requests.hold(chunk);
      case REQUESTS_LOST -> lostSome = true;
      case RESET -> breakOff();
      case ROUGH -> requests.send(chunk, delayMs());
    }
  }

  private void replyArrives(Buffer chunk) {
    switch (road.weather()) {
      case CLEAR, REQUESTS_LOST -> replies.send(chunk, 0);
      case CUT_OFF -> replies.hold(chunk);
      case REPLIES_LOST -> lostSome = true;
      case REPLIES_CUT -> cut(chunk);
      case RESET -> breakOff();
      case ROUGH -> replies.send(chunk, delayMs());
    }
  }

  private void cut(Buffer chunk) {
    if (requestBytes < HANDSHAKE_BYTES) {
      replies.send(chunk, 0);
      return;
    }
    if (!lostSome) {
      lostSome = true;
      vertx.setTimer(CUT_AFTER_MS, _ -> breakOff());
    }
  }

  private long delayMs() {
    return slownessMs + random.nextInt(JITTER_MS);
  }

  void weatherChanged() {
    if (lostSome || road.weather() == Weather.RESET) {
      breakOff();
    } else if (road.weather() != Weather.CUT_OFF) {
      requests.release();
      replies.release();
    }
  }

  /** Closing with no time to linger sends a reset. */
  private void breakOff() {
    caller.close();
    called.close();
    closed();
  }

  private void closed() {
    road.remove(this);
    caller.close();
    called.close();
  }
}
