package org.sbms.kit.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenTelemetry's context with the Vert.x request where there is one, else with the thread. A
 * request of Vert.x hops between threads, one for each of its events, so a thread-local alone would
 * lose the trace at the first asynchronous body or timer.
 */
public final class TraceContextStorage implements ContextStorageProvider, VertxServiceProvider {
  static final ContextLocal<Context> OF_REQUEST =
      ContextLocal.registerLocal(Context.class, context -> context);

  /** Vert.x counts the locals when it starts; loading this class before that is all it takes. */
  @Override
  public void init(VertxBootstrap bootstrap) {}

  @Override
  public ContextStorage get() {
    return new Storage(ContextStorage.defaultStorage());
  }

  private record Storage(ContextStorage ofThread) implements ContextStorage {
    @Override
    public Scope attach(Context context) {
      ContextInternal request = ContextInternal.current();
      if (request == null || !request.isDuplicate()) {
        return ofThread.attach(context);
      }
      Context before = request.getLocal(OF_REQUEST, AccessMode.CONCURRENT);
      request.putLocal(OF_REQUEST, AccessMode.CONCURRENT, context);
      return () -> put(request, before);
    }

    @Override
    public @Nullable Context current() {
      Context thread = ofThread.current();
      if (thread != null) {
        return thread;
      }
      ContextInternal request = ContextInternal.current();
      return request == null ? null : request.getLocal(OF_REQUEST, AccessMode.CONCURRENT);
    }

    private static void put(ContextInternal request, @Nullable Context context) {
      if (context == null) {
        request.removeLocal(OF_REQUEST, AccessMode.CONCURRENT);
      } else {
        request.putLocal(OF_REQUEST, AccessMode.CONCURRENT, context);
      }
    }
  }
}
