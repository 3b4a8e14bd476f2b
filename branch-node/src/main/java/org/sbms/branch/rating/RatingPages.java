package org.sbms.branch.rating;

import io.vertx.ext.web.FileUpload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Usage files, what was set aside of them, and what is granted online. */
public final class RatingPages implements WebFeature {
  private static final TableSpec<UsageFile> FILES =
      new TableSpec<>(
          "usage.files",
          "-received",
          List.of(
              Column.<UsageFile>of(
                      "name",
                      file ->
                          new Cell.TwoLines(
                              file.name(), file.dialect(), "/usage/files/" + file.id()))
                  .sortedBy("name"),
              Column.<UsageFile>of("received", file -> new Cell.Time(file.receivedAt()))
                  .sortedBy("received")
                  .wideOnly(),
              Column.<UsageFile>of("by", file -> new Cell.Text(file.receivedBy())).wideOnly(),
              Column.<UsageFile>of(
                  "state",
                  file -> new Cell.Badge("usage.file.state." + file.state(), colour(file.state()))),
              Column.<UsageFile>of("rated", file -> new Cell.Count(file.rated()))
                  .sortedBy("rated")
                  .end(),
              Column.<UsageFile>of("aside", file -> new Cell.Count(file.setAside()))
                  .sortedBy("aside")
                  .end()
                  .wideOnly(),
              Column.<UsageFile>of("amount", file -> new Cell.Amount(file.amount()))
                  .end()
                  .wideOnly()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("state", "usage.file.state", names(UsageFile.State.values()))));

  private static final TableSpec<AsideRecord> ASIDES =
      new TableSpec<>(
          "usage.aside",
          "-at",
          List.of(
              Column.<AsideRecord>of(
                      "identifier",
                      record ->
                          new Cell.TwoLines(
                              record.identifier().isEmpty() ? "–" : record.identifier(),
                              (record.kind() + " " + record.externalId()).strip(),
                              "/usage/aside/" + record.id()))
                  .sortedBy("identifier"),
              Column.<AsideRecord>of(
                      "reason",
                      record -> new Cell.Badge("usage.reason." + record.reason(), "yellow"))
                  .sortedBy("reason"),
              Column.<AsideRecord>of("detail", record -> Cell.text(record.detail())).wideOnly(),
              Column.<AsideRecord>of(
                      "file",
                      record ->
                          new Cell.TwoLines(
                              record.fileName(),
                              ":" + record.line(),
                              "/usage/files/" + record.fileId()))
                  .wideOnly(),
              Column.<AsideRecord>of("at", record -> new Cell.Time(record.setAsideAt()))
                  .sortedBy("at")
                  .wideOnly(),
              Column.<AsideRecord>of(
                  "state",
                  record ->
                      new Cell.Badge(
                          "usage.aside.state." + record.state(), colour(record.state())))),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("reason", "usage.reason", names(AsideReason.values())),
              new Filter.Choice("state", "usage.aside.state", names(AsideRecord.State.values()))));

  private static final TableSpec<Reservation> GRANTS =
      new TableSpec<>(
          "usage.grants",
          "-opened",
          List.of(
              Column.<Reservation>of(
                      "account",
                      grant ->
                          new Cell.TwoLines(
                              grant.account().value(),
                              grant.kind() + " " + grant.recordId(),
                              "/subscribers/" + grant.account() + "/usage"))
                  .sortedBy("account"),
              Column.<Reservation>of("granted", grant -> new Cell.Count(grant.granted())).end(),
              Column.<Reservation>of("used", grant -> new Cell.Count(grant.used())).end(),
              Column.<Reservation>of("unit", grant -> new Cell.Text(grant.unit().name()))
                  .wideOnly(),
              Column.<Reservation>of("amount", grant -> new Cell.Amount(grant.amount()))
                  .end()
                  .wideOnly(),
              Column.<Reservation>of("opened", grant -> new Cell.Time(grant.openedAt()))
                  .sortedBy("opened")
                  .wideOnly(),
              Column.<Reservation>of("expires", grant -> new Cell.Time(grant.expiresAt()))
                  .sortedBy("expires")
                  .wideOnly(),
              Column.<Reservation>of(
                  "state",
                  grant ->
                      new Cell.Badge("usage.grant.state." + grant.state(), colour(grant.state())))),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("state", "usage.grant.state", names(Reservation.State.values()))));

  private final Executor executor;
  private final RatingFeature rating;

  public RatingPages(Executor executor, RatingFeature rating) {
    this.executor = executor;
    this.rating = rating;
  }

  @Override
  public void addTo(Web web) {
    web.messages("rating")
        .menu(new MenuEntry("/usage/files", "usage.menu", "phone-call", 42, RatingFeature.VIEW))
        .get("/usage/files", RatingFeature.VIEW, this::files)
        .post("/usage/files", RatingFeature.RATE, this::take)
        .get("/usage/files/:id", RatingFeature.VIEW, this::file)
        .get("/usage/aside", RatingFeature.VIEW, this::asides)
        .post("/usage/aside/rerating", RatingFeature.RATE, this::rerate)
        .get("/usage/aside/:id", RatingFeature.VIEW, request -> aside(request, Form.blank(), 200))
        .post("/usage/aside/:id/line", RatingFeature.RATE, this::mend)
        .post("/usage/aside/:id/rerating", RatingFeature.RATE, this::rerateOne)
        .post("/usage/aside/:id/discard", RatingFeature.RATE, this::discard)
        .get("/usage/grants", RatingFeature.VIEW, this::grants);
  }

  public record FilesPage(Table<UsageFile> table, Form form, Map<String, String> dialects) {}

  public record FilePage(UsageFile file, Table<AsideRecord> asides, Form form) {}

  /**
   * @param form of rating again all that the filter shows
   */
  public record AsidesPage(Table<AsideRecord> table, Form form) {
    public String filter(String name) {
      return table.query().filter(name);
    }
  }

  public record AsidePage(AsideRecord record, Form form) {
    public boolean isOpen() {
      return record.state() == AsideRecord.State.OPEN;
    }
  }

  public static Map<String, String> tabs(Texts texts) {
    Map<String, String> tabs = new LinkedHashMap<>();
    tabs.put("/usage/files", texts.t("usage.files.title"));
    tabs.put("/usage/aside?state=OPEN", texts.t("usage.aside.title"));
    tabs.put("/usage/grants?state=OPEN", texts.t("usage.grants.title"));
    tabs.put("/usage/dialects", texts.t("usage.dialects.title"));
    return tabs;
  }

  public static String colour(UsageFile.State state) {
    return switch (state) {
      case WAITING -> "secondary";
      case RUNNING -> "blue";
      case DONE -> "green";
      case FAILED -> "red";
    };
  }

  public static String colour(AsideRecord.State state) {
    return switch (state) {
      case OPEN -> "yellow";
      case QUEUED -> "blue";
      case RATED -> "green";
      case DISCARDED -> "secondary";
    };
  }

  public static String colour(Reservation.State state) {
    return switch (state) {
      case OPEN -> "blue";
      case CLOSED -> "green";
      case EXPIRED -> "yellow";
    };
  }

  private PageResponse files(PageRequest request) {
    return files(request, Form.blank(), 200);
  }

  private PageResponse files(PageRequest request, Form form, int status) {
    return request.table(
        FILES,
        query ->
            rows(
                request,
                new BrowseUsageFiles(
                    query.filter("text"),
                    choice(query, "state", UsageFile.State::valueOf),
                    query.sort(),
                    query.descending(),
                    query.offset(),
                    query.limit()),
                BrowseUsageFiles.Rows::items),
        table ->
            new PageResponse.Page(status, "rating/files", new FilesPage(table, form, dialects())));
  }

  private Map<String, String> dialects() {
    Map<String, String> dialects = new LinkedHashMap<>();
    dialects.put(Dialect.STANDARD, Dialect.STANDARD);
    rating.dialects().forEach(name -> dialects.put(name, name));
    return dialects;
  }

  private PageResponse take(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return files(request, form.error("file", "must be chosen"), 422);
    }
    UsageFolder.Staged staged = rating.folder().stage(Path.of(upload.get().uploadedFileName()));
    TakeUsageFile take =
        new TakeUsageFile(
            upload.get().fileName(), form.text("dialect"), staged.sha256(), staged.bytes());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(take, form.key())),
        form,
        request.texts(),
        taken ->
            PageResponse.redirect(
                "/usage/files/" + taken.file().id(),
                request.texts().t(taken.repeated() ? "usage.file.repeated" : "usage.file.taken")),
        again -> files(request, again, 422));
  }

  private PageResponse file(PageRequest request) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such file.");
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowUsageFile(id.get()))),
        file ->
            request.table(
                ASIDES,
                query -> asides(request, query, id),
                table ->
                    PageResponse.page("rating/file", new FilePage(file, table, Form.blank()))));
  }

  private PageResponse asides(PageRequest request) {
    return request.table(
        ASIDES,
        query -> asides(request, query, Optional.empty()),
        table -> PageResponse.page("rating/asides", new AsidesPage(table, Form.blank())));
  }

  private List<AsideRecord> asides(PageRequest request, TableQuery query, Optional<UUID> file) {
    return rows(
        request,
        new BrowseAside(
            query.filter("text"),
            choice(query, "reason", AsideReason::valueOf),
            choice(query, "state", AsideRecord.State::valueOf),
            file,
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit()),
        BrowseAside.Rows::items);
  }

  private PageResponse rerate(PageRequest request) {
    Form form = request.form();
    Optional<AsideReason> reason = form.optional("reason", AsideReason::valueOf);
    Optional<UUID> file = form.optional("file", UUID::fromString);
    if (form.hasErrors()) {
      return PageResponse.redirect("/usage/aside?state=OPEN");
    }
    return queued(
        request,
        new RerateAside(Optional.empty(), reason, file, form.text("text")),
        form,
        file.map(id -> "/usage/files/" + id).orElse("/usage/aside?state=QUEUED"));
  }

  private PageResponse rerateOne(PageRequest request) {
    return withNumber(
        request,
        id ->
            queued(
                request,
                new RerateAside(Optional.of(id), Optional.empty(), Optional.empty(), ""),
                request.form(),
                "/usage/aside/" + id));
  }

  private PageResponse queued(PageRequest request, RerateAside rerate, Form form, String back) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(rerate, form.key())),
        queued ->
            PageResponse.redirect(back, request.texts().t("usage.aside.queued", queued.records())));
  }

  private PageResponse aside(PageRequest request, Form form, int status) {
    return withNumber(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowAside(id))),
                record ->
                    new PageResponse.Page(
                        status,
                        "rating/aside",
                        new AsidePage(
                            record,
                            form.text("line").isEmpty()
                                ? form.with("line", record.raw())
                                : form))));
  }

  private PageResponse mend(PageRequest request) {
    Form form = request.form();
    return withNumber(
        request,
        id ->
            changed(request, form, id, new MendAside(id, form.text("line")), "usage.aside.mended"));
  }

  private PageResponse discard(PageRequest request) {
    Form form = request.form();
    return withNumber(
        request,
        id ->
            changed(
                request,
                form,
                id,
                new DiscardAside(id, form.text("reason")),
                "usage.aside.discarded"));
  }

  private PageResponse changed(
      PageRequest request, Form form, long id, Operation<AsideRecord> operation, String said) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(operation, form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/usage/aside/" + id, request.texts().t(said)),
        again -> aside(request, again, 422));
  }

  private PageResponse grants(PageRequest request) {
    return request.table(
        GRANTS,
        query ->
            rows(
                request,
                new BrowseReservations(
                    query.filter("text"),
                    choice(query, "state", Reservation.State::valueOf),
                    query.sort(),
                    query.descending(),
                    query.offset(),
                    query.limit()),
                BrowseReservations.Rows::items),
        table -> PageResponse.page("rating/grants", table));
  }

  private <R, T> List<T> rows(
      PageRequest request, Operation<R> question, Function<R, List<T>> items) {
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<R>(R rows) -> items.apply(rows);
      case Outcome.Refused<R>(Refusal refusal) -> throw new IllegalStateException("" + refusal);
      case Outcome.Unknown<R>(String why) -> throw new IllegalStateException(why);
    };
  }

  private static <E> Optional<E> choice(TableQuery query, String name, Function<String, E> reader) {
    return Optional.of(query.filter(name)).filter(text -> !text.isEmpty()).map(reader);
  }

  private static PageResponse withNumber(PageRequest request, Function<Long, PageResponse> answer) {
    String id = request.pathPart("id");
    return id.matches("[0-9]{1,18}")
        ? answer.apply(Long.valueOf(id))
        : PageResponse.notFound("There is no such record.");
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
