package org.sbms.kit.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's {@code openapi.yaml}: as it was written, and as much of it as the library can check.
 *
 * <p>The library takes no relative server, no {@code text/csv} and no {@code problem+json}. It is
 * given a copy with paths, parameters and JSON bodies, which is what requests are checked by; the
 * content type of other bodies is checked in {@link Api}.
 */
final class Contract {
  private static final Logger log = LoggerFactory.getLogger(Contract.class);
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String JSON = "application/json";

  private final String text;
  private final JsonObject whole;
  private final OpenAPIContract checked;

  /** Operation ids whose body is not JSON, with the type that it is. */
  private final Map<String, String> otherBodies = new LinkedHashMap<>();

  private Contract(Vertx vertx, String text) throws IOException {
    this.text = text;
    this.whole = new JsonObject(YAML.readValue(text, MAP));
    JsonObject copy = whole.copy();
    copy.remove("servers");
    copy.getJsonObject("components", new JsonObject()).remove("responses");
    operations(copy).forEach(this::reduce);
    this.checked = OpenAPIContract.from(vertx, copy).await();
  }

  static Contract load(Vertx vertx, String resource) {
    try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource + " on the classpath");
      }
      return new Contract(vertx, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException malformed) {
      throw new UncheckedIOException(resource, malformed);
    }
  }

  private void reduce(JsonObject operation) {
    operation.put(
        "responses", new JsonObject().put("default", new JsonObject().put("description", "")));
    JsonObject body = operation.getJsonObject("requestBody");
    if (body != null && !body.getJsonObject("content").containsKey(JSON)) {
      String type = body.getJsonObject("content").fieldNames().iterator().next();
      otherBodies.put(operation.getString("operationId"), type);
      operation.remove("requestBody");
    }
  }

  static Stream<JsonObject> operations(JsonObject contract) {
    JsonObject paths = contract.getJsonObject("paths");
    return paths.fieldNames().stream()
        .map(paths::getJsonObject)
        .flatMap(
            path -> path.fieldNames().stream().filter(METHODS::contains).map(path::getJsonObject));
  }

  /** As it was written. */
  String text() {
    return text;
  }

  JsonObject whole() {
    return whole;
  }

  OpenAPIContract checked() {
    return checked;
  }

  /** The type of a body that is not JSON; empty where it is, or where there is none. */
  String otherBody(String operationId) {
    return otherBodies.getOrDefault(operationId, "");
  }

  /** A handler without a call in the contract is a bug; a call without a handler answers 501. */
  void requireHandlersMatch(Set<String> handled) {
    Set<String> promised =
        operations(whole).map(o -> o.getString("operationId")).collect(Collectors.toSet());
    Set<String> unpromised = new LinkedHashSet<>(handled);
    unpromised.removeAll(promised);
    if (!unpromised.isEmpty()) {
      throw new IllegalStateException("openapi.yaml does not know " + unpromised);
    }
    promised.removeAll(handled);
    if (!promised.isEmpty()) {
      log.warn("openapi.yaml promises what nobody answers: {}", promised);
    }
  }
}
