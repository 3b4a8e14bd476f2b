package org.sbms.kit.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.sbms.kit.json.Json;

/**
 * What nodes of the first contract send and expect, as it went over the wire. The file is never
 * edited: branches that were installed then still speak so.
 */
public final class FrozenContract {
  private static final JsonNode FIRST = read("/wire/v1.json");

  private FrozenContract() {}

  /** One operation: what is sent, and what comes back. */
  public record Exchange(
      String operation, Class<?> type, JsonNode body, Class<?> resultType, JsonNode result) {

    @Override
    public String toString() {
      return operation;
    }
  }

  public static Stream<Exchange> exchanges() {
    return FIRST.properties().stream().map(entry -> exchange(entry.getKey(), entry.getValue()));
  }

  public static Exchange of(String operation) {
    return exchanges()
        .filter(exchange -> exchange.operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  private static Exchange exchange(String operation, JsonNode node) {
    return new Exchange(
        operation,
        type(node.path("type").asText()),
        node.path("body"),
        type(node.path("resultType").asText()),
        node.path("result"));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException renamed) {
      throw new AssertionError("what the first contract calls " + name + " is gone", renamed);
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream in = FrozenContract.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in, resource));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
