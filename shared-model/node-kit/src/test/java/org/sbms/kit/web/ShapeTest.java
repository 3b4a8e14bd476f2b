package org.sbms.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.kit.json.Json;

class ShapeTest {
  private static final JsonObject CONTRACT =
      new JsonObject(
          """
          {"components": {"schemas": {
            "Money": {"type": "object", "required": ["amount"], "properties": {
              "amount": {"type": "string", "examples": ["1.00"]}}},
            "Order": {"type": "object", "required": ["key", "money"], "properties": {
              "key": {"type": "string", "minLength": 1, "maxLength": 3},
              "kind": {"type": "string", "enum": ["A", "B"]},
              "places": {"type": "integer", "minimum": 0, "maximum": 9},
              "sure": {"type": "boolean"},
              "money": {"$ref": "app:///#/components/schemas/Money"}}},
            "Orders": {"type": "array", "minItems": 1, "maxItems": 2,
              "items": {"$ref": "#/components/schemas/Order"}},
            "Loop": {"$ref": "#/components/schemas/Loop"}}}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"key":"abc","money":{"amount":"1"}}]                                     | true
          [{"key":"abc","money":{"amount":"1"},"other":[1]}]                         | true
          [{"key":"a","kind":"B","places":9,"sure":false,"money":{"amount":"1"}}]    | true
          []                                                                         | false
          {"key":"abc","money":{"amount":"1"}}                                       | false
          [{"key":"","money":{"amount":"1"}}]                                        | false
          [{"key":"abcd","money":{"amount":"1"}}]                                    | false
          [{"key":7,"money":{"amount":"1"}}]                                         | false
          [{"key":"abc","money":{}}]                                                 | false
          [{"key":"abc"}]                                                            | false
          [{"key":"abc","kind":"C","money":{"amount":"1"}}]                          | false
          [{"key":"abc","kind":null,"money":{"amount":"1"}}]                         | false
          [{"key":"abc","places":10,"money":{"amount":"1"}}]                         | false
          [{"key":"abc","places":1.5,"money":{"amount":"1"}}]                        | false
          [{"key":"abc","sure":"true","money":{"amount":"1"}}]                       | false
          """)
  void only_what_keeps_the_schema_passes(String body, boolean passes) {
    assertThat(shape("Orders").test(Json.read(body, JsonNode.class))).isEqualTo(passes);
  }

  @Test
  void a_schema_with_a_keyword_that_no_shape_knows_is_left_to_the_library() {
    JsonObject patterned = new JsonObject().put("type", "string").put("pattern", "[0-9]+");
    assertThat(new Shape(CONTRACT).of(patterned)).isEmpty();
    assertThat(
            new Shape(CONTRACT)
                .of(
                    new JsonObject()
                        .put("type", "object")
                        .put("properties", new JsonObject().put("number", patterned))))
        .isEmpty();
  }

  @Test
  void a_schema_that_refers_to_itself_for_ever_has_no_shape() {
    assertThat(new Shape(CONTRACT).of(reference("Loop"))).isEmpty();
  }

  private static Predicate<JsonNode> shape(String name) {
    return new Shape(CONTRACT).of(reference(name)).orElseThrow();
  }

  private static JsonObject reference(String name) {
    return new JsonObject().put("$ref", "#/components/schemas/" + name);
  }
}
