package org.sbms.kit.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

final class Downloads {
  private Downloads() {}

  static void yaml(RoutingContext context, String text) {
    context.response().putHeader("Content-Type", "application/yaml; charset=utf-8").end(text);
  }

  static void send(RoutingContext context, String fileName, String contentType, byte[] bytes) {
    String safe = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
    context
        .response()
        .putHeader("Content-Type", contentType)
        .putHeader("Content-Disposition", "attachment; filename=\"" + safe + "\"")
        .end(Buffer.buffer(bytes));
  }
}
