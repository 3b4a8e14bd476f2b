package org.sbms.kit.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at level debug how long each span took. It also is why there are spans at all: the SDK
 * makes none while nobody looks at them.
 */
final class SpanLog implements SpanProcessor {
  private static final Logger log = LoggerFactory.getLogger(SpanLog.class);

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (log.isDebugEnabled()) {
      log.debug(
          "{} {} of trace {} took {} ms",
          span.getKind(),
          span.getName(),
          span.getSpanContext().getTraceId(),
          span.getLatencyNanos() / 1_000_000);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
