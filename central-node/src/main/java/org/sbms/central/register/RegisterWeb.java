package org.sbms.central.register;

import static org.sbms.central.register.RegisterPermissions.CONFIGURE;
import static org.sbms.central.register.RegisterPermissions.VIEW;
import static org.sbms.central.register.RegisterPermissions.WORK;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.register.WorkOnRegisters.ListSources;
import org.sbms.central.register.WorkOnRegisters.PairByHand;
import org.sbms.central.register.WorkOnRegisters.SaveSource;
import org.sbms.central.register.WorkOnRegisters.ShowSource;
import org.sbms.central.register.WorkOnRegisters.SourceLine;
import org.sbms.central.register.WorkOnRegisters.SourceWork;
import org.sbms.central.register.WorkOnRegisters.TakeRegister;
import org.sbms.central.register.WorkOnRegisters.UndoMatch;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
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

/** The pages of registers. */
public final class RegisterWeb implements WebFeature {
  private static final String PATH = "/registers";

  private static final TableSpec<SourceLine> SOURCES =
      new TableSpec<>(
          "registers",
          "source",
          List.of(
              Column.of(
                  "source",
                  line ->
                      new Cell.TwoLines(
                          line.source().name(),
                          line.source().code(),
                          PATH + "/" + line.source().code())),
              Column.<SourceLine>of(
                      "format",
                      line ->
                          new Cell.Badge("register.format." + line.source().format(), "secondary"))
                  .wideOnly(),
              Column.<SourceLine>of(
                      "method",
                      line ->
                          new Cell.Badge(
                              "register.method." + line.source().method().name(), "secondary"))
                  .wideOnly(),
              Column.<SourceLine>of("files", line -> new Cell.Count(line.files())).end().wideOnly(),
              Column.<SourceLine>of("lines", line -> new Cell.Count(line.openLines())).end(),
              Column.<SourceLine>of("payments", line -> new Cell.Count(line.openPayments())).end()),
          List.of());

  private final Executor executor;

  public RegisterWeb(Executor executor) {
    this.executor = executor;
  }

  public record SourcesPage(Table<SourceLine> table) {}

  /**
   * @param isNew whether the code can still be chosen
   * @param formats with their names, like the methods
   */
  public record SourcePage(
      Form form, boolean isNew, Map<String, String> formats, Map<String, String> methods) {}

  public record WorkPage(SourceWork work, Form upload, Form pair, Form undo) {}

  @Override
  public void addTo(Web web) {
    web.messages("register")
        .menu(new MenuEntry(PATH, "register.menu", "building-bank", 54, VIEW))
        .get(PATH, VIEW, this::sources)
        .get(PATH + "/new", CONFIGURE, request -> source(request, SourceForm.blank(), true))
        .post(PATH + "/new", CONFIGURE, request -> save(request, true))
        .get(PATH + "/:code", VIEW, request -> work(request, Form.blank(), Form.blank()))
        .get(PATH + "/:code/settings", CONFIGURE, this::settings)
        .post(PATH + "/:code/settings", CONFIGURE, request -> save(request, false))
        .post(PATH + "/:code/files", WORK, this::upload)
        .post(PATH + "/:code/pairs", WORK, this::pair)
        .post(PATH + "/:code/undo", WORK, this::undo);
  }

  private PageResponse sources(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListSources())),
        found ->
            request.table(
                SOURCES,
                _ -> found.items(),
                table -> PageResponse.page("register/sources", new SourcesPage(table))));
  }

  private static PageResponse source(PageRequest request, Form form, boolean isNew) {
    Map<String, String> formats = new LinkedHashMap<>();
    for (Source.Format each : Source.Format.values()) {
      formats.put(each.name(), request.texts().t("register.format." + each));
    }
    Map<String, String> methods = new LinkedHashMap<>();
    for (PaymentMethod each : PaymentMethod.values()) {
      methods.put(each.name(), request.texts().t("register.method." + each.name()));
    }
    return new PageResponse.Page(
        form.hasErrors() ? 422 : 200,
        "register/source",
        new SourcePage(form, isNew, formats, methods));
  }

  private PageResponse settings(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowSource(request.pathPart("code")))),
        work -> source(request, SourceForm.of(work.source()), false));
  }

  private PageResponse save(PageRequest request, boolean isNew) {
    Form form = request.form();
    if (!isNew) {
      form.with("code", request.pathPart("code"));
    }
    Optional<Source> source = SourceForm.read(form);
    if (source.isEmpty()) {
      return source(request, form, isNew);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SaveSource(source.get()), form.key())),
        form,
        request.texts(),
        saved ->
            PageResponse.redirect(PATH + "/" + saved.code(), request.texts().t("register.saved")),
        again -> source(request, again, isNew));
  }

  private PageResponse work(PageRequest request, Form upload, Form pair) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowSource(request.pathPart("code")))),
        work ->
            new PageResponse.Page(
                upload.hasErrors() || pair.hasErrors() ? 422 : 200,
                "register/work",
                new WorkPage(work, upload, pair, Form.blank())));
  }

  private PageResponse upload(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> file = request.upload("file");
    if (file.isEmpty()) {
      return work(request, form.error("file", "must be chosen"), Form.blank());
    }
    String code = request.pathPart("code");
    String content = Base64.getEncoder().encodeToString(bytes(file.get()));
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new TakeRegister(code, file.get().fileName(), content), form.key())),
        form,
        request.texts(),
        taken ->
            PageResponse.redirect(
                PATH + "/" + code, request.texts().t("register.taken", taken.lines())),
        again -> work(request, again, Form.blank()));
  }

  private PageResponse pair(PageRequest request) {
    Form form = request.form();
    String code = request.pathPart("code");
    List<Long> lines;
    List<UUID> payments;
    try {
      lines = request.posted("line").stream().map(Long::valueOf).toList();
      payments = request.posted("payment").stream().map(UUID::fromString).toList();
    } catch (IllegalArgumentException forged) {
      return PageResponse.notFound("There is no such line.");
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new PairByHand(code, lines, payments, form.text("reason")), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH + "/" + code, request.texts().t("register.paired")),
        again -> work(request, Form.blank(), again));
  }

  private PageResponse undo(PageRequest request) {
    Form form = request.form();
    Optional<UUID> match = form.required("match", UUID::fromString);
    if (match.isEmpty()) {
      return PageResponse.notFound("There is no such pairing.");
    }
    String code = request.pathPart("code");
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new UndoMatch(match.get()), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH + "/" + code, request.texts().t("register.undone")),
        again -> work(request, Form.blank(), again));
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }
}
