package org.sbms.branch.bank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sbms.branch.bank.WorkOnBank.ListStatementDialects;
import org.sbms.branch.bank.WorkOnBank.SaveStatementDialect;
import org.sbms.branch.bank.WorkOnBank.StatementDialects;
import org.sbms.branch.bank.WorkOnBank.TriedStatement;
import org.sbms.branch.bank.WorkOnBank.TryStatementDialect;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Dialects of statements as CSV, as pages and by the API; a sample shows what one makes of it. */
public final class DialectPages implements WebFeature {
  static final String LIST = "/bank/dialects";
  private static final String NEW = "new";
  private static final Map<String, String> SEPARATORS = new LinkedHashMap<>();
  private static final Map<String, String> DECIMALS = new LinkedHashMap<>();
  private static final Map<String, String> ENCODINGS = new LinkedHashMap<>();

  static {
    SEPARATORS.put(";", ";");
    SEPARATORS.put(",", ",");
    SEPARATORS.put("|", "|");
    SEPARATORS.put("tab", "Tab");
    DECIMALS.put(",", "1234,50");
    DECIMALS.put(".", "1234.50");
    List.of("UTF-8", "windows-1251", "windows-1252", "ISO-8859-1", "IBM866", "UTF-16")
        .forEach(encoding -> ENCODINGS.put(encoding, encoding));
  }

  private final Executor executor;

  public DialectPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(LIST, BankFeature.VIEW, this::list)
        .get(LIST + "/:name", BankFeature.VIEW, this::show)
        .post(LIST + "/:name", BankFeature.SET, this::post)
        .api("listStatementDialects", this::listByApi)
        .api("saveStatementDialect", this::saveByApi)
        .api("tryStatementDialect", this::tryByApi);
  }

  /**
   * A dialect's page.
   *
   * @param tried what it makes of the sample; none before it was tried
   */
  public record DialectPage(
      String name,
      boolean isNew,
      Map<String, String> separators,
      Map<String, String> decimals,
      Map<String, String> encodings,
      Form form,
      Optional<TriedStatement> tried) {

    public String fields() {
      return String.join(", ", StatementDialect.FIELDS);
    }
  }

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListStatementDialects())),
        found -> PageResponse.page("bank/dialects", found));
  }

  private PageResponse show(PageRequest request) {
    String name = request.pathPart("name");
    if (name.equals(NEW)) {
      Form form =
          Form.blank()
              .with("skippedLines", "0")
              .with("hasHeading", "true")
              .with("dateFormat", "dd.MM.yyyy");
      return page(name, form, Optional.empty(), 200);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListStatementDialects())),
        found ->
            found.items().stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .map(dialect -> page(name, filled(dialect), Optional.empty(), 200))
                .orElseGet(() -> PageResponse.notFound("There is no dialect " + name + ".")));
  }

  private static Form filled(StatementDialect dialect) {
    return Form.blank()
        .with("name", dialect.name())
        .with(
            "separator", dialect.separator() == '\t' ? "tab" : String.valueOf(dialect.separator()))
        .with("encoding", dialect.encoding())
        .with("skippedLines", Integer.toString(dialect.skippedLines()))
        .with("hasHeading", Boolean.toString(dialect.hasHeading()))
        .with(
            "columns",
            new TreeMap<>(dialect.columns())
                .entrySet().stream()
                    .map(column -> column.getKey() + " = " + column.getValue())
                    .collect(Collectors.joining("\n")))
        .with("account", dialect.account())
        .with("dateFormat", dialect.dateFormat())
        .with("decimal", String.valueOf(dialect.decimal()))
        .with("debitWords", String.join(", ", dialect.debitWords()))
        .with("creditWords", String.join(", ", dialect.creditWords()));
  }

  private static PageResponse page(
      String name, Form form, Optional<TriedStatement> tried, int status) {
    Map<String, String> encodings = new LinkedHashMap<>(ENCODINGS);
    if (!form.text("encoding").isEmpty()) {
      encodings.putIfAbsent(form.text("encoding"), form.text("encoding"));
    }
    return new PageResponse.Page(
        status,
        "bank/dialect",
        new DialectPage(name, name.equals(NEW), SEPARATORS, DECIMALS, encodings, form, tried));
  }

  private PageResponse post(PageRequest request) {
    Form form = request.form();
    String place = request.pathPart("name");
    Optional<Integer> skipped = form.required("skippedLines", DialectPages::lines);
    if (skipped.isEmpty()) {
      return page(place, form, Optional.empty(), 422);
    }
    StatementDialect dialect =
        new StatementDialect(
            place.equals(NEW) ? form.text("name").strip() : place,
            sign(form.text("separator").equals("tab") ? "\t" : form.text("separator")),
            form.text("encoding"),
            skipped.get(),
            form.checked("hasHeading"),
            columns(form.text("columns")),
            BankReading.plain(form.text("account")),
            form.text("dateFormat").strip(),
            sign(form.text("decimal")),
            words(form.text("debitWords")),
            words(form.text("creditWords")));
    return form.text("do").equals("try")
        ? PageResponse.of(
            executor.run(
                request.caller(),
                Request.query(new TryStatementDialect(dialect, form.text("sample")))),
            form,
            request.texts(),
            tried -> page(place, form, Optional.of(tried), 200),
            again -> page(place, again, Optional.empty(), 422))
        : PageResponse.of(
            executor.run(
                request.caller(), Request.command(new SaveStatementDialect(dialect), form.key())),
            form,
            request.texts(),
            saved ->
                PageResponse.redirect(
                    LIST + "/" + saved.name(), request.texts().t("bank.accounts.saved")),
            again -> page(place, again, Optional.empty(), 422));
  }

  private static int lines(String text) {
    if (text.strip().matches("[0-9]{1,4}")) {
      return Integer.parseInt(text.strip());
    }
    throw new IllegalArgumentException("must be a whole number");
  }

  /** A space where there is not exactly one: no sign that a dialect may have. */
  private static char sign(String text) {
    return text.length() == 1 ? text.charAt(0) : ' ';
  }

  private static Map<String, String> columns(String text) {
    Map<String, String> columns = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          int equals = line.indexOf('=');
          columns.put(
              line.substring(0, Math.max(0, equals)).strip(), line.substring(equals + 1).strip());
        });
    return columns;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private ApiResponse listByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListStatementDialects())),
        (StatementDialects found) -> ApiResponse.ok(found));
  }

  private ApiResponse saveByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SaveStatementDialect(
                    ofBody(request.pathPart("name"), request.body(JsonNode.class))),
                request.key())),
        ApiResponse::ok);
  }

  private ApiResponse tryByApi(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new TryStatementDialect(
                    ofBody("sample", body.path("dialect")), body.path("sample").asText("")))),
        ApiResponse::ok);
  }

  private static StatementDialect ofBody(String name, JsonNode body) {
    Map<String, String> columns = new LinkedHashMap<>();
    body.path("columns")
        .properties()
        .forEach(column -> columns.put(column.getKey(), column.getValue().asText()));
    return new StatementDialect(
        name,
        sign(body.path("separator").asText(";")),
        body.path("encoding").asText("UTF-8"),
        body.path("skippedLines").asInt(0),
        body.path("hasHeading").asBoolean(true),
        columns,
        BankReading.plain(body.path("account").asText("")),
        body.path("dateFormat").asText(""),
        sign(body.path("decimal").asText(".")),
        words(body.path("debitWords")),
        words(body.path("creditWords")));
  }

  private static List<String> words(JsonNode given) {
    List<String> words = new ArrayList<>();
    given.forEach(word -> words.add(word.asText()));
    return words;
  }
}
