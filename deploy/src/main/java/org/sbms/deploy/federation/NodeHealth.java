package org.sbms.deploy.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.kit.json.Json;

/** Asks a node how it is, trusting the federation's own CA only. */
public final class NodeHealth {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final Path authority;
  private Optional<HttpClient> client = Optional.empty();

  public NodeHealth(Path authority) {
    this.authority = authority;
  }

  /** One line of a node's health. */
  public record Check(String name, boolean up, boolean required, String detail) {}

  /** What a node answered. */
  public record Answer(boolean ready, List<Check> checks) {}

  boolean isReady(int port) throws InterruptedException {
    return ask(port).map(Answer::ready).orElse(false);
  }

  /** Empty when nobody answers there. */
  public Optional<Answer> ask(int port) throws InterruptedException {
    if (!Files.exists(authority)) {
      return Optional.empty();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/health/ready"))
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<String> response = client().send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(read(response));
    } catch (IOException nobodyThere) {
      return Optional.empty();
    }
  }

  private static Answer read(HttpResponse<String> response) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : Json.MAPPER.readTree(response.body()).path("checks")) {
      checks.add(
          new Check(
              check.path("name").asText(),
              check.path("status").asText().equals("UP"),
              check.path("required").asBoolean(),
              check.path("detail").asText()));
    }
    return new Answer(response.statusCode() == 200, checks);
  }

  private synchronized HttpClient client() throws IOException {
    if (client.isEmpty()) {
      client =
          Optional.of(
              HttpClient.newBuilder()
                  .sslContext(TrustedBy.authority(authority))
                  .connectTimeout(TIMEOUT)
                  .build());
    }
    return client.get();
  }
}
