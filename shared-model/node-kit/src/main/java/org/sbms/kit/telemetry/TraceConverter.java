package org.sbms.kit.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %trace}: the trace id, or a dash. */
final class TraceConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return Tracing.traceId().orElse("-");
  }
}
