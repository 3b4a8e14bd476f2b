package org.sbms.kit.peer;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** W3C {@code traceparent} in and out of HTTP headers. */
final class TraceHeaders {
  static final TextMapSetter<MultiMap> WRITE =
      (headers, key, value) -> {
        if (headers != null) {
          headers.set(key, value);
        }
      };

  static final TextMapGetter<MultiMap> READ =
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

  private TraceHeaders() {}
}
