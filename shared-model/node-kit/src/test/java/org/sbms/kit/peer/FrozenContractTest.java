package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbms.kit.json.Json;

/** This build reads what the first one sends, and sends what the first one can read. */
class FrozenContractTest {

  @ParameterizedTest
  @MethodSource("org.sbms.kit.peer.FrozenContract#exchanges")
  void whatTheFirstContractSendsIsUnderstoodAndSaidAgainInTheSameWords(
      FrozenContract.Exchange exchange) {
    assertSameWords(exchange.body(), again(exchange.body(), exchange.type()));
    assertSameWords(exchange.result(), again(exchange.result(), exchange.resultType()));
  }

  @ParameterizedTest
  @MethodSource("org.sbms.kit.peer.FrozenContract#exchanges")
  void whatANewerContractAddsIsPassedOver(FrozenContract.Exchange exchange) {
    assertSameWords(exchange.body(), again(withNews(exchange.body().deepCopy()), exchange.type()));
    assertSameWords(
        exchange.result(), again(withNews(exchange.result().deepCopy()), exchange.resultType()));
  }

  private static JsonNode again(JsonNode document, Class<?> type) {
    return Json.tree(Json.convert(document, type));
  }

  /** Fields may be added since, but none is renamed, retyped or gone. */
  private static void assertSameWords(JsonNode then, JsonNode now) {
    if (then.isObject()) {
      then.properties()
          .forEach(field -> assertSameWords(field.getValue(), now.path(field.getKey())));
    } else if (then.isArray()) {
      assertThat(now.size()).isEqualTo(then.size());
      for (int index = 0; index < then.size(); index++) {
        assertSameWords(then.get(index), now.get(index));
      }
    } else {
      assertThat(now.asText()).isEqualTo(then.asText());
      assertThat(now.getNodeType()).isEqualTo(then.getNodeType());
    }
  }

  /** A field more in every object, at any depth; those of a map alone are its own business. */
  private static JsonNode withNews(JsonNode node) {
    node.properties().stream()
        .filter(field -> !field.getKey().equals("values"))
        .forEach(field -> withNews(field.getValue()));
    if (node.isArray()) {
      node.forEach(FrozenContractTest::withNews);
    }
    if (node instanceof ObjectNode object) {
      object.put("addedByANewerNode", "unheard of");
    }
    return node;
  }
}
