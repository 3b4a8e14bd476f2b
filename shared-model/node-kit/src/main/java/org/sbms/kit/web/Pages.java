package org.sbms.kit.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pages: who asks, may they, is the form theirs, then the handler, then its answer. */
final class Pages {
  private static final Logger log = LoggerFactory.getLogger(Pages.class);
  private static final String VISITOR = "sbms.visitor";
  private static final String CSRF_FIELD = "_csrf";
  private static final String CSRF_HEADER = "X-CSRF-Token";

  private final Site site;
  private final Web web;
  private final Authenticator authenticator;
  private final WebServer.Parts parts;
  private final Messages messages;
  private final Assets assets;
  private final Cookies cookies;
  private final WebConfig config;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  Pages(WebServer.Parts parts, WebConfig config, Messages messages, Assets assets) {
    this.site = parts.site();
    this.web = parts.web();
    this.authenticator = parts.authenticator();
    this.parts = parts;
    this.messages = messages;
    this.assets = assets;
    this.config = config;
    this.cookies = new Cookies(site, config.maxSessionAge());
  }

  void addTo(Router router) {
    BodyHandler form = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
    BodyHandler upload =
        BodyHandler.create(System.getProperty("java.io.tmpdir") + "/sbms-uploads")
            .setBodyLimit(config.maxUploadBytes())
            .setDeleteUploadedFilesOnEnd(true);
    for (Web.PageRoute page : web.pages()) {
      var route = router.route(page.method(), page.path());
      route.handler(context -> door(context, page));
      if (page.method().equals(HttpMethod.POST)) {
        route.handler(context -> (isUpload(context) ? upload : form).handle(context));
      }
      route.handler(context -> serve(context, page));
    }
  }

  /** Who stands there, before a byte of the body is read. */
  private void door(RoutingContext context, Web.PageRoute page) {
    context.request().pause();
    Optional<Visitor> visitor = cookies.session(context).flatMap(authenticator::visitor);
    visitor.ifPresent(found -> context.put(VISITOR, found));
    if (!(page.door() instanceof Web.Door.Open) && visitor.isEmpty()) {
      context.request().resume();
      sendToLogin(context);
      return;
    }
    if (page.door() instanceof Web.Door.With(Permission permission)
        && !visitor.map(v -> v.caller().may(permission)).orElse(false)) {
      context.request().resume();
      visitor.ifPresent(v -> authenticator.denied(v, page.name(), remoteAddress(context)));
      refuse(context, Refusal.of(RefusalCode.FORBIDDEN, "You may not do this."));
      return;
    }
    if (page.method().equals(HttpMethod.POST) && !Origins.isOurs(context.request())) {
      context.request().resume();
      refuse(context, Refusal.of(RefusalCode.FORBIDDEN, "The form came from another site."));
      return;
    }
    if (!page.method().equals(HttpMethod.POST)) {
      context.request().resume();
    }
    context.next();
  }

  private void serve(RoutingContext context, Web.PageRoute page) {
    Optional<Visitor> visitor = visitor(context);
    if (page.method().equals(HttpMethod.POST)
        && visitor.isPresent()
        && !carriesToken(context, visitor.get())) {
      refuse(context, Refusal.of(RefusalCode.FORBIDDEN, "The form is out of date: open it again."));
      return;
    }
    PageRequest request =
        new PageRequest(context, visitor, cookies.session(context), texts(context));
    answer(context, page.handler().handle(request));
  }

  private void answer(RoutingContext context, PageResponse response) {
    switch (response) {
      case PageResponse.Page(int status, String template, Object model) ->
          render(context, status, template, model);
      case PageResponse.Redirect(String path, Optional<Toast> toast) -> {
        toast.ifPresent(notice -> cookies.setToast(context, notice));
        redirect(context, path);
      }
      case PageResponse.Download(String fileName, String contentType, byte[] bytes) ->
          Downloads.send(context, fileName, contentType, bytes);
      case PageResponse.Refused(Refusal refusal) -> refuse(context, refusal);
      case PageResponse.NotKnownYet _ -> {
        Texts texts = texts(context);
        render(
            context,
            503,
            "kit/message",
            new MessagePage(
                "clock-question", texts.t("kit.unknown.title"), texts.t("kit.unknown.detail"), ""));
      }
      case PageResponse.SessionChange(String path, Optional<String> token) -> {
        cookies.setSession(context, token);
        redirect(context, path);
      }
      case PageResponse.LanguageChange(String path, String language) -> {
        cookies.setLanguage(context, language);
        redirect(context, path);
      }
    }
  }

  /** The page that says why not; its status is the refusal's. */
  void refuse(RoutingContext context, Refusal refusal) {
    Texts texts = texts(context);
    int status = refusal.code().category().httpStatus();
    message(context, status, texts.refusal(refusal), "");
  }

  /** A page of one message. The reference leads from a visitor's complaint to the log. */
  void message(RoutingContext context, int status, String detail, String reference) {
    recognise(context);
    Texts texts = texts(context);
    String title = "kit.status." + status;
    render(
        context,
        status,
        "kit/message",
        new MessagePage(
            MessagePage.icon(status),
            texts.has(title) ? texts.t(title) : texts.t("kit.status.other"),
            detail,
            reference));
  }

  /** So that an error page of somebody who has logged in keeps the menu. */
  private void recognise(RoutingContext context) {
    if (visitor(context).isEmpty()) {
      try {
        cookies
            .session(context)
            .flatMap(authenticator::visitor)
            .ifPresent(found -> context.put(VISITOR, found));
      } catch (RuntimeException broken) {
        log.warn("an error page is shown without its menu: {}", broken.toString());
      }
    }
  }

  private void render(RoutingContext context, int status, String template, Object model) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("view", view(context));
    parameters.put("model", model);
    StringOutput html = new StringOutput(16 * 1024);
    templates.render(template + ".jte", parameters, html);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Vary", "HX-Request")
        .end(html.toString());
  }

  private PageView view(RoutingContext context) {
    Optional<Visitor> visitor = visitor(context);
    List<MenuEntry> menu =
        web.menu().stream()
            .filter(e -> visitor.map(v -> e.isFor(v.caller())).orElse(false))
            .toList();
    Map<String, Long> badges =
        visitor
            .flatMap(v -> web.badges().map(source -> source.badges(v.caller())))
            .orElseGet(Map::of);
    return new PageView(
        site,
        texts(context),
        visitor,
        context.normalizedPath(),
        menu,
        badges,
        cookies.takeToast(context),
        assets,
        parts.clock().instant());
  }

  private Texts texts(RoutingContext context) {
    Language language =
        cookies
            .language(context)
            .or(() -> visitor(context).flatMap(Visitor::language))
            .orElseGet(() -> {
              String accepted = context.request().getHeader("Accept-Language");
              return Language.preferred(accepted == null ? "" : accepted);
            });
    return messages.in(language, site.zone());
  }

  private Optional<Visitor> visitor(RoutingContext context) {
    return Optional.ofNullable(context.get(VISITOR));
  }

  private void sendToLogin(RoutingContext context) {
    boolean isPart = "true".equals(context.request().getHeader("HX-Request"));
    if (isPart) {
      context.response().putHeader("HX-Redirect", "/login").setStatusCode(401).end();
    } else {
      redirect(context, Origins.loginPath(context.request()));
    }
  }

  private static void redirect(RoutingContext context, String path) {
    context.response().setStatusCode(303).putHeader("Location", path).end();
  }

  private static boolean carriesToken(RoutingContext context, Visitor visitor) {
    String header = context.request().getHeader(CSRF_HEADER);
    String token = header == null ? context.request().getFormAttribute(CSRF_FIELD) : header;
    return token != null && Secrets.same(token, visitor.csrfToken());
  }

  private static boolean isUpload(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    return type != null && type.startsWith("multipart/form-data");
  }

  private static String remoteAddress(RoutingContext context) {
    return context.request().remoteAddress().hostAddress();
  }
}
