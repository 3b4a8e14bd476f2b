package org.sbms.kit.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A body that may be large, such as a CSV file, goes to a temporary file as it comes, so that it
 * needs no more memory than a small one. The file goes when the answer is out.
 */
final class BodyFile {
  private static final String KEY = "sbms.body-file";

  private final RoutingContext context;
  private final long limit;
  private long received;
  private boolean isRefused;

  private BodyFile(RoutingContext context, long limit) {
    this.context = context;
    this.limit = limit;
  }

  static Optional<Path> of(RoutingContext context) {
    return Optional.ofNullable(context.<String>get(KEY)).map(Path::of);
  }

  /** Goes on with the next handler once the whole body is here. The request is paused. */
  static void receive(RoutingContext context, long limit) {
    new BodyFile(context, limit).receive();
  }

  private void receive() {
    var files = context.vertx().fileSystem();
    files
        .createTempFile("sbms-body-", ".tmp")
        .compose(path -> {
          context.put(KEY, path);
          context.addEndHandler(_ -> files.delete(path));
          return files.open(path, new OpenOptions().setWrite(true).setTruncateExisting(true));
        })
        .onSuccess(this::fill)
        .onFailure(context::fail);
  }

  private void fill(AsyncFile file) {
    HttpServerRequest request = context.request();
    request.exceptionHandler(_ -> file.close());
    request.handler(chunk -> write(request, file, chunk));
    request.endHandler(_ -> {
      if (!isRefused) {
        file.close().onSuccess(_ -> context.next()).onFailure(context::fail);
      }
    });
    request.resume();
  }

  private void write(HttpServerRequest request, AsyncFile file, Buffer chunk) {
    if (isRefused) {
      return;
    }
    received += chunk.length();
    if (received > limit) {
      isRefused = true;
      file.close();
      context.fail(413);
      return;
    }
    file.write(chunk).onFailure(context::fail);
    if (file.writeQueueFull()) {
      request.pause();
      file.drainHandler(_ -> request.resume());
    }
  }
}
