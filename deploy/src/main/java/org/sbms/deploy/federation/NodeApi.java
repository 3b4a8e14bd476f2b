package org.sbms.deploy.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sbms.kit.json.Json;

/** The API of one node, for one user. */
public final class NodeApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Duration patience;
  private final URI base;
  private final Optional<String> token;

  private NodeApi(HttpClient http, Duration patience, URI base, Optional<String> token) {
    this.http = http;
    this.patience = patience;
    this.base = base;
    this.token = token;
  }

  /** What came back. */
  public record Answer(int status, String text) {
    public JsonNode json() {
      return Json.read(text, JsonNode.class);
    }
  }

  /** Before anybody has logged in. */
  public static NodeApi of(Path authority, int port) throws IOException {
    return of(authority, port, TIMEOUT);
  }

  /** The same for somebody who does not wait that long. */
  public static NodeApi of(Path authority, int port, Duration patience) throws IOException {
    HttpClient http =
        HttpClient.newBuilder()
            .sslContext(TrustedBy.authority(authority))
            .connectTimeout(patience)
            .build();
    return new NodeApi(http, patience, URI.create("https://localhost:" + port), Optional.empty());
  }

  /** The same node as that user. */
  public NodeApi as(String login, String password) throws IOException, InterruptedException {
    Answer answer =
        post("/api/v1/sessions", Map.of("login", login, "password", password), Map.of());
    if (answer.status() != 201) {
      throw new FederationException(
          "%s cannot log in at %s: %s".formatted(login, base, answer.text()));
    }
    return new NodeApi(http, patience, base, Optional.of(answer.json().path("token").asText()));
  }

  /** The same user, with the same token, at another instance of the node. */
  public NodeApi at(int port) {
    return new NodeApi(http, patience, URI.create("https://localhost:" + port), token);
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  public Answer post(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(withJson(path, body, headers));
  }

  /** A body that is no JSON, such as CSV. */
  public Answer upload(String path, String contentType, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).header("Content-Type", contentType);
    headers.forEach(request::header);
    return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder withJson(String path, Object body, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return request.POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }
}
