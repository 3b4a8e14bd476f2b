package org.sbms.kit.peer;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerBatch;
import org.sbms.contract.PeerReplies;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.RefusalCode.Category;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.json.ReplyReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one peer at one address under one credential. Tokens are bound to the certificate
 * that the connection showed, so a renewed credential means a new link.
 */
final class PeerLink {
  private static final Logger log = LoggerFactory.getLogger(PeerLink.class);
  private static final int WINDOW_BYTES = 1024 * 1024;
  private static final int CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;
  private static final int MAX_WAITING = 1024;

  /** Characters of a signed head, with the certificate in it. */
  private static final int MAX_HEAD = 16_384;

  private static final Duration FAREWELL = Duration.ofSeconds(30);

  private final NodeId node;
  private final URI address;
  private final Credential credential;
  private final TokenIssuer tokens;
  private final HttpClientAgent http;
  private final PeerClientConfig config;
  private final BiConsumer<NodeId, String> heads;

  /**
   * @param heads what the node tells of where its journal ends; must not wait
   */
  PeerLink(
      LocalNode local,
      PeerClientConfig config,
      NodeId node,
      URI address,
      BiConsumer<NodeId, String> heads) {
    this.heads = heads;
    this.node = node;
    this.address = address;
    this.config = config;
    this.credential = local.credentials().current();
    this.tokens = new TokenIssuer(credential, local.clock());
    this.http =
        local
            .vertx()
            .httpClientBuilder()
            .with(options(Tls.toNode(node, credential, local.directory())))
            .with(
                new PoolOptions()
                    .setHttp2MaxSize(config.connectionsPerPeer())
                    .setHttp1MaxSize(config.maxConcurrentPerPeer())
                    .setMaxWaitQueueSize(MAX_WAITING))
            .build();
  }

  boolean fits(URI currentAddress, Credential currentCredential) {
    return address.equals(currentAddress) && credential == currentCredential;
  }

  /** Never fails; what went wrong is in the answer. */
  Future<WireAnswer> send(Actor actor, byte[] body, Duration patience) {
    MultiMap headers = HttpHeaders.headers();
    headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.issue(actor, node, body));
    headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    TraceHeaders.write(headers);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.getHost())
            .setPort(address.getPort())
            .setURI(PeerBatch.PATH)
            .setSsl(true)
            .setHeaders(headers)
            .setConnectTimeout(config.connectTimeout().toMillis())
            .setIdleTimeout(patience.toMillis());
    return http.request(options)
        .transform(connected ->
            connected.succeeded()
                ? exchange(connected.result(), body)
                : Future.succeededFuture(notSent(connected.cause())));
  }

  /** Requests under way may finish. */
  void close() {
    http.shutdown(FAREWELL.toSeconds(), TimeUnit.SECONDS);
  }

  private Future<WireAnswer> exchange(HttpClientRequest request, byte[] body) {
    return request
        .send(Buffer.buffer(body))
        .compose(response -> response.body().map(answer -> read(response, answer)))
        .otherwise(failure -> new WireAnswer.Lost(node + " did not answer: " + failure));
  }

  private WireAnswer read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status >= 500) {
      return new WireAnswer.Lost(node + " failed with status " + status);
    }
    try {
      if (status != 200) {
        return new WireAnswer.RefusedWhole(refusal(status, body));
      }
      PeerReplies answer = ReplyReader.read(body.getBytes());
      if (answer.head() != null && answer.head().length() <= MAX_HEAD) {
        heads.accept(node, answer.head());
      }
      return new WireAnswer.Replies(answer.replies());
    } catch (BadJsonException unreadable) {
      return new WireAnswer.Lost(node + " answered what cannot be read");
    }
  }

  private static Refusal refusal(int status, Buffer body) {
    var problem = Json.read(body.getBytes(), com.fasterxml.jackson.databind.JsonNode.class);
    return Refusal.of(
        new RefusalCode(problem.path("code").asText("unnamed"), category(status)),
        problem.path("detail").asText("no reason given"));
  }

  private static Category category(int status) {
    for (Category category : Category.values()) {
      if (category.httpStatus() == status) {
        return category;
      }
    }
    return Category.INVALID;
  }

  private WireAnswer notSent(Throwable cause) {
    log.info("{} at {} cannot be reached: {}", node, address, Failures.root(cause).toString());
    return new WireAnswer.NotSent(
        Refusal.of(RefusalCode.UNREACHABLE, node + " cannot be reached; nothing was done."));
  }

  private HttpClientOptions options(ClientSSLOptions tls) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setSslEngineOptions(Tls.engine())
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setKeyCertOptions(tls.getKeyCertOptions())
            .setTrustOptions(tls.getTrustOptions())
            // The trust manager looks at the node's identity, which says more than a host name.
            .setVerifyHost(false)
            .setEnabledSecureTransportProtocols(Tls.PROTOCOLS)
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setSslHandshakeTimeout(config.connectTimeout().toMillis() * 2)
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(WINDOW_BYTES));
    config.localAddress().ifPresent(options::setLocalAddress);
    tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    return options;
  }
}
