package org.sbms.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Context;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A span for every HTTP request that Vert.x serves or makes. SQL makes none: it goes nowhere. */
final class RequestTracer implements VertxTracer<@Nullable Span, @Nullable Span> {
  private static final W3CTraceContextPropagator WIRE = W3CTraceContextPropagator.getInstance();

  private final Tracer tracer;

  RequestTracer(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public <R> @Nullable Span receiveRequest(
      Context context,
      io.vertx.core.spi.tracing.SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      Iterable<Map.Entry<String, String>> headers,
      TagExtractor<R> tags) {
    if (!(request instanceof HttpRequest)) {
      return null;
    }
    var caller =
        WIRE.extract(io.opentelemetry.context.Context.root(), headers, HeaderGetter.INSTANCE);
    Span span =
        tracer.spanBuilder(operation).setParent(caller).setSpanKind(SpanKind.SERVER).startSpan();
    context.putLocal(TraceContextStorage.OF_REQUEST, AccessMode.CONCURRENT, caller.with(span));
    return span;
  }

  @Override
  public <R> void sendResponse(
      Context context,
      @Nullable R response,
      @Nullable Span span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    end(span, failure);
  }

  @Override
  public <R> @Nullable Span sendRequest(
      Context context,
      io.vertx.core.spi.tracing.SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    if (!(request instanceof HttpRequest)) {
      return null;
    }
    var current = current(context);
    Span span =
        tracer.spanBuilder(operation).setParent(current).setSpanKind(SpanKind.CLIENT).startSpan();
    WIRE.inject(
        current.with(span),
        headers,
        (carrier, key, value) -> {
          if (carrier != null) {
            carrier.accept(key, value);
          }
        });
    return span;
  }

  @Override
  public <R> void receiveResponse(
      Context context,
      @Nullable R response,
      @Nullable Span span,
      @Nullable Throwable failure,
      TagExtractor<R> tags) {
    end(span, failure);
  }

  private static io.opentelemetry.context.Context current(Context context) {
    var ofRequest = context.getLocal(TraceContextStorage.OF_REQUEST, AccessMode.CONCURRENT);
    return ofRequest == null ? io.opentelemetry.context.Context.current() : ofRequest;
  }

  private static void end(@Nullable Span span, @Nullable Throwable failure) {
    if (span == null) {
      return;
    }
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum HeaderGetter implements TextMapGetter<Iterable<Map.Entry<String, String>>> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Iterable<Map.Entry<String, String>> headers) {
      return () -> {
        var iterator = headers.iterator();
        return new java.util.Iterator<>() {
          @Override
          public boolean hasNext() {
            return iterator.hasNext();
          }

          @Override
          public String next() {
            return iterator.next().getKey();
          }
        };
      };
    }

    @Override
    public @Nullable String get(@Nullable Iterable<Map.Entry<String, String>> headers, String key) {
      if (headers == null) {
        return null;
      }
      for (Map.Entry<String, String> header : headers) {
        if (header.getKey().equalsIgnoreCase(key)) {
          return header.getValue();
        }
      }
      return null;
    }
  }
}
