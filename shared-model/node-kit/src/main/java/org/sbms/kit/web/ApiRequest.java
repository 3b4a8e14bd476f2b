package org.sbms.kit.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;

/** An API call that has been validated against the contract. */
public final class ApiRequest {
  private static final String BODY = "sbms.body";

  private final RoutingContext context;
  private final Optional<Visitor> visitor;

  ApiRequest(RoutingContext context, Optional<Visitor> visitor) {
    this.context = context;
    this.visitor = visitor;
  }

  /** Who asks. Absent only in calls that the contract opens to everybody. */
  public Caller caller() {
    return visitor.orElseThrow(() -> new IllegalStateException("an open call")).caller();
  }

  public Optional<Visitor> visitor() {
    return visitor;
  }

  /** A part of the path, as {@code openapi.yaml} names it. */
  public String pathPart(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("no {" + name + "} in " + context.normalizedPath());
    }
    return value;
  }

  /** The same for a handler that answers several paths. */
  public Optional<String> findPathPart(String name) {
    return Optional.ofNullable(context.pathParam(name));
  }

  public Optional<String> parameter(String name) {
    List<String> values = context.queryParam(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /**
   * Where a list that counts its items goes on; its first item without a cursor.
   *
   * @throws BadJsonException when the cursor is none of such a list
   */
  public int offset() {
    return parameter("cursor")
        .map(cursor ->
            Cursor.read(cursor, 1)
                .map(List::getFirst)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElseThrow(() -> BadJsonException.at("cursor", "is no cursor of this list")))
        .orElse(0);
  }

  /**
   * The page that is asked for; the contract bounds {@code limit}.
   *
   * @param usual how many items it has where the call does not say
   */
  public ApiPage page(int usual) {
    return new ApiPage(offset(), parameter("limit").map(Integer::parseInt).orElse(usual));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** The {@code Idempotency-Key}; the contract requires it where a command needs one. */
  public String key() {
    return header("Idempotency-Key").orElse("");
  }

  /** The token of the session, for logging out. */
  public Optional<String> bearerToken() {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  /** The JSON body. What does not fit the type is answered with its field's path. */
  public <T> T body(Class<T> type) {
    return type == JsonNode.class && context.get(BODY) instanceof JsonNode read
        ? type.cast(read)
        : Json.read(bytes(), type);
  }

  /** So that nobody has to read it twice. */
  static void keepBody(RoutingContext context, JsonNode body) {
    context.put(BODY, body);
  }

  /** The body as it came, for CSV. */
  public byte[] bytes() {
    Optional<Path> file = BodyFile.of(context);
    if (file.isPresent()) {
      try {
        return Files.readAllBytes(file.get());
      } catch (IOException lost) {
        throw new UncheckedIOException(lost);
      }
    }
    var buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  /** A body that is no JSON, in a file that goes when the answer is out. */
  public Path bodyFile() {
    return BodyFile.of(context).orElseThrow(() -> new IllegalStateException("a call with JSON"));
  }

  public List<FileUpload> uploads() {
    return context.fileUploads();
  }

  public String remoteAddress() {
    return context.request().remoteAddress().hostAddress();
  }
}
