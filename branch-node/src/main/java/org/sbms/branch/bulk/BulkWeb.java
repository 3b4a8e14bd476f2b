package org.sbms.branch.bulk;

import static org.sbms.branch.bulk.BulkFeature.RUN;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.branch.bulk.BulkJob.Line;
import org.sbms.branch.bulk.WorkOnBulk.BrowseBulkLines;
import org.sbms.branch.bulk.WorkOnBulk.CancelBulk;
import org.sbms.branch.bulk.WorkOnBulk.DraftBulk;
import org.sbms.branch.bulk.WorkOnBulk.ListBulk;
import org.sbms.branch.bulk.WorkOnBulk.PauseBulk;
import org.sbms.branch.bulk.WorkOnBulk.RetryBulk;
import org.sbms.branch.bulk.WorkOnBulk.Selection;
import org.sbms.branch.bulk.WorkOnBulk.ShowBulk;
import org.sbms.branch.bulk.WorkOnBulk.StartBulk;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
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
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Pages and calls for work over many subscribers. */
public final class BulkWeb implements WebFeature {
  private static final String LIST = "/bulk-jobs";
  private static final int SHOWN = 100;
  private static final int DEFAULT_LIMIT = 50;

  private static final TableSpec<Line> LINES =
      new TableSpec<>(
          "bulk.lines",
          "number",
          List.of(
              Column.<Line>of("number", line -> new Cell.Count(line.number()))
                  .sortedBy("number")
                  .wideOnly(),
              Column.of(
                  "account",
                  line -> new Cell.Link(line.account().value(), "/subscribers/" + line.account())),
              Column.of(
                  "state",
                  line -> new Cell.Badge("bulk.line." + line.state(), colour(line.state()))),
              Column.of("detail", line -> Cell.text(line.detail())),
              Column.<Line>of("changed", line -> new Cell.Time(line.changedAt())).wideOnly()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("state", "bulk.line", names(Line.State.values()))));

  private final BranchCode self;
  private final Executor executor;
  private final BiFunction<BulkKind, Language, Map<String, String>> reasons;
  private final Supplier<List<String>> companies;

  /**
   * @param reasons code and text of what may be given as a reason for a kind
   * @param companies the codes of operator companies
   */
  public BulkWeb(
      BranchCode self,
      Executor executor,
      BiFunction<BulkKind, Language, Map<String, String>> reasons,
      Supplier<List<String>> companies) {
    this.self = self;
    this.executor = executor;
    this.reasons = reasons;
    this.companies = companies;
  }

  @Override
  public void addTo(Web web) {
    web.messages("bulk")
        .menu(new MenuEntry(LIST, "bulk.menu", "list-check", 14, RUN))
        .get(LIST, RUN, this::list)
        .get(LIST + "/new", RUN, request -> draftPage(request, Form.blank(), 200))
        .post(LIST, RUN, this::draft)
        .get(LIST + "/:id", RUN, this::show)
        .post(LIST + "/:id/start", RUN, request -> step(request, StartBulk::new))
        .post(LIST + "/:id/pause", RUN, request -> step(request, PauseBulk::new))
        .post(LIST + "/:id/cancellation", RUN, request -> step(request, CancelBulk::new))
        .post(LIST + "/:id/retry", RUN, request -> step(request, RetryBulk::new));
    web.api("draftBulk", this::draftByApi)
        .api("listBulk", this::listByApi)
        .api("showBulk", request -> ask(request, new ShowBulk(id(request))))
        .api("listBulkLines", this::linesByApi)
        .api("startBulk", request -> run(request, new StartBulk(id(request))))
        .api("pauseBulk", request -> run(request, new PauseBulk(id(request))))
        .api("cancelBulk", request -> run(request, new CancelBulk(id(request))))
        .api("retryBulk", request -> run(request, new RetryBulk(id(request))));
  }

  public record JobsPage(List<BulkJob> jobs) {}

  /**
   * @param kind what is to be done; what the form asks for follows from it
   * @param codes the plans, services or reasons to choose from
   */
  public record DraftPage(
      BulkKind kind,
      Map<String, String> kinds,
      Map<String, String> codes,
      Map<String, String> states,
      Map<String, String> plans,
      Map<String, String> services,
      Map<String, String> companies,
      Form form) {}

  public record JobPage(BulkJob job, Table<Line> lines) {}

  static String colour(Line.State state) {
    return switch (state) {
      case READY -> "secondary";
      case ASKED -> "blue";
      case DONE -> "green";
      case FAILED -> "red";
      case CANCELLED -> "secondary";
    };
  }

  /** For templates. */
  public static String colourOf(Line.State state) {
    return colour(state);
  }

  public static String colourOf(BulkJob job) {
    return switch (job.state()) {
      case DRAFT -> "yellow";
      case RUNNING -> "blue";
      case PAUSED -> "orange";
      case DONE -> "green";
      case CANCELLED -> "secondary";
    };
  }

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListBulk(0, SHOWN))),
        found -> PageResponse.page("bulk/list", new JobsPage(found.items())));
  }

  private static BulkKind kind(String text) {
    return Arrays.stream(BulkKind.values())
        .filter(kind -> kind.name().equals(text))
        .findFirst()
        .orElse(BulkKind.SUSPEND);
  }

  private PageResponse draftPage(PageRequest request, Form form, int status) {
    BulkKind kind =
        kind(form.text("kind").isEmpty() ? request.parameter("kind") : form.text("kind"));
    Texts texts = request.texts();
    Map<String, String> plans = new LinkedHashMap<>();
    if (executor.run(request.caller(), Request.query(new ListPlans(self)))
        instanceof Outcome.Done<ListPlans.Plans>(ListPlans.Plans sold)) {
      sold.items().forEach(plan -> plans.put(plan.code(), plan.name()));
    }
    Map<String, String> services = new LinkedHashMap<>();
    if (executor.run(request.caller(), Request.query(new ListServices(self)))
        instanceof Outcome.Done<ListServices.Services>(ListServices.Services offered)) {
      offered.items().forEach(service -> services.put(service.code(), service.name()));
    }
    Map<String, String> codes =
        switch (kind) {
          case SUSPEND, RESUME, TERMINATE -> reasons.apply(kind, texts.language());
          case CHANGE_PLAN -> plans;
          case ADD_SERVICE, REMOVE_SERVICE -> services;
        };
    Map<String, String> states = new LinkedHashMap<>();
    for (SubscriberState state : List.of(SubscriberState.ACTIVE, SubscriberState.SUSPENDED)) {
      states.put(state.name(), texts.of("party.state", state));
    }
    Map<String, String> all = new LinkedHashMap<>();
    companies.get().forEach(code -> all.put(code, code));
    return new PageResponse.Page(
        status,
        "bulk/draft",
        new DraftPage(kind, kinds(texts), codes, states, plans, services, all, form));
  }

  private static Map<String, String> kinds(Texts texts) {
    Map<String, String> kinds = new LinkedHashMap<>();
    Arrays.stream(BulkKind.values())
        .forEach(kind -> kinds.put(kind.name(), texts.of("bulk.kind", kind)));
    return kinds;
  }

  private PageResponse draft(PageRequest request) {
    Form form = request.form();
    Optional<BulkKind> kind = form.required("kind", BulkKind::valueOf);
    Optional<LocalDate> effective = form.optional("effective", BulkWeb::day);
    List<AccountNumber> accounts = accounts(form, request.upload("file"));
    if (form.hasErrors() || kind.isEmpty()) {
      return draftPage(request, form, 422);
    }
    DraftBulk order =
        new DraftBulk(
            kind.get(),
            form.text("code"),
            form.text("comment"),
            effective,
            new Selection(
                accounts,
                form.optional("state", SubscriberState::valueOf),
                form.text("plan"),
                form.text("service"),
                form.text("company")));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        job -> PageResponse.redirect(LIST + "/" + job.id()),
        again -> draftPage(request, selectionError(again), 422));
  }

  private static Form selectionError(Form form) {
    String about = form.error("selection") + form.error("selection.accounts");
    return about.isEmpty() ? form : form.error("accounts", about);
  }

  /** From the field and from a CSV file whose first column they are; a header is passed over. */
  private static List<AccountNumber> accounts(Form form, Optional<FileUpload> upload) {
    List<AccountNumber> accounts = new ArrayList<>();
    form.optional(
        "accounts",
        text -> {
          for (String word : text.split("[\\s,;]+")) {
            accounts.add(account(word));
          }
          return text;
        });
    upload.ifPresent(file -> {
      try {
        List<String> lines = Files.readAllLines(Path.of(file.uploadedFileName()));
        for (int i = 0; i < lines.size(); i++) {
          String first = lines.get(i).split("[,;\t]", 2)[0].replace("\"", "").strip();
          boolean isHeader = i == 0 && AccountNumber.tryParse(first).isEmpty();
          if (!first.isEmpty() && !isHeader) {
            accounts.add(account(first));
          }
        }
      } catch (IllegalArgumentException wrong) {
        form.error("file", String.valueOf(wrong.getMessage()));
      } catch (CharacterCodingException notText) {
        form.error("file", "is not UTF-8");
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    });
    return accounts;
  }

  private static AccountNumber account(String text) {
    return AccountNumber.tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("holds what is no account number"));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-22", wrong);
    }
  }

  private PageResponse show(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowBulk(id))),
                job ->
                    request.table(
                        LINES,
                        query -> lines(request, id, query),
                        table -> PageResponse.page("bulk/show", new JobPage(job, table)))));
  }

  private List<Line> lines(PageRequest request, UUID id, TableQuery query) {
    BrowseBulkLines question =
        new BrowseBulkLines(
            id,
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(Line.State::valueOf),
            query.filter("text"),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseBulkLines.Rows>(BrowseBulkLines.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse step(PageRequest request, Function<UUID, Operation<BulkJob>> order) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.command(order.apply(id), request.form().key())),
                job -> PageResponse.redirect(LIST + "/" + job.id())));
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> page) {
    return request
        .pathId("id")
        .map(page)
        .orElseGet(() -> PageResponse.notFound("There is no such job."));
  }

  /** The body. What may be left out is empty. */
  record Order(
      BulkKind kind,
      String code,
      Optional<String> comment,
      Optional<LocalDate> effective,
      Optional<List<AccountNumber>> accounts,
      Optional<SubscriberState> state,
      Optional<String> plan,
      Optional<String> service,
      Optional<String> company) {

    DraftBulk draft() {
      return new DraftBulk(
          kind,
          code,
          comment.orElse(""),
          effective,
          new Selection(
              accounts.orElseGet(List::of),
              state,
              plan.orElse(""),
              service.orElse(""),
              company.orElse("")));
    }
  }

  private ApiResponse draftByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(Order.class).draft(), request.key())),
        ApiResponse::created);
  }

  private ApiResponse listByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListBulk(offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse linesByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    BrowseBulkLines question =
        new BrowseBulkLines(
            id(request),
            request.parameter("state").map(Line.State::valueOf),
            "",
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
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
    return UUID.fromString(request.pathPart("job"));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
