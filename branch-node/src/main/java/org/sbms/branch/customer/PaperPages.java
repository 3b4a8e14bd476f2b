package org.sbms.branch.customer;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.branch.customer.WorkOnCustomers.TakeOutPersonalData;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.ExportFormat;
import org.sbms.kit.web.table.TableFile;

/** Files of customers: contracts brought in and taken out, and a person's own data. */
public final class PaperPages implements WebFeature {
  private final Executor executor;
  private final CustomerPages pages;

  public PaperPages(Executor executor, CustomerPages pages) {
    this.executor = executor;
    this.pages = pages;
  }

  @Override
  public void addTo(Web web) {
    web.post(CustomerPages.ONE + "/documents", CustomerPermissions.DOCUMENTS, this::add)
        .get(CustomerPages.ONE + "/documents/:document", CustomerPermissions.DOCUMENTS, this::read)
        .get(CustomerPages.ONE + "/personal-file", CustomerPermissions.TAKE_OUT, this::takeOut);
  }

  private PageResponse add(PageRequest request) {
    Form form = request.form();
    Optional<DocumentKind> kind = form.required("kind", DocumentKind::valueOf);
    Optional<LocalDate> signed = form.required("signedOn", PaperPages::day);
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      form.error("file", "must be chosen");
    } else if (upload.get().size() > Documents.MAX_BYTES) {
      form.error("file", "must be at most 5 MiB");
    }
    if (form.hasErrors() || kind.isEmpty() || signed.isEmpty() || upload.isEmpty()) {
      return again(request, form);
    }
    return CustomerPages.withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new AddDocument(
                            id,
                            form.text("number"),
                            kind.get(),
                            signed.get(),
                            upload.get().fileName(),
                            bytes(Path.of(upload.get().uploadedFileName()))),
                        form.key())),
                form,
                request.texts(),
                changed -> CustomerPages.back(request, changed, "customer.document.added"),
                wrong -> again(request, wrong)));
  }

  private PageResponse again(PageRequest request, Form form) {
    return pages.show(
        request,
        new CustomerPages.Forms(Form.blank(), Form.blank(), form, Form.blank(), Form.blank()),
        422);
  }

  private PageResponse read(PageRequest request) {
    Optional<UUID> document = request.pathId("document");
    return CustomerPages.withId(
        request,
        id ->
            document.isEmpty()
                ? PageResponse.notFound("There is no such paper, or not any more.")
                : PageResponse.of(
                    executor.run(
                        request.caller(), Request.query(new ReadDocument(id, document.get()))),
                    content ->
                        new PageResponse.Download(
                            content.fileName(), content.contentType(), content.file())));
  }

  private PageResponse takeOut(PageRequest request) {
    boolean pdf = request.parameter("format").equals("pdf");
    return CustomerPages.withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new TakeOutPersonalData(id))),
                file ->
                    pdf
                        ? new PageResponse.Download(
                            file.view().customer().number() + ".pdf",
                            ExportFormat.PDF.contentType(),
                            pdf(file, request.texts()))
                        : new PageResponse.Download(
                            file.view().customer().number() + ".json",
                            "application/json",
                            Json.write(file).getBytes(StandardCharsets.UTF_8))));
  }

  private record Line(String section, String field, String value) {}

  /** The same as the JSON, as a table of three columns. */
  static byte[] pdf(PersonalFile file, Texts texts) {
    List<Line> lines = new ArrayList<>();
    Customer customer = file.view().customer();
    String who = texts.t("customer.file.who");
    lines.add(new Line(who, texts.t("customer.list.number"), customer.number()));
    lines.add(
        new Line(who, texts.t("customer.list.kind"), texts.of("customer.kind", customer.kind())));
    lines.add(new Line(who, texts.t("customer.name"), customer.name()));
    lines.add(new Line(who, texts.t("customer.address"), customer.address()));
    lines.add(new Line(who, texts.t("customer.phone"), customer.phone()));
    lines.add(new Line(who, texts.t("customer.email"), customer.email()));
    customer
        .document()
        .ifPresent(paper ->
            lines.add(
                new Line(who, texts.t("customer.identity"), paper.type() + " " + paper.number())));
    file.view()
        .contacts()
        .forEach(contact ->
            lines.add(
                new Line(
                    texts.t("customer.contacts"),
                    texts.of("customer.contact", contact.kind()),
                    contact.value() + " " + contact.purpose())));
    file.view()
        .documents()
        .forEach(paper ->
            lines.add(
                new Line(
                    texts.t("customer.documents"),
                    texts.of("customer.document", paper.kind()),
                    paper.number() + ", " + texts.date(paper.signedOn()))));
    for (PersonalFile.AccountFile account : file.accounts()) {
      account
          .identifiers()
          .forEach(identifier ->
              lines.add(new Line(account.account(), identifier.kind(), identifier.value())));
      account
          .services()
          .forEach(service ->
              lines.add(new Line(account.account(), texts.t("customer.file.service"), service)));
    }
    file.movements()
        .forEach(movement ->
            lines.add(
                new Line(
                    movement.account(),
                    texts.date(movement.day()),
                    movement.kind() + " " + texts.money(movement.amount()))));
    return new TableFile<>(
            texts.t("customer.file.title", customer.number()),
            List.of(texts.time(file.takenAt())),
            List.<Column<Line>>of(
                Column.of("section", line -> Cell.text(line.section())),
                Column.of("field", line -> Cell.text(line.field())),
                Column.of("value", line -> Cell.text(line.value()))),
            "customer.file",
            lines,
            file.isWhole() ? "" : texts.t("customer.file.cut"))
        .bytes(ExportFormat.PDF, texts);
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-22", wrong);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }
}
