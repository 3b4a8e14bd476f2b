package org.sbms.kit.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The calls of the API in small routers: a router tries its routes one after the other, and a node
 * has hundreds of them. Calls of one collection with equally long paths share a router.
 */
final class ApiRoutes {
  /** {@code /api/v1/}, after which the collection is named. */
  private static final int COLLECTION = 3;

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private record Group(String collection, int parts) {}

  private final Vertx vertx;
  private final Map<Group, Router> routers = new HashMap<>();

  ApiRoutes(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @param path as {@code openapi.yaml} writes it
   */
  Route add(HttpMethod method, String path) {
    return routers
        .computeIfAbsent(group(path), _ -> Router.router(vertx))
        .route(method, PARAMETER.matcher(path).replaceAll(":$1"));
  }

  void handle(RoutingContext context) {
    Router calls = routers.get(group(context.normalizedPath()));
    if (calls == null) {
      context.next();
    } else {
      calls.handleContext(context);
    }
  }

  private static Group group(String path) {
    String[] parts = path.split("/");
    return new Group(parts.length > COLLECTION ? parts[COLLECTION] : "", parts.length);
  }
}
