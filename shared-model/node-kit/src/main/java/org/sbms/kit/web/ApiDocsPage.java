package org.sbms.kit.web;

import java.util.List;

/** What the page of the API shows. */
public record ApiDocsPage(
    String title, String description, List<Group> groups, List<Schema> schemas) {

  public record Group(String tag, List<Call> calls) {}

  public record Call(
      String operationId,
      String method,
      String path,
      String summary,
      String description,
      List<Parameter> parameters,
      String body,
      List<Answer> answers) {

    /** A colour of the kit. */
    public String colour() {
      return switch (method) {
        case "GET" -> "blue";
        case "DELETE" -> "red";
        default -> "green";
      };
    }
  }

  public record Parameter(
      String name, String in, boolean required, String type, String description) {}

  public record Answer(String status, String description, String body) {}

  public record Schema(String name, String description, List<Parameter> fields) {}
}
