package org.sbms.kit.peer;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** W3C {@code traceparent} in and out of HTTP headers. */
final class TraceHeaders {
  private static final TextMapSetter<MultiMap> WRITE =
      (headers, key, value) -> {
        if (headers != null) {
          headers.set(key, value);
        }
      };

  private static final TextMapGetter<MultiMap> READ =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
          return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String key) {
          return headers == null ? null : headers.get(key);
        }
      };

  private static final String PARENT = "traceparent";

  private TraceHeaders() {}

  /** Of what is at work now; null outside a request. */
  static @Nullable String current() {
    MultiMap headers = HttpHeaders.headers();
    write(headers);
    return headers.get(PARENT);
  }

  static void write(MultiMap headers) {
    W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, WRITE);
  }

  static Context read(MultiMap headers) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, READ);
  }

  static Context read(String traceparent) {
    return read(HttpHeaders.headers().set(PARENT, traceparent));
  }
}
