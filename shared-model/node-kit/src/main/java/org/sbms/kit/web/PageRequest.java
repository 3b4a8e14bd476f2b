package org.sbms.kit.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** A request for a page, by somebody who may see it. */
public final class PageRequest {
  private static final int MAX_FIELDS = 500;

  private final RoutingContext context;
  private final Optional<Visitor> visitor;
  private final Optional<String> sessionToken;
  private final Texts texts;

  PageRequest(
      RoutingContext context,
      Optional<Visitor> visitor,
      Optional<String> sessionToken,
      Texts texts) {
    this.context = context;
    this.visitor = visitor;
    this.sessionToken = sessionToken;
    this.texts = texts;
  }

  /** Who asks. On a public page nobody does: use {@link #visitor}. */
  public Caller caller() {
    return visitor.orElseThrow(() -> new IllegalStateException("a public page")).caller();
  }

  public Optional<Visitor> visitor() {
    return visitor;
  }

  public Texts texts() {
    return texts;
  }

  public String path() {
    return context.normalizedPath();
  }

  /** A part of the path, {@code :id}; absent ones are a bug. */
  public String pathPart(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalStateException("no :" + name + " in " + path());
    }
    return value;
  }

  /** A part of the path that names something by UUID; empty when it is none. */
  public Optional<UUID> pathId(String name) {
    try {
      return Optional.of(UUID.fromString(pathPart(name)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** A parameter of the address, stripped; empty when absent. */
  public String parameter(String name) {
    List<String> values = context.queryParam(name);
    return values.isEmpty() ? "" : text(values.getFirst()).strip();
  }

  /** No person types U+0000, and PostgreSQL does not store it. */
  private static String text(String value) {
    return value.replace("\0", "");
  }

  /** What was posted. */
  public Form form() {
    Map<String, String> fields = new LinkedHashMap<>();
    MultiMap attributes = context.request().formAttributes();
    for (Map.Entry<String, String> field : attributes) {
      if (fields.size() < MAX_FIELDS) {
        fields.putIfAbsent(field.getKey(), text(field.getValue()));
      }
    }
    return Form.posted(fields);
  }

  /** All that were posted under one name, such as ticked boxes. */
  public List<String> posted(String name) {
    return context.request().formAttributes().getAll(name).stream()
        .limit(MAX_FIELDS)
        .map(PageRequest::text)
        .toList();
  }

  /** A file that was sent with the form; it is deleted when the answer is out. */
  public Optional<FileUpload> upload(String name) {
    return context.fileUploads().stream()
        .filter(file -> file.name().equals(name) && file.size() > 0)
        .findFirst();
  }

  /** Whether htmx asks for a part of the page. */
  public boolean isPart() {
    return "true".equals(context.request().getHeader("HX-Request"));
  }

  /**
   * Answers a table: reads sort, page and filters from the address, and exports when asked to.
   *
   * @param rows at most {@link TableQuery#limit()} rows from {@link TableQuery#offset()} on
   */
  public <T> PageResponse table(
      TableSpec<T> spec,
      Function<TableQuery, List<T>> rows,
      Function<Table<T>, PageResponse> page) {
    Table<T> table = tableOf(spec, rows);
    return table
        .query()
        .format()
        .<PageResponse>map(format ->
            new PageResponse.Download(
                spec.name() + "." + format.code(),
                format.contentType(),
                table.file(texts).bytes(format, texts)))
        .orElseGet(() -> page.apply(table));
  }

  /** A table as a part of a larger page. */
  public <T> Table<T> tableOf(TableSpec<T> spec, Function<TableQuery, List<T>> rows) {
    TableQuery query = TableQuery.read(spec, path(), this::parameter);
    return Table.of(spec, query, rows.apply(query));
  }

  public String remoteAddress() {
    return context.request().remoteAddress().hostAddress();
  }

  /** The token in the session's cookie, for logging out. */
  public Optional<String> sessionToken() {
    return sessionToken;
  }

  /** The page that the visitor came from, on this node; the home page when there is none. */
  public String backPath() {
    String referer = context.request().getHeader("Referer");
    if (referer == null) {
      return "/";
    }
    try {
      java.net.URI uri = java.net.URI.create(referer);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return uri.getRawPath().startsWith("//") ? "/" : uri.getRawPath() + query;
    } catch (IllegalArgumentException malformed) {
      return "/";
    }
  }
}
