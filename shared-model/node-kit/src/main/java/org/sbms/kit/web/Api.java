package org.sbms.kit.web;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.telemetry.TelemetryRoutes;

/**
 * Serves the API of {@code openapi.yaml}: who calls, then the body, then the contract, then the
 * handler. The library would validate before it asks who calls, so its validation is called here
 * and not by its router.
 */
final class Api {
  private static final String VISITOR = "sbms.visitor";
  private static final String OPEN = "security";
  private static final String PREFIX = "/api/";
  private static final String RETRY_AFTER = "Retry-After";
  private static final String RETRY_AFTER_SECONDS = "1";

  private final WebServer.Parts parts;
  private final WebConfig config;

  Api(WebServer.Parts parts, WebConfig config) {
    this.parts = parts;
    this.config = config;
  }

  void addTo(Router router, Vertx vertx, Contract contract) {
    ApiRoutes calls = new ApiRoutes(vertx);
    RequestValidator validator = RequestValidator.create(vertx, contract.checked());
    BodyHandler small = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
    Shape shapes = new Shape(contract.whole());
    for (Operation operation : inOrder(contract)) {
      String otherBody = contract.otherBody(operation.getOperationId());
      Web.ApiCall call = parts.web().api().get(operation.getOperationId());
      Route route = calls.add(operation.getHttpMethod(), operation.getOpenAPIPath());
      if (call == null) {
        route.handler(context -> context.fail(501));
        continue;
      }
      QuickCheck quick = QuickCheck.of(operation, shapes);
      route
          .handler(context -> door(context, operation, call, otherBody))
          .handler(context -> {
            if (otherBody.isEmpty()) {
              small.handle(context);
            } else {
              BodyFile.receive(context, config.maxUploadBytes());
            }
          })
          .handler(context -> validate(context, quick, validator, operation))
          .handler(context -> serve(context, call));
    }
    // Pages have many routes, each of which would look at every call before its own is found.
    router
        .route("/*")
        .handler(context -> {
          if (context.normalizedPath().startsWith(PREFIX)) {
            calls.handle(context);
          } else {
            context.next();
          }
        });
  }

  /** Paths without parameters first, so that {@code /shifts/own} is no shift named "own". */
  private static List<Operation> inOrder(Contract contract) {
    return contract.checked().getPaths().stream()
        .flatMap(path -> path.getOperations().stream())
        .toList();
  }

  private void door(
      RoutingContext context, Operation operation, Web.ApiCall call, String otherBody) {
    context.put(TelemetryRoutes.PATTERN, operation.getOpenAPIPath());
    context.request().pause();
    Optional<Visitor> visitor = bearer(context).flatMap(parts.authenticator()::visitor);
    visitor.ifPresent(found -> context.put(VISITOR, found));
    if (!isOpen(operation) && visitor.isEmpty()) {
      context.request().resume();
      context.response().putHeader("WWW-Authenticate", "Bearer");
      refuse(
          context, Refusal.of(RefusalCode.UNAUTHENTICATED, "Log in first: POST /api/v1/sessions."));
      return;
    }
    if (visitor.isPresent()
        && call.permission().map(p -> !visitor.get().caller().may(p)).orElse(false)) {
      context.request().resume();
      parts
          .authenticator()
          .denied(
              visitor.get(), call.operationId(), context.request().remoteAddress().hostAddress());
      refuse(context, Refusal.of(RefusalCode.FORBIDDEN, "You may not do this."));
      return;
    }
    if (!otherBody.isEmpty() && !isOfType(context, otherBody)) {
      context.request().resume();
      context.fail(415);
      return;
    }
    context.next();
  }

  private void validate(
      RoutingContext context, QuickCheck quick, RequestValidator validator, Operation operation) {
    if (ContractRequest.holdsNul(context)) {
      refuse(context, Refusal.invalid("", "holds the character U+0000, which no text has"));
      return;
    }
    if (quick.passes(context)) {
      context.next();
      return;
    }
    try {
      validator
          .validate(ContractRequest.of(context, operation), operation.getOperationId())
          .await();
    } catch (ValidatorException wrong) {
      ContractViolations.answer(context, wrong);
      return;
    }
    context.next();
  }

  private void serve(RoutingContext context, Web.ApiCall call) {
    ApiRequest request =
        new ApiRequest(context, Optional.ofNullable(context.<Visitor>get(VISITOR)));
    switch (call.handler().handle(request)) {
      case ApiResponse.Json(int status, Object body, var headers) -> {
        headers.forEach(context.response()::putHeader);
        json(context, status, "application/json", Json.writeBytes(body));
      }
      case ApiResponse.JsonText(byte[] text) -> json(context, 200, "application/json", text);
      case ApiResponse.File(String fileName, String contentType, byte[] bytes) ->
          Downloads.send(context, fileName, contentType, bytes);
      case ApiResponse.NoContent() -> context.response().setStatusCode(204).end();
      case ApiResponse.Failed(Problem problem, var headers) -> {
        headers.forEach(context.response()::putHeader);
        problem(context, problem);
      }
    }
  }

  static void refuse(RoutingContext context, Refusal refusal) {
    problem(context, Problem.of(refusal));
  }

  static void problem(RoutingContext context, Problem problem) {
    boolean mayAskLater = problem.status() == 429 || problem.status() == 503;
    if (mayAskLater && !context.response().headers().contains(RETRY_AFTER)) {
      context.response().putHeader(RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    json(context, problem.status(), Problem.MEDIA_TYPE, Json.writeBytes(problem));
  }

  private static void json(RoutingContext context, int status, String type, byte[] body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .end(Buffer.buffer(body));
  }

  private static Optional<String> bearer(RoutingContext context) {
    return new ApiRequest(context, Optional.empty()).bearerToken();
  }

  /** A call with an empty {@code security} list is open to everybody. */
  private static boolean isOpen(Operation operation) {
    JsonObject model = operation.getOpenAPIModel();
    return model.containsKey(OPEN) && model.getJsonArray(OPEN).isEmpty();
  }

  private static boolean isOfType(RoutingContext context, String type) {
    String found = context.request().getHeader("Content-Type");
    return found != null && found.split(";", 2)[0].strip().equalsIgnoreCase(type);
  }
}
