package org.sbms.kit.telemetry;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbms.kit.json.Json;
import org.sbms.kit.telemetry.HealthChecks.Finding;

/** {@code /health/live}, {@code /health/ready}, {@code /metrics}, and the timing of all others. */
public final class TelemetryRoutes {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Where a router within a router leaves the pattern of its route. */
  public static final String PATTERN = "sbms.route-pattern";

  private TelemetryRoutes() {}

  /** Goes before every other route of the router. */
  public static void mount(Router router, Telemetry telemetry) {
    router.route().handler(timing(telemetry));
    router.get("/health/live").handler(TelemetryRoutes::live);
    router.get("/health/ready").handler(context -> ready(context, telemetry));
    router.get("/metrics").handler(context -> metrics(context, telemetry));
  }

  private static void live(RoutingContext context) {
    context.response().putHeader("content-type", JSON).end("{\"status\":\"UP\"}");
  }

  private static void ready(RoutingContext context, Telemetry telemetry) {
    telemetry
        .health()
        .ask()
        .onSuccess(findings -> answer(context, findings))
        .onFailure(context::fail);
  }

  private static void answer(RoutingContext context, List<Finding> findings) {
    boolean ready = HealthChecks.ready(findings);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", ready ? "UP" : "DOWN");
    body.put("checks", findings.stream().map(TelemetryRoutes::line).toList());
    context
        .response()
        .setStatusCode(ready ? 200 : 503)
        .putHeader("content-type", JSON)
        .putHeader("cache-control", "no-store")
        .end(Json.write(body));
  }

  private static Map<String, Object> line(Finding finding) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", finding.name());
    line.put("status", finding.health().up() ? "UP" : "DOWN");
    line.put("required", finding.required());
    if (!finding.health().detail().isEmpty()) {
      line.put("detail", finding.health().detail());
    }
    return line;
  }

  private static void metrics(RoutingContext context, Telemetry telemetry) {
    context.response().putHeader("content-type", PROMETHEUS).end(telemetry.scrape());
  }

  private static Handler<RoutingContext> timing(Telemetry telemetry) {
    return context -> {
      Timer.Sample sample = Timer.start(telemetry.metrics());
      context.addEndHandler(_ -> {
        Timer timer =
            telemetry
                .metrics()
                .timer(
                    "http.server.requests",
                    "method",
                    method(context),
                    "route",
                    route(context),
                    "status",
                    String.valueOf(context.response().getStatusCode()));
        sample.stop(timer);
      });
      context.next();
    };
  }

  /** An unusual method is one more series for anybody who likes to invent them. */
  private static String method(RoutingContext context) {
    String name = context.request().method().name();
    return switch (name) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> name;
      default -> "OTHER";
    };
  }

  /** The pattern, never the path, which would make a series of every account. */
  private static String route(RoutingContext context) {
    if (context.get(PATTERN) instanceof String pattern) {
      return pattern;
    }
    Route route = context.currentRoute();
    if (route == null || context.response().getStatusCode() == 404) {
      return "none";
    }
    String name = route.getName();
    if (name != null) {
      return name;
    }
    String path = route.getPath();
    return path == null ? "none" : path;
  }
}
