package org.sbms.kit.peer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Actor;
import org.sbms.contract.PeerBatch;
import org.sbms.contract.PeerCall;
import org.sbms.kit.json.Json;

/** Comes to a peer port with whatever certificate, token and body a test likes. */
final class RawClient implements AutoCloseable {
  private final HttpClientAgent http;
  private final int port;

  RawClient(Vertx vertx, int port, X509Certificate root, Optional<Credential> credential) {
    this.port = port;
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setVerifyHost(false)
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(Pem.of(root))));
    credential.ifPresent(shown -> options.setKeyCertOptions(Tls.keyAndCertificate(shown)));
    this.http = vertx.createHttpClient(options);
  }

  record Answer(int status, String mediaType, String code, String body, String retryAfter) {}

  Answer post(String token, byte[] body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("localhost")
            .setPort(port)
            .setURI(PeerBatch.PATH)
            .setConnectTimeout(10_000)
            .setIdleTimeout(5_000)
            .putHeader("Authorization", "Bearer " + token);
    // One step on the request's own thread: a continuation that this thread attaches too late would
    // wait for ever for a body that has already passed.
    return http.request(options)
        .compose(request ->
            request
                .send(Buffer.buffer(body))
                .compose(response -> response.body().map(text -> answer(response, text))))
        .await();
  }

  static byte[] echo(Actor actor) {
    return Json.writeBytes(new PeerBatch(List.of(echoCall(actor))));
  }

  static PeerCall echoCall(Actor actor) {
    return new PeerCall(
        "echo", 1, "", actor, Instant.now().plusSeconds(60), Json.tree(new TestPeer.Echo("hello")));
  }

  private static Answer answer(HttpClientResponse response, Buffer text) {
    String code =
        Json.read(text.toString(), com.fasterxml.jackson.databind.JsonNode.class)
            .path("code")
            .asText("");
    return new Answer(
        response.statusCode(),
        String.valueOf(response.getHeader("Content-Type")),
        code,
        text.toString(),
        String.valueOf(response.getHeader("Retry-After")));
  }

  @Override
  public void close() {
    http.close().await();
  }
}
