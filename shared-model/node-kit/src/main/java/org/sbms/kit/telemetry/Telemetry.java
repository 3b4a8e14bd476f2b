package org.sbms.kit.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;
import org.sbms.kit.config.NodeConfig;

/** The metrics and health of one node, handed to every feature that has some to add. */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HealthChecks health = new HealthChecks();
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  public static Telemetry of(NodeConfig node) {
    Telemetry telemetry = new Telemetry();
    telemetry.registry.config().commonTags("node", node.id().value(), "instance", node.instance());
    telemetry.bindProcess();
    return telemetry;
  }

  private Telemetry() {}

  private void bindProcess() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  /** A Vert.x that traces every request and measures its pools and clients here. */
  public VertxBuilder vertx() {
    MicrometerMetricsOptions options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME, Label.HTTP_CODE, Label.REMOTE))
            .setDisabledMetricsCategories(
                Set.of(
                    MetricsDomain.HTTP_SERVER.toCategory(),
                    MetricsDomain.EVENT_BUS.toCategory(),
                    MetricsDomain.DATAGRAM_SOCKET.toCategory(),
                    MetricsDomain.VERTICLES.toCategory()));
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(options))
        .withMetrics(new MicrometerMetricsFactory(registry))
        .withTracer(Tracing.ofVertx());
  }

  /** Where features add their own: names {@code sbms.<subject>.<what>}, units in the meter. */
  public MeterRegistry metrics() {
    return registry;
  }

  public HealthChecks health() {
    return health;
  }

  /** All metrics in Prometheus's text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
