package org.sbms.kit.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.Json;

/**
 * A node of the first contract. It shares certificates, tokens and nothing else with this build:
 * what it sends and answers are documents written by hand.
 */
public final class OldPeer implements AutoCloseable {
  private final Vertx vertx;
  private final NodeId id;
  private final Credential credential;
  private final PeerDirectory directory;
  private final HttpClientAgent http;
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private volatile Function<JsonNode, ObjectNode> answers = OldPeer::unknownOperation;
  private volatile boolean open;
  private HttpServer server;

  public OldPeer(Vertx vertx, NodeId id, Credential credential, PeerDirectory directory) {
    this.vertx = vertx;
    this.id = id;
    this.credential = credential;
    this.directory = directory;
    this.server = vertx.createHttpServer();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setVerifyHost(false)
                .setTrustAll(true)
                .setKeyCertOptions(Tls.keyAndCertificate(credential)));
  }

  /**
   * @param port 0 for any free one
   * @return the port
   */
  public int listen(int port) {
    HttpServerOptions options = new HttpServerOptions().setUseAlpn(true);
    Tls.apply(Tls.forPeers(credential, directory), options);
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body ->
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end(answer(body))))
            .listen(port)
            .await();
    open = true;
    return server.actualPort();
  }

  public void answerWith(Function<JsonNode, ObjectNode> given) {
    answers = given;
  }

  /** Every call that came. */
  public List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  private Buffer answer(Buffer body) {
    ArrayNode replies = Json.MAPPER.createArrayNode();
    for (JsonNode call : Json.read(body.getBytes(), JsonNode.class).path("calls")) {
      asked.add(call);
      replies.add(answers.apply(call).set("key", call.path("key")));
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("replies", replies);
    return Buffer.buffer(Json.writeBytes(answer));
  }

  public static ObjectNode done(JsonNode result) {
    ObjectNode reply = Json.MAPPER.createObjectNode().put("status", "DONE");
    reply.set("result", result);
    return reply;
  }

  public static ObjectNode refused(String code) {
    ObjectNode reply = Json.MAPPER.createObjectNode().put("status", "REFUSED");
    ObjectNode refusal = reply.putObject("refusal").put("detail", "An old node says so.");
    refusal.putObject("code").put("code", code).put("category", "INVALID");
    refusal.putArray("errors");
    return reply;
  }

  static ObjectNode unknownOperation(JsonNode call) {
    return refused("unknown-operation");
  }

  /** A call of the first contract, with whatever a test puts into it besides. */
  public ObjectNode call(String operation, int version, String key, JsonNode body) {
    ObjectNode call = Json.MAPPER.createObjectNode();
    call.put("operation", operation).put("version", version).put("key", key);
    call.putObject("actor").put("node", id.value()).put("login", "cashier").put("role", "cashier");
    call.put("deadline", Instant.now().plusSeconds(30).toString());
    call.set("body", body);
    return call;
  }

  /** Asks a node; the replies as they came. */
  public JsonNode ask(NodeId node, URI address, ObjectNode... calls) {
    ObjectNode batch = Json.MAPPER.createObjectNode();
    batch.putArray("calls").addAll(List.of(calls));
    byte[] body = batch.toString().getBytes(StandardCharsets.UTF_8);
    String token =
        new TokenIssuer(credential, Clock.systemUTC())
            .issue(new Actor(id, "cashier", "cashier"), node, body);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.getHost())
            .setPort(address.getPort())
            .setURI("/peer/v1/operations")
            .setIdleTimeout(30_000)
            .putHeader("Content-Type", "application/json")
            .putHeader("Authorization", "Bearer " + token);
    Buffer answer =
        http.request(options)
            .compose(
                request -> request.send(Buffer.buffer(body)).compose(response -> response.body()))
            .await();
    return Json.read(answer.getBytes(), JsonNode.class).path("replies");
  }

  @Override
  public void close() {
    http.close().await();
    if (open) {
      server.close().await();
    }
  }
}
