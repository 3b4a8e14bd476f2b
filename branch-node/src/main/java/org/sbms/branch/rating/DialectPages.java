package org.sbms.branch.rating;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sbms.branch.pricing.Unit;
import org.sbms.branch.rating.Dialects.ListDialects;
import org.sbms.branch.rating.Dialects.SaveDialect;
import org.sbms.branch.rating.Dialects.SaveKind;
import org.sbms.branch.rating.Dialects.TryDialect;
import org.sbms.branch.rating.Dialects.UsageKind;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/**
 * Dialects and kinds of usage, as pages and by the API; a sample line shows what one makes of it.
 */
public final class DialectPages implements WebFeature {
  private static final String LIST = "/usage/dialects";
  private static final Map<String, String> SEPARATORS = new LinkedHashMap<>();

  static {
    SEPARATORS.put(",", ",");
    SEPARATORS.put(";", ";");
    SEPARATORS.put("|", "|");
    SEPARATORS.put("tab", "Tab");
  }

  private final Executor executor;

  public DialectPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(LIST, RatingFeature.VIEW, request -> list(request, Form.blank(), 200))
        .post(LIST + "/kinds", RatingFeature.RATE, this::saveKind)
        .get(LIST + "/:name", RatingFeature.VIEW, this::show)
        .post(LIST + "/:name", RatingFeature.RATE, this::post)
        .api("listUsageDialects", this::listByApi)
        .api("saveUsageDialect", this::saveByApi)
        .api("tryUsageDialect", this::tryByApi)
        .api("saveUsageKind", this::saveKindByApi);
  }

  public record ListPage(ListDialects.Found found, Map<String, String> units, Form form) {}

  /**
   * A dialect's page.
   *
   * @param tried what it makes of the sample; none before it was tried
   */
  public record DialectPage(
      String name,
      boolean isNew,
      Map<String, String> separators,
      Form form,
      Optional<TryDialect.Tried> tried) {

    /** What was understood, by field. */
    public Map<String, String> fields() {
      return new TreeMap<>(tried.map(TryDialect.Tried::fields).orElse(Map.of()));
    }
  }

  private PageResponse list(PageRequest request, Form form, int status) {
    Map<String, String> units = new LinkedHashMap<>();
    for (Unit unit : Unit.values()) {
      units.put(unit.name(), request.texts().of("usage.unit", unit));
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListDialects())),
        found ->
            new PageResponse.Page(status, "rating/dialects", new ListPage(found, units, form)));
  }

  private PageResponse saveKind(PageRequest request) {
    Form form = request.form();
    Optional<Unit> unit = form.required("unit", Unit::valueOf);
    if (unit.isEmpty()) {
      return list(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SaveKind(
                    new UsageKind(form.text("kind"), form.text("product").strip(), unit.get())),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(LIST, request.texts().t("usage.dialects.saved")),
        again -> list(request, again, 422));
  }

  /** The name {@code new} is for one that is not there yet. */
  private PageResponse show(PageRequest request) {
    String name = request.pathPart("name");
    if (name.equals("new")) {
      return page(
          name, Form.blank().with("separator", ",").with("source", "main"), Optional.empty(), 200);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListDialects())),
        found ->
            found.dialects().stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .map(dialect -> page(name, filled(dialect), Optional.empty(), 200))
                .orElseGet(() -> PageResponse.notFound("There is no dialect " + name + ".")));
  }

  private static Form filled(Dialect dialect) {
    return Form.blank()
        .with("name", dialect.name())
        .with("source", dialect.source())
        .with(
            "separator", dialect.separator() == '\t' ? "tab" : String.valueOf(dialect.separator()))
        .with("headings", text(dialect.headings()))
        .with("fixed", text(dialect.fixed()))
        .with("timeFormat", dialect.timeFormat())
        .with("zone", dialect.zone());
  }

  private static String text(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\\R")) {
      if (!line.isBlank()) {
        int equals = line.indexOf('=');
        lines.put(
            line.substring(0, Math.max(0, equals)).strip(), line.substring(equals + 1).strip());
      }
    }
    return lines;
  }

  private static PageResponse page(
      String name, Form form, Optional<TryDialect.Tried> tried, int status) {
    return new PageResponse.Page(
        status,
        "rating/dialect",
        new DialectPage(name, name.equals("new"), SEPARATORS, form, tried));
  }

  private PageResponse post(PageRequest request) {
    Form form = request.form();
    String place = request.pathPart("name");
    String separator = form.text("separator");
    Dialect dialect =
        new Dialect(
            place.equals("new") ? form.text("name") : place,
            form.text("source"),
            separator.equals("tab") ? '\t' : separator.isEmpty() ? ' ' : separator.charAt(0),
            lines(form.text("headings")),
            lines(form.text("fixed")),
            form.text("timeFormat"),
            form.text("zone").strip());
    return form.text("do").equals("try")
        ? PageResponse.of(
            executor.run(
                request.caller(),
                Request.query(new TryDialect(dialect, form.text("header"), form.text("line")))),
            form,
            request.texts(),
            tried -> page(place, form, Optional.of(tried), 200),
            again -> page(place, again, Optional.empty(), 422))
        : PageResponse.of(
            executor.run(request.caller(), Request.command(new SaveDialect(dialect), form.key())),
            form,
            request.texts(),
            saved ->
                PageResponse.redirect(
                    LIST + "/" + saved.name(), request.texts().t("usage.dialects.saved")),
            again -> page(place, again, Optional.empty(), 422));
  }

  private ApiResponse listByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListDialects())), ApiResponse::ok);
  }

  private ApiResponse saveByApi(ApiRequest request) {
    return command(
        request,
        new SaveDialect(Dialects.ofBody(request.pathPart("name"), request.body(JsonNode.class))));
  }

  private ApiResponse tryByApi(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new TryDialect(
                    Dialects.ofBody("sample", body),
                    body.path("header").asText(""),
                    body.path("line").asText("")))),
        ApiResponse::ok);
  }

  private ApiResponse saveKindByApi(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Unit unit;
    try {
      unit = Unit.valueOf(body.path("unit").asText(""));
    } catch (IllegalArgumentException unknown) {
      return ApiResponse.refused(Refusal.invalid("unit", "is no unit"));
    }
    return command(
        request,
        new SaveKind(
            new UsageKind(request.pathPart("kind"), body.path("product").asText(""), unit)));
  }

  private <R> ApiResponse command(ApiRequest request, Operation<R> order) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())), ApiResponse::ok);
  }
}
