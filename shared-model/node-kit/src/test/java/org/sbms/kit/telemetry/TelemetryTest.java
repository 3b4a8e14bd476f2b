package org.sbms.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.kit.config.NodeConfig;

class TelemetryTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final Telemetry telemetry =
      Telemetry.of(
          new NodeConfig(new NodeId("NW"), "North-West", Path.of("."), ZoneOffset.UTC, false, "1"));
  private final Vertx vertx = telemetry.vertx().build();
  private WebClient client;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    Node node = new Node();
    vertx
        .deployVerticle(
            node, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await(10, TimeUnit.SECONDS);
    port = node.server.actualPort();
    client = WebClient.create(vertx);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    telemetry.close();
  }

  @Test
  void theTraceOfARequestReachesTheNodeThatItAsks() throws Exception {
    HttpResponse<Buffer> answer =
        client
            .post(port, "localhost", "/near")
            .putHeader("traceparent", PARENT)
            .sendBuffer(Buffer.buffer("body"))
            .await(10, TimeUnit.SECONDS);

    assertThat(answer.bodyAsString()).isEqualTo(TRACE + " " + TRACE + " " + TRACE);
  }

  @Test
  void aRequestWithoutATraceGetsOne() throws Exception {
    String answer = get("/far").bodyAsString();

    assertThat(answer).matches("[0-9a-f]{32}").isNotEqualTo(get("/far").bodyAsString());
  }

  @Test
  void aJobHasATraceOfItsOwn() {
    assertThat(Tracing.traceId()).isEmpty();
    assertThat(Tracing.traced("job", Tracing::traceId)).isPresent();
    assertThat(Tracing.traceId()).isEmpty();
  }

  @Test
  void aRequiredCheckThatIsDownMakesTheNodeNotReadyAndAShownOneDoesNot() throws Exception {
    telemetry.health().shown("central", () -> Future.succeededFuture(Health.down("no answer")));
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    telemetry.health().required("database", () -> Future.failedFuture("secret address"));
    HttpResponse<Buffer> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.bodyAsString())
        .contains("\"name\":\"database\",\"status\":\"DOWN\"")
        .doesNotContain("secret");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatHangsIsDownAfterItsTime() throws Exception {
    telemetry.health().required("database", () -> Promise.<Health>promise().future());

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void metricsCountRequestsByRouteAndNeverByPath() throws Exception {
    get("/accounts/NW000010427");
    get("/nowhere/1");

    String text = get("/metrics").bodyAsString();

    assertThat(text)
        .contains("http_server_requests_seconds_count{")
        .contains("route=\"/accounts/:number\"")
        .contains("route=\"none\"")
        .contains("jvm_memory_used_bytes")
        .contains("vertx_http_client_responses_total")
        .contains("node=\"NW\"")
        .doesNotContain("NW000010427")
        .doesNotContain("nowhere");
  }

  private HttpResponse<Buffer> get(String path) throws Exception {
    return client.get(port, "localhost", path).send().await(10, TimeUnit.SECONDS);
  }

  private final class Node extends VerticleBase {
    private HttpServer server;

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      TelemetryRoutes.mount(router, telemetry);
      router.route().handler(BodyHandler.create());
      router
          .post("/near")
          .handler(context -> {
            String before = Tracing.traceId().orElse("-");
            vertx.timer(5).await();
            int own = context.request().localAddress().port();
            String far = client.get(own, "localhost", "/far").send().await().bodyAsString();
            context.end(before + " " + far + " " + Tracing.traceId().orElse("-"));
          });
      router.get("/far").handler(context -> context.end(Tracing.traceId().orElse("-")));
      router.get("/accounts/:number").handler(context -> context.end("card"));
      server = vertx.createHttpServer().requestHandler(router);
      return server.listen(0);
    }
  }
}
