package org.sbms.branch.intake;

import static org.sbms.branch.intake.IntakeFeature.IMPORT;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.intake.WorkOnIntakes.BeginIntake;
import org.sbms.branch.intake.WorkOnIntakes.CancelIntake;
import org.sbms.branch.intake.WorkOnIntakes.ListIntakes;
import org.sbms.branch.intake.WorkOnIntakes.ListProblems;
import org.sbms.branch.intake.WorkOnIntakes.ShowIntake;
import org.sbms.branch.intake.WorkOnIntakes.StartIntake;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableSpec;

/** Pages and calls for taking over the base of another system. */
public final class IntakeWeb implements WebFeature {
  private static final String LIST = "/intakes";
  private static final int SHOWN = 100;
  private static final int DEFAULT_LIMIT = 50;

  private static final TableSpec<Intake.Problem> PROBLEMS =
      new TableSpec<>(
          "intake.problems",
          "line",
          List.of(
              Column.<Intake.Problem>of("line", row -> new Cell.Count(row.line())).sortedBy("line"),
              Column.of("field", row -> new Cell.Code(row.field())),
              Column.of("reason", row -> new Cell.Text(row.reason()))),
          List.of());

  private final Executor executor;
  private final IntakeFeature intakes;

  public IntakeWeb(Executor executor, IntakeFeature intakes) {
    this.executor = executor;
    this.intakes = intakes;
  }

  @Override
  public void addTo(Web web) {
    web.messages("intake")
        .menu(new MenuEntry(LIST, "intake.menu", "file-import", 94, IMPORT))
        .get(LIST, IMPORT, request -> list(request, Form.blank().with("source", "base"), 200))
        .post(LIST, IMPORT, this::receive)
        .get(LIST + "/:id", IMPORT, this::show)
        .post(LIST + "/:id/start", IMPORT, request -> change(request, StartIntake::new))
        .post(LIST + "/:id/cancellation", IMPORT, request -> change(request, CancelIntake::new));
    web.api("beginIntake", IMPORT, this::receiveByApi)
        .api("listIntakes", this::listByApi)
        .api("showIntake", request -> ask(request, new ShowIntake(id(request))))
        .api("listIntakeProblems", this::problemsByApi)
        .api("startIntake", request -> run(request, new StartIntake(id(request))))
        .api("cancelIntake", request -> run(request, new CancelIntake(id(request))));
  }

  public record IntakesPage(List<Intake> intakes, List<String> columns, Form form) {}

  public record IntakePage(Intake intake, Table<Intake.Problem> problems) {}

  static String colour(Intake.State state) {
    return switch (state) {
      case RECEIVING, CHECKING, LOADING -> "blue";
      case READY -> "yellow";
      case DONE -> "green";
      case CANCELLED -> "secondary";
    };
  }

  /** For templates. */
  public static String colourOf(Intake intake) {
    return colour(intake.state());
  }

  private PageResponse list(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListIntakes(0, SHOWN))),
        found ->
            new PageResponse.Page(
                status,
                "intake/list",
                new IntakesPage(found.items(), LineDecisions.COLUMNS, form)));
  }

  private PageResponse receive(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return list(request, form.error("file", "must be chosen"), 422);
    }
    Path file = Path.of(upload.get().uploadedFileName());
    BeginIntake order = new BeginIntake(form.text("source"), upload.get().fileName(), sha256(file));
    return PageResponse.of(
        intakes.receive(executor, request.caller(), order, form.key(), file),
        form,
        request.texts(),
        intake -> PageResponse.redirect(LIST + "/" + intake.id()),
        again -> list(request, again, 422));
  }

  private PageResponse show(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowIntake(id))),
                intake ->
                    request.table(
                        PROBLEMS,
                        query ->
                            executor.run(
                                        request.caller(),
                                        Request.query(
                                            new ListProblems(id, query.offset(), query.limit())))
                                    instanceof
                                    Outcome.Done<ListProblems.Items>(ListProblems.Items found)
                                ? found.items()
                                : List.of(),
                        table -> PageResponse.page("intake/show", new IntakePage(intake, table)))));
  }

  private PageResponse change(PageRequest request, Function<UUID, Operation<Intake>> order) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.command(order.apply(id), request.form().key())),
                intake -> PageResponse.redirect(LIST + "/" + intake.id())));
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> page) {
    return request
        .pathId("id")
        .map(page)
        .orElseGet(() -> PageResponse.notFound("There is no such file of subscribers."));
  }

  private ApiResponse receiveByApi(ApiRequest request) {
    Path file = request.bodyFile();
    BeginIntake order =
        new BeginIntake(
            request.parameter("source").orElse("base"),
            request.parameter("file").orElse("file.csv"),
            sha256(file));
    return ApiResponse.of(
        intakes.receive(executor, request.caller(), order, request.key(), file),
        ApiResponse::created);
  }

  private ApiResponse listByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListIntakes(offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse problemsByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.query(new ListProblems(id(request), offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  private static ApiResponse page(List<?> items, int offset, int limit) {
    return ApiResponse.items(
        items.stream().limit(limit).toList(),
        items.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
            : Optional.empty());
  }

  private <R> ApiResponse ask(ApiRequest request, Operation<R> question) {
    return ApiResponse.of(executor.run(request.caller(), Request.query(question)), ApiResponse::ok);
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> order) {
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, key)), ApiResponse::ok);
  }

  private static UUID id(ApiRequest request) {
    return UUID.fromString(request.pathPart("intake"));
  }

  static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
