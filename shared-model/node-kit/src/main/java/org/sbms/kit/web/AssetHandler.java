package org.sbms.kit.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Sends assets, to be kept for a year: another content has another address. */
record AssetHandler(Assets assets) implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    String path = context.normalizedPath();
    int afterHash = path.indexOf('/', "/assets/".length());
    Optional<Assets.Asset> found = assets.find(path.substring(afterHash + 1));
    if (found.isEmpty()) {
      context.fail(404);
      return;
    }
    Assets.Asset asset = found.get();
    HttpServerResponse response = context.response();
    response.putHeader("Content-Type", asset.contentType());
    response.putHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.putHeader("Vary", "Accept-Encoding");
    String accepted = context.request().getHeader("Accept-Encoding");
    if (asset.gzipped().length > 0 && accepted != null && accepted.contains("gzip")) {
      response.putHeader("Content-Encoding", "gzip");
      response.end(Buffer.buffer(asset.gzipped()));
    } else {
      response.end(Buffer.buffer(asset.plain()));
    }
  }
}
