package org.sbms.kit.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.sbms.kit.config.LogConfig;
import org.sbms.kit.config.NodeConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log of a node: one line an event, with the trace id, to standard output. */
public final class Logs {
  /** A line break in a message would let a caller forge the line after it. */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level NODE %trace %logger{28}"
          + " - %replace(%msg){'[\\r\\n]+', ' | '}%n";

  private Logs() {}

  /** Replaces whatever was configured before. */
  public static void configure(LogConfig config, NodeConfig node) {
    System.setProperty("hazelcast.logging.type", "slf4j");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(config, node, context));
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(ch.qos.logback.classic.Level.WARN);
    // Vert.x registers a gauge of its HTTP clients once a connection; the first one does.
    context
        .getLogger("io.micrometer.core.instrument.MeterRegistry")
        .setLevel(ch.qos.logback.classic.Level.ERROR);
    // Features number their migrations by day; two of one day may land in either order.
    context
        .getLogger("org.flywaydb.core.internal.command.DbMigrate")
        .setLevel(ch.qos.logback.classic.Level.ERROR);
    context.getLogger("org.sbms").setLevel(level(config.level()));
  }

  private static Encoder<ILoggingEvent> encoder(
      LogConfig config, NodeConfig node, LoggerContext context) {
    Encoder<ILoggingEvent> encoder =
        switch (config.format()) {
          case TEXT -> text(node, context);
          case JSON -> new JsonLogEncoder(node);
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(NodeConfig node, LoggerContext context) {
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put("trace", TraceConverter::new);
    layout.setPattern(TEXT.replace("NODE", node.id().value()));
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(layout);
    return encoder;
  }

  private static ch.qos.logback.classic.Level level(LogConfig.Level level) {
    return switch (level) {
      case ERROR -> ch.qos.logback.classic.Level.ERROR;
      case WARN -> ch.qos.logback.classic.Level.WARN;
      case INFO -> ch.qos.logback.classic.Level.INFO;
      case DEBUG -> ch.qos.logback.classic.Level.DEBUG;
    };
  }
}
