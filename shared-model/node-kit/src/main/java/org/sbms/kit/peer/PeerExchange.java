package org.sbms.kit.peer;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** One request and its answer, given from whatever thread; the answer is written on its own. */
final class PeerExchange {
  private final HttpServerRequest request;
  private final Context context;
  private boolean answered;
  private @Nullable Runnable whenOver;

  PeerExchange(HttpServerRequest request) {
    this.request = request;
    this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
  }

  MultiMap headers() {
    return request.headers();
  }

  String address() {
    return String.valueOf(request.remoteAddress());
  }

  /** Runs once: when the answer is written, or when the connection broke before. */
  void whenOver(Runnable action) {
    whenOver = action;
    request.response().closeHandler(_ -> over());
    request.response().exceptionHandler(_ -> over());
    request.exceptionHandler(_ -> over());
  }

  /** Hands over the whole body; a larger one is refused, as soon as it shows. */
  void readBody(int maxBytes, Consumer<Buffer> then) {
    if (declaredLength() > maxBytes) {
      refuseAndClose(tooLarge(maxBytes));
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (answered) {
        return;
      }
      if (body.length() + chunk.length() > maxBytes) {
        refuseAndClose(tooLarge(maxBytes));
        return;
      }
      body.appendBuffer(chunk);
    });
    request.endHandler(_ -> {
      if (!answered) {
        then.accept(body);
      }
    });
  }

  void answer(byte[] json) {
    end(200, "application/json", json, false);
  }

  void refuse(Refusal refusal) {
    end(refusal, false);
  }

  /** For a peer that this connection should not serve any longer. */
  void refuseAndClose(Refusal refusal) {
    end(refusal, true);
  }

  void refuseBusy(String retryAfterSeconds) {
    request.response().putHeader(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
    refuse(Refusal.of(RefusalCode.BUSY, "Too many requests of this node; ask later."));
  }

  private void end(Refusal refusal, boolean close) {
    int status = refusal.code().category().httpStatus();
    end(status, Problem.MEDIA_TYPE, PeerEndpoint.problem(refusal), close);
  }

  private void end(int status, String mediaType, byte[] body, boolean close) {
    if (Vertx.currentContext() == context) {
      write(status, mediaType, body, close);
      return;
    }
    try {
      context.runOnContext(_ -> write(status, mediaType, body, close));
    } catch (RejectedExecutionException stopped) {
      // This node has stopped while the call ran: nobody is left to be answered.
      over();
    }
  }

  private void write(int status, String mediaType, byte[] body, boolean close) {
    HttpServerResponse response = request.response();
    if (answered || response.closed()) {
      over();
      return;
    }
    answered = true;
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .end(Buffer.buffer(body))
        .onComplete(_ -> {
          over();
          if (close) {
            request.connection().shutdown();
          }
        });
  }

  private void over() {
    Runnable action = whenOver;
    whenOver = null;
    if (action != null) {
      action.run();
    }
  }

  private long declaredLength() {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  private static Refusal tooLarge(int maxBytes) {
    return Refusal.of(RefusalCode.TOO_LARGE, "A request may have " + maxBytes + " bytes at most.");
  }
}
