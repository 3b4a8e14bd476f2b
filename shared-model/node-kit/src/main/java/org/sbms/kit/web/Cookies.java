package org.sbms.kit.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.text.Language;

/** The three cookies: session, language, and a notice on its way to the next page. */
record Cookies(Site site, Duration maxSessionAge) {
  private static final String SESSION = "session";
  private static final String LANGUAGE = "language";
  private static final String TOAST = "toast";
  private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();
  private static final int MAX_TOKEN_LENGTH = 100;

  Optional<String> session(RoutingContext context) {
    return read(context, SESSION).filter(token -> token.length() <= MAX_TOKEN_LENGTH);
  }

  void setSession(RoutingContext context, Optional<String> token) {
    if (token.isPresent()) {
      set(context, SESSION, token.get(), maxSessionAge.toSeconds());
    } else {
      remove(context, SESSION);
    }
  }

  Optional<Language> language(RoutingContext context) {
    return read(context, LANGUAGE).flatMap(Language::of);
  }

  void setLanguage(RoutingContext context, String code) {
    set(context, LANGUAGE, code, YEAR_SECONDS);
  }

  void setToast(RoutingContext context, Toast toast) {
    String text = toast.text().substring(0, Math.min(toast.text().length(), Toast.MAX_LENGTH));
    byte[] json = Json.writeBytes(new Toast(toast.colour(), text));
    set(context, TOAST, Base64.getUrlEncoder().withoutPadding().encodeToString(json), 60);
  }

  /** A notice is shown once; what is no notice of ours is passed over. */
  Optional<Toast> takeToast(RoutingContext context) {
    Optional<String> value = read(context, TOAST);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    remove(context, TOAST);
    try {
      byte[] json = Base64.getUrlDecoder().decode(value.get().getBytes(StandardCharsets.US_ASCII));
      return Optional.of(Json.read(json, Toast.class));
    } catch (IllegalArgumentException | BadJsonException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<String> read(RoutingContext context, String what) {
    return Optional.ofNullable(context.request().getCookie(site.cookie(what)))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  private void set(RoutingContext context, String what, String value, long maxAgeSeconds) {
    context
        .response()
        .addCookie(
            Cookie.cookie(site.cookie(what), value)
                .setPath("/")
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(maxAgeSeconds));
  }

  private void remove(RoutingContext context, String what) {
    set(context, what, "", 0);
  }
}
