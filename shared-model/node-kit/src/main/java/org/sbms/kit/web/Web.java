package org.sbms.kit.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sbms.kit.operation.Permission;

/** Everything that a node's features put on the web. A duplicate fails at start-up. */
public final class Web {

  /** Whom a page lets in. */
  sealed interface Door {
    /** Anybody, logged in or not. */
    record Open() implements Door {}

    /** Whoever has logged in. */
    record LoggedIn() implements Door {}

    record With(Permission permission) implements Door {}
  }

  record PageRoute(HttpMethod method, String path, Door door, PageHandler handler) {
    String name() {
      return method + " " + path;
    }
  }

  /** An API call; without a permission its operation alone decides. */
  record ApiCall(String operationId, Optional<Permission> permission, ApiHandler handler) {}

  private final Map<String, PageRoute> pages = new LinkedHashMap<>();
  private final Map<String, ApiCall> api = new LinkedHashMap<>();
  private final List<MenuEntry> menu = new ArrayList<>();
  private final Set<String> bundles = new LinkedHashSet<>(List.of("kit"));
  private final List<Consumer<Router>> mounts = new ArrayList<>();
  private Optional<Badges> badges = Optional.empty();

  public Web add(WebFeature feature) {
    feature.addTo(this);
    return this;
  }

  /** Adds {@code messages/<bundle>_en.properties} and its sister in every other language. */
  public Web messages(String bundle) {
    bundles.add(bundle);
    return this;
  }

  public Web menu(MenuEntry entry) {
    menu.add(entry);
    return this;
  }

  /** Says which numbers stand beside menu entries, such as how many payments wait. */
  public Web badges(Badges source) {
    badges = Optional.of(source);
    return this;
  }

  /** A page to look at; it changes nothing. Paths are Vert.x's: {@code /payments/:id}. */
  public Web get(String path, Permission permission, PageHandler handler) {
    return page(new PageRoute(HttpMethod.GET, path, new Door.With(permission), handler));
  }

  /** What a form is sent to. */
  public Web post(String path, Permission permission, PageHandler handler) {
    return page(new PageRoute(HttpMethod.POST, path, new Door.With(permission), handler));
  }

  /** A page for everybody who has logged in, such as the first one. */
  public Web getForAll(String path, PageHandler handler) {
    return page(new PageRoute(HttpMethod.GET, path, new Door.LoggedIn(), handler));
  }

  /** The kit's own page where no feature brought one. */
  void getForAllUnlessThere(String path, PageHandler handler) {
    PageRoute route = new PageRoute(HttpMethod.GET, path, new Door.LoggedIn(), handler);
    pages.putIfAbsent(route.name(), route);
  }

  /** A page that needs no login. */
  public Web publicGet(String path, PageHandler handler) {
    return page(new PageRoute(HttpMethod.GET, path, new Door.Open(), handler));
  }

  public Web publicPost(String path, PageHandler handler) {
    return page(new PageRoute(HttpMethod.POST, path, new Door.Open(), handler));
  }

  /** Answers an {@code operationId} of {@code openapi.yaml}; the operation decides who may. */
  public Web api(String operationId, ApiHandler handler) {
    return api(new ApiCall(operationId, Optional.empty(), handler));
  }

  /** The same where no operation stands behind the call, or it should be refused at the door. */
  public Web api(String operationId, Permission permission, ApiHandler handler) {
    return api(new ApiCall(operationId, Optional.of(permission), handler));
  }

  /** For what is neither page nor API: health, metrics. Mounted before everything else. */
  public Web mount(Consumer<Router> routes) {
    mounts.add(routes);
    return this;
  }

  private Web page(PageRoute route) {
    if (pages.putIfAbsent(route.name(), route) != null) {
      throw new IllegalStateException("two pages answer " + route.name());
    }
    return this;
  }

  private Web api(ApiCall call) {
    if (api.putIfAbsent(call.operationId(), call) != null) {
      throw new IllegalStateException("two features answer " + call.operationId());
    }
    return this;
  }

  List<PageRoute> pages() {
    return List.copyOf(pages.values());
  }

  Map<String, ApiCall> api() {
    return Map.copyOf(api);
  }

  List<MenuEntry> menu() {
    return menu.stream().sorted(Comparator.comparingInt(MenuEntry::order)).toList();
  }

  /** The message bundles that were added, the kit's own included. */
  public Set<String> bundles() {
    return Set.copyOf(bundles);
  }

  List<Consumer<Router>> mounts() {
    return List.copyOf(mounts);
  }

  Optional<Badges> badges() {
    return badges;
  }
}
