package org.sbms.kit.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;

/**
 * Sees at once that a request keeps the contract, as almost all do. Of one that it is not sure of
 * it says nothing: the library's validator, which costs more than all else that a call costs, looks
 * at it then and says what is wrong.
 */
final class QuickCheck {
  private static final String JSON = "application/json";
  private static final Pattern SMALL_NUMBER = Pattern.compile("-?[0-9]{1,9}");

  private record Known(Parameter parameter, Predicate<JsonNode> shape) {}

  private final List<Known> parameters;
  private final boolean hasBody;
  private final Predicate<JsonNode> body;

  private QuickCheck(List<Known> parameters, boolean hasBody, Predicate<JsonNode> body) {
    this.parameters = parameters;
    this.hasBody = hasBody;
    this.body = body;
  }

  /** For one call of the contract; never sure when the call uses what no shape knows. */
  static QuickCheck of(Operation operation, Shape shapes) {
    List<Known> parameters = new ArrayList<>();
    for (Parameter parameter : operation.getParameters()) {
      Optional<Predicate<JsonNode>> shape =
          shapes.of(parameter.getOpenAPIModel().getJsonObject("schema", new JsonObject()));
      parameters.add(new Known(parameter, shape.orElse(_ -> false)));
    }
    boolean hasBody = operation.getRequestBody() != null;
    Predicate<JsonNode> body = _ -> false;
    if (hasBody) {
      JsonObject content =
          operation.getRequestBody().getOpenAPIModel().getJsonObject("content", new JsonObject());
      body =
          Optional.ofNullable(content.getJsonObject(JSON))
              .map(json -> json.getJsonObject("schema"))
              .flatMap(shapes::of)
              .orElse(body);
    }
    return new QuickCheck(parameters, hasBody, body);
  }

  /** Whether the request surely keeps the contract; its body is then kept for the handler. */
  boolean passes(RoutingContext context) {
    ApiRequest request = new ApiRequest(context, Optional.empty());
    for (Known known : parameters) {
      if (!passes(known, request)) {
        return false;
      }
    }
    return !hasBody || bodyPasses(context);
  }

  private static boolean passes(Known known, ApiRequest request) {
    Parameter parameter = known.parameter;
    String name = parameter.getName();
    Optional<String> value =
        switch (parameter.getIn()) {
          case HEADER -> request.header(name);
          case PATH -> request.findPathPart(name);
          case QUERY -> request.parameter(name);
          case COOKIE -> Optional.empty();
        };
    if (value.isEmpty()) {
      return !parameter.isRequired();
    }
    String text = value.get();
    return text.chars().noneMatch(Character::isISOControl)
        && known.shape.test(node(parameter, text));
  }

  private static JsonNode node(Parameter parameter, String text) {
    return switch (parameter.getSchemaType()) {
      case INTEGER ->
          SMALL_NUMBER.matcher(text).matches()
              ? IntNode.valueOf(Integer.parseInt(text))
              : TextNode.valueOf(text);
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? BooleanNode.valueOf(Boolean.parseBoolean(text))
              : TextNode.valueOf(text);
      case STRING, NUMBER, ARRAY, OBJECT -> TextNode.valueOf(text);
    };
  }

  private boolean bodyPasses(RoutingContext context) {
    Buffer bytes = context.body().buffer();
    if (bytes == null || !JSON.equals(context.request().getHeader("Content-Type"))) {
      return false;
    }
    try {
      JsonNode node = Json.read(bytes.getBytes(), JsonNode.class);
      if (!body.test(node)) {
        return false;
      }
      ApiRequest.keepBody(context, node);
      return true;
    } catch (BadJsonException bad) {
      return false;
    }
  }
}
