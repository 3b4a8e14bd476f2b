package org.sbms.kit.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.kit.json.Json;

/**
 * A request as the contract's validator takes it. The library's own reading decodes a parameter
 * twice and guesses at its type: {@code number=%2B79180000000} came out as a number, and a lone
 * percent sign was no request at all.
 */
final class ContractRequest {
  /** The escape of U+0000, unless its backslash is itself escaped. PostgreSQL stores no NUL. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)(\\\\\\\\)*+\\\\u0000");

  private static final String ESCAPED_NUL = "\\u0000";

  private ContractRequest() {}

  static ValidatableRequest of(RoutingContext context, Operation operation) {
    Map<String, RequestParameter> cookies = new HashMap<>();
    Map<String, RequestParameter> headers = new HashMap<>();
    Map<String, RequestParameter> path = new HashMap<>();
    Map<String, RequestParameter> query = new HashMap<>();
    ApiRequest request = new ApiRequest(context, Optional.empty());
    for (Parameter parameter : operation.getParameters()) {
      String name = parameter.getName();
      switch (parameter.getIn()) {
        case COOKIE -> throw new IllegalStateException("no call takes a cookie: " + name);
        case HEADER -> headers.put(name, read(parameter, request.header(name)));
        case PATH -> path.put(name, read(parameter, request.findPathPart(name)));
        case QUERY -> query.put(name, read(parameter, request.parameter(name)));
      }
    }
    if (operation.getRequestBody() == null) {
      return new ValidatableRequestImpl(cookies, headers, path, query);
    }
    return new ValidatableRequestImpl(
        cookies,
        headers,
        path,
        query,
        new RequestParameterImpl(context.body().buffer()),
        context.request().getHeader("Content-Type"));
  }

  /** A text goes as a JSON string, which the validator takes for what it is. */
  private static RequestParameter read(Parameter parameter, Optional<String> value) {
    boolean isText = parameter.getSchemaType() == SchemaType.STRING;
    return new RequestParameterImpl(
        value
            .map(text ->
                isText && text.chars().noneMatch(Character::isISOControl) ? Json.write(text) : text)
            .orElse(null));
  }

  /** Whether a JSON body has a U+0000 in one of its texts. */
  static boolean holdsNul(RoutingContext context) {
    Buffer body = context.body().buffer();
    if (body == null) {
      return false;
    }
    String text = body.toString(StandardCharsets.ISO_8859_1);
    return text.contains(ESCAPED_NUL) && NUL.matcher(text).find();
  }
}
