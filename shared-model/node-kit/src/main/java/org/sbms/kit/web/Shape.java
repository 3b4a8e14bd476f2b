package org.sbms.kit.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A schema of the contract as a quick test. It knows the few keywords that our calls use; a schema
 * with any other has no shape, and the library's validator looks at everything.
 */
final class Shape {
  private static final String LOCAL = "#/components/schemas/";
  private static final int MAX_DEPTH = 20;

  /** They say nothing about what is valid. */
  private static final Set<String> WORDS =
      Set.of("description", "title", "example", "examples", "default", "__absolute_uri__");

  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "required",
          "properties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "enum");

  private final JsonObject schemas;

  /**
   * @param contract with the schemas that others refer to
   */
  Shape(JsonObject contract) {
    this.schemas =
        contract
            .getJsonObject("components", new JsonObject())
            .getJsonObject("schemas", new JsonObject());
  }

  /** True of what is surely valid; false may mean anything. Empty when it cannot be told. */
  Optional<Predicate<JsonNode>> of(JsonObject schema) {
    return of(schema, 0);
  }

  private Optional<Predicate<JsonNode>> of(JsonObject schema, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.empty();
    }
    if (schema.containsKey("$ref")) {
      String reference = schema.getString("$ref");
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return reference.contains(LOCAL) && schemas.containsKey(name)
          ? of(schemas.getJsonObject(name), depth + 1)
          : Optional.empty();
    }
    Set<String> unknown = new HashSet<>(schema.fieldNames());
    unknown.removeAll(WORDS);
    unknown.removeAll(KEYWORDS);
    if (!unknown.isEmpty() || !(schema.getValue("type") instanceof String type)) {
      return Optional.empty();
    }
    return switch (type) {
      case "string" -> Optional.of(text(schema));
      case "integer" -> Optional.of(number(schema));
      case "boolean" -> Optional.of(JsonNode::isBoolean);
      case "array" ->
          of(schema.getJsonObject("items", new JsonObject()), depth + 1)
              .map(item -> list(schema, item));
      case "object" -> object(schema, depth);
      default -> Optional.empty();
    };
  }

  /** The library may count characters or code points: what fits both ways is surely valid. */
  private static Predicate<JsonNode> text(JsonObject schema) {
    int min = schema.getInteger("minLength", 0);
    int max = schema.getInteger("maxLength", Integer.MAX_VALUE);
    JsonArray values = schema.getJsonArray("enum");
    Set<String> allowed =
        values == null
            ? Set.of()
            : values.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    return node -> {
      if (!node.isTextual()) {
        return false;
      }
      String text = node.textValue();
      return text.length() <= max
          && text.codePointCount(0, text.length()) >= min
          && (allowed.isEmpty() || allowed.contains(text));
    };
  }

  private static Predicate<JsonNode> number(JsonObject schema) {
    double min = schema.getDouble("minimum", Double.NEGATIVE_INFINITY);
    double max = schema.getDouble("maximum", Double.POSITIVE_INFINITY);
    boolean plain = !schema.containsKey("enum");
    return node -> plain && node.isInt() && node.intValue() >= min && node.intValue() <= max;
  }

  private static Predicate<JsonNode> list(JsonObject schema, Predicate<JsonNode> item) {
    int min = schema.getInteger("minItems", 0);
    int max = schema.getInteger("maxItems", Integer.MAX_VALUE);
    return node -> {
      if (!node.isArray() || node.size() < min || node.size() > max) {
        return false;
      }
      for (JsonNode each : node) {
        if (!item.test(each)) {
          return false;
        }
      }
      return true;
    };
  }

  private record Field(String name, Predicate<JsonNode> shape) {}

  private Optional<Predicate<JsonNode>> object(JsonObject schema, int depth) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, Object> each :
        schema.getJsonObject("properties", new JsonObject()).getMap().entrySet()) {
      Optional<Predicate<JsonNode>> shape =
          each.getValue() instanceof Map<?, ?> || each.getValue() instanceof JsonObject
              ? of(schema.getJsonObject("properties").getJsonObject(each.getKey()), depth + 1)
              : Optional.empty();
      if (shape.isEmpty()) {
        return Optional.empty();
      }
      fields.add(new Field(each.getKey(), shape.get()));
    }
    List<String> required =
        schema.getJsonArray("required", new JsonArray()).stream().map(String::valueOf).toList();
    return Optional.of(node -> node.isObject() && hasAll(node, required) && fit(node, fields));
  }

  private static boolean hasAll(JsonNode node, List<String> required) {
    for (String name : required) {
      if (!node.has(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fit(JsonNode node, List<Field> fields) {
    for (Field field : fields) {
      JsonNode value = node.get(field.name);
      if (value != null && !field.shape.test(value)) {
        return false;
      }
    }
    return true;
  }
}
