package org.sbms.branch.cardgateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;

/**
 * An acquirer with a payment page of its own, over HTTPS and JSON. No number of a card is in any
 * call. What an answer means is told in {@code docs/payment-gateways.md}.
 */
final class HttpCardGateway implements CardGateway, AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int NOT_FOUND = 404;
  private static final int REFUSED = 422;

  private final GatewayAccess access;
  private final HttpClient http;

  HttpCardGateway(GatewayAccess access) {
    this.access = access;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(access.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Answer pay(Intent intent) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("id", intent.id());
    order.put("merchant", access.merchant());
    order.put("number", intent.number());
    order.put("amount", intent.amount());
    order.put("expiresAt", intent.expiresAt());
    if (!intent.returnUrl().isEmpty()) {
      order.put("returnUrl", intent.returnUrl());
    }
    return ask(post("/payments", intent.id(), order));
  }

  @Override
  public Answer status(UUID intent) {
    return ask(request("/payments/" + intent).GET().build());
  }

  /** One payment has one refund, so its id is that of the payment. */
  @Override
  public Answer refund(UUID intent, Money captured) {
    return ask(
        post("/payments/" + intent + "/refunds", intent, Map.of("id", intent, "amount", captured)));
  }

  private HttpRequest post(String path, UUID key, Map<String, Object> body) {
    return request(path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key.toString())
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.writeBytes(body)))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    String base = access.baseUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpRequest.newBuilder(URI.create(root + path))
        .timeout(access.timeout())
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + access.apiKey().value());
  }

  /** Waits without holding the thread of a verticle. */
  private Answer ask(HttpRequest request) {
    try {
      return read(
          Future.fromCompletionStage(
                  http.sendAsync(
                      request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)))
              .await());
    } catch (Exception failure) { // await throws checked ones undeclared
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Answer.Silence(failure.getClass().getSimpleName());
    }
  }

  private static Answer read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == NOT_FOUND) {
      return new Answer.Said(Statement.of(Statement.Said.NOT_KNOWN));
    }
    try {
      JsonNode body = Json.read(response.body(), JsonNode.class);
      if (status / 100 == 2) {
        return Wire.statement(body)
            .<Answer>map(Answer.Said::new)
            .orElseGet(() -> new Answer.Silence("an answer that makes no sense"));
      }
      return status == REFUSED
          ? new Answer.Said(
              new Statement(
                  Statement.Said.DECLINED,
                  java.util.Optional.empty(),
                  "",
                  "",
                  body.path("reason").asText("")))
          : new Answer.Silence("status " + status);
    } catch (BadJsonException unreadable) {
      return new Answer.Silence("status " + status + " without JSON");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
