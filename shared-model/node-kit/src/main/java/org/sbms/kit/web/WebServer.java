package org.sbms.kit.web;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.Tls;
import org.sbms.kit.text.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a node's pages and API over HTTPS, on virtual threads. */
public final class WebServer {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  private static final int IDLE_SECONDS = 120;
  private static final int MAX_FIELD_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final String deploymentId;
  private final List<HttpServer> servers;

  /**
   * What a server serves.
   *
   * @param contract {@code openapi.yaml} on the classpath
   */
  public record Parts(
      Site site, Web web, Authenticator authenticator, String contract, Clock clock) {}

  private WebServer(Vertx vertx, String deploymentId, List<HttpServer> servers) {
    this.vertx = vertx;
    this.deploymentId = deploymentId;
    this.servers = servers;
  }

  /** Blocks until the port is open; a fault of the contract or a duplicate stops it. */
  public static WebServer start(Vertx vertx, WebConfig config, Credential credential, Parts parts) {
    Function<Vertx, Router> router = routerOf(vertx, config, parts);
    HttpServerOptions options = options(credential);
    List<HttpServer> opened = new CopyOnWriteArrayList<>();
    DeploymentOptions deployment =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
            .setInstances(config.port() == 0 ? 1 : config.instances());
    String id =
        vertx
            .deployVerticle(() -> new ServerVerticle(config, options, router, opened), deployment)
            .await();
    WebServer server = new WebServer(vertx, id, opened);
    log.info("{} serves https://{}:{}", parts.site().node(), config.host(), server.port());
    return server;
  }

  public int port() {
    return servers.getFirst().actualPort();
  }

  /** Takes a renewed certificate without a restart: new connections get it, open ones go on. */
  public void renew(Credential credential) {
    servers.forEach(server -> server.updateSSLOptions(Tls.forBrowsers(credential)).await());
  }

  public void close() {
    vertx.undeploy(deploymentId).await();
  }

  private static Function<Vertx, Router> routerOf(Vertx vertx, WebConfig config, Parts parts) {
    Web web = parts.web();
    web.publicPost("/language/:code", new LanguagePage(parts.authenticator()));
    web.getForAllUnlessThere("/", new FirstPage(web));
    Assets assets = Assets.load();
    Messages messages = Messages.load(web.bundles());
    Pages pages = new Pages(parts, config, messages, assets);
    Contract contract = Contract.load(vertx, parts.contract());
    contract.requireHandlersMatch(web.api().keySet());
    web.publicGet("/api/docs", new ApiDocs(contract)::page);
    return each -> {
      Router router = Router.router(each);
      router.route().handler(SecurityHeaders::add);
      web.mounts().forEach(mount -> mount.accept(router));
      router.get("/assets/:hash/*").handler(new AssetHandler(assets));
      router.get("/api/openapi.yaml").handler(context -> Downloads.yaml(context, contract.text()));
      new Api(parts, config).addTo(router, each, contract);
      pages.addTo(router);
      new Failures(pages).addTo(router);
      return router;
    };
  }

  private static HttpServerOptions options(Credential credential) {
    ServerSSLOptions tls = Tls.forBrowsers(credential);
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setSslEngineOptions(Tls.engine())
            .setKeyCertOptions(tls.getKeyCertOptions())
            .setUseAlpn(true)
            .setEnabledSecureTransportProtocols(Tls.PROTOCOLS)
            // Not compressed here: over HTTP/2 Vert.x 5.0.10 says gzip of every answer on a
            // connection
            // but the first, and sends it plain, which browsers refuse. Assets come gzipped anyway.
            .setCompressionSupported(false)
            .setIdleTimeout(IDLE_SECONDS)
            .setMaxFormAttributeSize(MAX_FIELD_BYTES);
    tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    return options;
  }

  private static final class ServerVerticle extends AbstractVerticle {
    private final WebConfig config;
    private final HttpServerOptions options;
    private final Function<Vertx, Router> router;
    private final List<HttpServer> opened;

    ServerVerticle(
        WebConfig config,
        HttpServerOptions options,
        Function<Vertx, Router> router,
        List<HttpServer> opened) {
      this.config = config;
      this.options = options;
      this.router = router;
      this.opened = opened;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(options)
          .requestHandler(router.apply(vertx))
          .listen(config.port(), config.host())
          .onSuccess(opened::add)
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
