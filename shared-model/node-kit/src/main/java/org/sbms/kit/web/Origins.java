package org.sbms.kit.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a request comes from, as far as a browser says. */
final class Origins {
  private Origins() {}

  /** A browser names the origin of every form it sends; it must be this very server. */
  static boolean isOurs(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = request.getHeader("Origin");
    HostAndPort self = request.authority();
    return origin == null ? site != null : self != null && origin.equals("https://" + self);
  }

  /** The login page, which leads back to where the visitor wanted to go. */
  static String loginPath(HttpServerRequest request) {
    boolean canReturn = request.method().equals(HttpMethod.GET) && !request.uri().equals("/");
    return canReturn
        ? "/login?to=" + URLEncoder.encode(request.uri(), StandardCharsets.UTF_8)
        : "/login";
  }
}
