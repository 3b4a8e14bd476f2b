package org.sbms.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trace ids (W3C Trace Context). A node that is built with {@link #ofVertx()} takes the {@code
 * traceparent} of every request that it serves and sends one with every request that it makes, so
 * that what one click caused at three nodes is found under one id in their logs.
 */
public final class Tracing {
  private static final Tracer TRACER =
      SdkTracerProvider.builder().addSpanProcessor(new SpanLog()).build().get("org.sbms");

  private Tracing() {}

  /** For the one place that builds a node's Vert.x. */
  public static VertxTracerFactory ofVertx() {
    return _ -> new RequestTracer(TRACER);
  }

  /** 32 hexadecimal digits; empty outside a request or a job. */
  public static Optional<String> traceId() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? Optional.of(span.getTraceId()) : Optional.empty();
  }

  /** Runs a job of the node's own, such as a pass of the outbox, under a trace id of its own. */
  public static <T> T traced(String name, Supplier<T> work) {
    Span span = TRACER.spanBuilder(name).startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.get();
    } finally {
      span.end();
    }
  }

  /** Carries the trace of now into work that another thread will run. */
  public static Runnable carried(Runnable work) {
    return Context.current().wrap(work);
  }
}
