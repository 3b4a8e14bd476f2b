package org.sbms.kit.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The contract as a page to browse. */
final class ApiDocs {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final ApiDocsPage model;

  ApiDocs(Contract contract) {
    this.model = read(contract.whole());
  }

  PageResponse page(PageRequest request) {
    return PageResponse.page("kit/apiDocs", model);
  }

  private static ApiDocsPage read(JsonObject contract) {
    Map<String, List<ApiDocsPage.Call>> byTag = new LinkedHashMap<>();
    JsonObject paths = contract.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        if (METHODS.contains(method)) {
          JsonObject call = methods.getJsonObject(method);
          String tag = call.getJsonArray("tags", new JsonArray().add("other")).getString(0);
          byTag
              .computeIfAbsent(tag, _ -> new ArrayList<>())
              .add(call(contract, path, method, call));
        }
      }
    }
    List<ApiDocsPage.Group> groups =
        byTag.entrySet().stream()
            .map(e -> new ApiDocsPage.Group(e.getKey(), List.copyOf(e.getValue())))
            .toList();
    JsonObject info = contract.getJsonObject("info");
    return new ApiDocsPage(
        info.getString("title"), info.getString("description", ""), groups, schemas(contract));
  }

  private static ApiDocsPage.Call call(
      JsonObject contract, String path, String method, JsonObject call) {
    List<ApiDocsPage.Parameter> parameters = new ArrayList<>();
    for (Object each : call.getJsonArray("parameters", new JsonArray())) {
      JsonObject p = follow(contract, (JsonObject) each);
      parameters.add(
          new ApiDocsPage.Parameter(
              p.getString("name"),
              p.getString("in"),
              p.getBoolean("required", false),
              typeOf(p.getJsonObject("schema", new JsonObject())),
              p.getString("description", "")));
    }
    List<ApiDocsPage.Answer> answers = new ArrayList<>();
    JsonObject responses = call.getJsonObject("responses", new JsonObject());
    for (String status : responses.fieldNames()) {
      JsonObject response = follow(contract, responses.getJsonObject(status));
      answers.add(
          new ApiDocsPage.Answer(
              status, response.getString("description", ""), bodyType(response)));
    }
    JsonObject body = follow(contract, call.getJsonObject("requestBody", new JsonObject()));
    return new ApiDocsPage.Call(
        call.getString("operationId"),
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        call.getString("summary", ""),
        call.getString("description", ""),
        parameters,
        bodyType(body),
        answers);
  }

  private static List<ApiDocsPage.Schema> schemas(JsonObject contract) {
    JsonObject schemas =
        contract.getJsonObject("components", new JsonObject()).getJsonObject("schemas");
    if (schemas == null) {
      return List.of();
    }
    List<ApiDocsPage.Schema> all = new ArrayList<>();
    for (String name : schemas.fieldNames()) {
      JsonObject schema = schemas.getJsonObject(name);
      JsonArray required = schema.getJsonArray("required", new JsonArray());
      List<ApiDocsPage.Parameter> fields = new ArrayList<>();
      JsonObject properties = schema.getJsonObject("properties", new JsonObject());
      for (String field : properties.fieldNames()) {
        JsonObject property = properties.getJsonObject(field);
        fields.add(
            new ApiDocsPage.Parameter(
                field,
                "",
                required.contains(field),
                typeOf(property),
                property.getString("description", "")));
      }
      all.add(new ApiDocsPage.Schema(name, schema.getString("description", ""), fields));
    }
    return all;
  }

  private static String bodyType(JsonObject holder) {
    JsonObject content = holder.getJsonObject("content", new JsonObject());
    return content.fieldNames().stream()
        .findFirst()
        .map(media -> {
          String type =
              typeOf(content.getJsonObject(media).getJsonObject("schema", new JsonObject()));
          return media.equals("application/json") ? type : media + " " + type;
        })
        .orElse("");
  }

  /** A schema in a word or two: its name where it has one. */
  private static String typeOf(JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference != null) {
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    if (schema.containsKey("items")) {
      return typeOf(schema.getJsonObject("items")) + "[]";
    }
    if (schema.containsKey("enum")) {
      return String.join(" | ", schema.getJsonArray("enum").stream().map(String::valueOf).toList());
    }
    String type = String.valueOf(schema.getValue("type", "object"));
    return schema.containsKey("format") ? type + ", " + schema.getString("format") : type;
  }

  private static JsonObject follow(JsonObject contract, JsonObject object) {
    String reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    JsonObject found = contract;
    for (String step : reference.substring(2).split("/", -1)) {
      found = found.getJsonObject(step);
    }
    return found;
  }
}
