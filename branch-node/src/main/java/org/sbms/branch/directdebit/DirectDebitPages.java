package org.sbms.branch.directdebit;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.CollectionOrder.Scheme;
import org.sbms.bankfiles.pain.Ibans;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ChangeMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DrawUpRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DropRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListMandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListRuns;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListStatusReports;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.MandateState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.NoteReturn;
import org.sbms.branch.directdebit.WorkOnDirectDebits.PresentRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Runs;
import org.sbms.branch.directdebit.WorkOnDirectDebits.SaveCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRunFile;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Shown;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakeStatusReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReports;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
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
import org.sbms.kit.web.table.TableSpec;

/** Runs, one run, mandates, one mandate, and who collects. */
public final class DirectDebitPages implements WebFeature {
  static final String PATH = "/direct-debit";
  static final String MANDATES = "/direct-debit/mandates";
  static final String CREDITOR = "/direct-debit/creditor";
  private static final int DAYS_AHEAD = 5;

  private static final TableSpec<Run> RUNS =
      new TableSpec<>(
          "dd.runs",
          "number",
          List.of(
              Column.of(
                  "number",
                  run -> new Cell.Link(Long.toString(run.number()), PATH + "/runs/" + run.id())),
              Column.of("collectOn", run -> new Cell.Day(run.collectOn())),
              Column.<Run>of(
                  "state", run -> new Cell.Badge("dd.run." + run.state(), colour(run.state()))),
              Column.<Run>of("by", run -> Cell.text(run.madeBy())).wideOnly(),
              Column.<Run>of("count", run -> new Cell.Count(run.count())).end().wideOnly(),
              Column.<Run>of("collected", run -> new Cell.Count(run.collected())).end().wideOnly(),
              Column.<Run>of("returned", run -> new Cell.Count(run.returned())).end().wideOnly(),
              Column.<Run>of("total", run -> new Cell.Amount(run.total())).end()),
          List.of());

  private static final TableSpec<Collected> COLLECTIONS =
      new TableSpec<>(
          "dd.collections",
          "reference",
          List.of(
              Column.of(
                  "account",
                  row ->
                      new Cell.TwoLines(
                          row.account().value(),
                          row.endToEndId(),
                          "/subscribers/" + row.account())),
              Column.<Collected>of(
                      "invoice",
                      row ->
                          new Cell.Link(
                              row.invoiceNumber(),
                              "/invoices/" + row.account() + "/" + row.invoice()))
                  .wideOnly(),
              Column.<Collected>of("attempt", row -> new Cell.Count(row.attempt()))
                  .end()
                  .wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("dd.collection." + row.state(), colour(row.state()))),
              Column.<Collected>of("reason", row -> Cell.text(row.reason())).wideOnly(),
              Column.<Collected>of("amount", row -> new Cell.Amount(row.amount())).end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "dd.collection",
                  Arrays.stream(CollectionState.values()).map(Enum::name).toList())));

  private static final TableSpec<Mandate> MANDATE_TABLE =
      new TableSpec<>(
          "dd.mandates",
          "reference",
          List.of(
              Column.of(
                  "reference",
                  row ->
                      new Cell.TwoLines(
                          row.reference(), "•••" + row.ibanTail(), MANDATES + "/" + row.id())),
              Column.of(
                  "account",
                  row -> new Cell.Link(row.account().value(), "/subscribers/" + row.account())),
              Column.<Mandate>of("scheme", row -> Cell.text(row.scheme().name())).wideOnly(),
              Column.<Mandate>of("signed", row -> new Cell.Day(row.signedOn())).wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("dd.mandate." + row.state(), colour(row.state())))),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "dd.mandate",
                  Arrays.stream(MandateState.values()).map(Enum::name).toList())));

  private final Executor executor;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public DirectDebitPages(Executor executor, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("directdebit")
        .menu(new MenuEntry(PATH, "dd.menu", "receipt-refund", 27, DirectDebitFeature.VIEW))
        .get(
            PATH,
            DirectDebitFeature.VIEW,
            request -> runs(request, Form.blank(), Form.blank(), 200))
        .post(PATH, DirectDebitFeature.WORK, this::drawUp)
        .post(PATH + "/status-reports", DirectDebitFeature.WORK, this::takeReport)
        .get(
            PATH + "/runs/:id",
            DirectDebitFeature.VIEW,
            request -> withId(request, id -> run(request, id, Form.blank(), 200)))
        .post(
            PATH + "/runs/:id/presentation",
            DirectDebitFeature.PRESENT,
            request -> withId(request, id -> change(request, id, new PresentRun(id))))
        .post(
            PATH + "/runs/:id/dropping",
            DirectDebitFeature.WORK,
            request -> withId(request, id -> change(request, id, new DropRun(id))))
        .get(PATH + "/runs/:id/file", DirectDebitFeature.PRESENT, this::file)
        .post(
            PATH + "/runs/:id/returns",
            DirectDebitFeature.WORK,
            request -> withId(request, id -> noteReturn(request, id)))
        .get(MANDATES, DirectDebitFeature.VIEW, request -> mandates(request, Form.blank(), 200))
        .post(MANDATES, DirectDebitFeature.WORK, this::add)
        .get(
            MANDATES + "/:id",
            DirectDebitFeature.VIEW,
            request -> withId(request, id -> mandate(request, id, Form.blank(), 200)))
        .post(
            MANDATES + "/:id",
            DirectDebitFeature.WORK,
            request -> withId(request, id -> changeMandate(request, id)))
        .get(CREDITOR, DirectDebitFeature.VIEW, request -> creditor(request, Form.blank(), 200))
        .post(CREDITOR, DirectDebitFeature.PRESENT, this::saveCreditor);
  }

  public record RunsPage(Table<Run> table, Form form, Form upload) {}

  public record RunPage(
      Run run, Table<Collected> collections, List<TakenReport> reports, Form form) {}

  public record MandatesPage(Table<Mandate> table, Map<String, String> schemes, Form form) {}

  public record MandatePage(Mandate mandate, Map<String, String> states, Form form) {}

  public record CreditorPage(String currency, Form form) {}

  public static Map<String, String> tabs(Texts texts) {
    Map<String, String> tabs = new LinkedHashMap<>();
    tabs.put(PATH, texts.t("dd.runs.title"));
    tabs.put(MANDATES, texts.t("dd.mandates.title"));
    tabs.put(CREDITOR, texts.t("dd.creditor.title"));
    return tabs;
  }

  public static String colour(RunState state) {
    return switch (state) {
      case DRAFT -> "yellow";
      case PRESENTED -> "green";
      case REJECTED -> "red";
      case DROPPED -> "secondary";
    };
  }

  public static String colour(MandateState state) {
    return switch (state) {
      case ACTIVE -> "green";
      case SUSPENDED -> "red";
      case ENDED -> "secondary";
    };
  }

  private static String colour(CollectionState state) {
    return switch (state) {
      case PLANNED, PRESENTED -> "blue";
      case COLLECTED -> "green";
      case RETURNED -> "red";
      case SET_ASIDE -> "yellow";
      case DROPPED -> "secondary";
    };
  }

  private PageResponse runs(PageRequest request, Form form, Form upload, int status) {
    if (form.text("collectOn").isEmpty()) {
      form.with("collectOn", today.get().plusDays(DAYS_AHEAD).toString());
    }
    return request.table(
        RUNS,
        query ->
            rows(request, new ListRuns(query.offset(), query.limit()))
                .map(Runs::items)
                .orElse(List.of()),
        table ->
            new PageResponse.Page(status, "directdebit/runs", new RunsPage(table, form, upload)));
  }

  private PageResponse takeReport(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return runs(request, Form.blank(), form.error("file", "must be chosen"), 422);
    }
    TakeStatusReport asked =
        new TakeStatusReport(
            upload.get().fileName(), Base64.getEncoder().encodeToString(bytes(upload.get())));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(asked, form.key())),
        form,
        request.texts(),
        report ->
            PageResponse.redirect(
                PATH + "/runs/" + report.run(),
                request.texts().t("dd.report.taken", report.accepted(), report.rejected())),
        again -> runs(request, Form.blank(), again, 422));
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private PageResponse drawUp(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> day = form.required("collectOn", DirectDebitPages::day);
    return day.isEmpty()
        ? runs(request, form, Form.blank(), 422)
        : PageResponse.of(
            executor.run(request.caller(), Request.command(new DrawUpRun(day.get()), form.key())),
            form,
            request.texts(),
            run ->
                run.collectOn().equals(day.get())
                    ? PageResponse.redirect(PATH + "/runs/" + run.id())
                    : PageResponse.redirect(
                        PATH + "/runs/" + run.id(),
                        request
                            .texts()
                            .t("dd.drawUp.moved", request.texts().date(run.collectOn()))),
            again -> runs(request, again, Form.blank(), 422));
  }

  private PageResponse run(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowRun(id))),
        run ->
            request.table(
                COLLECTIONS,
                query ->
                    rows(
                            request,
                            new ListCollections(
                                id,
                                Optional.of(query.filter("state"))
                                    .filter(state -> !state.isEmpty())
                                    .map(CollectionState::valueOf),
                                query.filter("text"),
                                query.offset(),
                                query.limit()))
                        .map(Collections::items)
                        .orElse(List.of()),
                table ->
                    new PageResponse.Page(
                        status,
                        "directdebit/run",
                        new RunPage(run, table, reports(request, id), form))));
  }

  private List<TakenReport> reports(PageRequest request, UUID run) {
    return rows(request, new ListStatusReports(run)).map(TakenReports::items).orElse(List.of());
  }

  private PageResponse change(PageRequest request, UUID id, Operation<Run> command) {
    Form form = request.form();
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command, form.key())),
        form,
        request.texts(),
        run -> PageResponse.redirect(PATH + "/runs/" + run.id()),
        again -> run(request, id, again, 422));
  }

  private PageResponse file(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowRunFile(id))),
                file ->
                    new PageResponse.Download(
                        file.name(),
                        "application/xml",
                        file.xml().getBytes(StandardCharsets.UTF_8))));
  }

  private PageResponse noteReturn(PageRequest request, UUID run) {
    Form form = request.form();
    Optional<Collected> collection =
        form.required("reference", text -> text.strip())
            .flatMap(text ->
                rows(request, new ListCollections(run, Optional.empty(), text, 0, 1))
                    .flatMap(found -> found.items().stream().findFirst()));
    if (collection.isEmpty()) {
      return run(request, run, form.error("reference", "is no collection of this run"), 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new NoteReturn(
                    collection.get().id(),
                    form.text("reason").strip().toUpperCase(java.util.Locale.ROOT)),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH + "/runs/" + run),
        again -> run(request, run, again, 422));
  }

  private PageResponse mandates(PageRequest request, Form form, int status) {
    Map<String, String> schemes = new LinkedHashMap<>();
    for (Scheme scheme : Scheme.values()) {
      schemes.put(scheme.name(), request.texts().t("dd.scheme." + scheme));
    }
    return request.table(
        MANDATE_TABLE,
        query ->
            rows(
                    request,
                    new ListMandates(
                        query.filter("text"),
                        Optional.of(query.filter("state"))
                            .filter(state -> !state.isEmpty())
                            .map(MandateState::valueOf),
                        query.offset(),
                        query.limit()))
                .map(Mandates::items)
                .orElse(List.of()),
        table ->
            new PageResponse.Page(
                status, "directdebit/mandates", new MandatesPage(table, schemes, form)));
  }

  private PageResponse add(PageRequest request) {
    Form form = request.form();
    Optional<AccountNumber> account = form.required("account", AccountNumber::new);
    Optional<Scheme> scheme = form.required("scheme", text -> one(Scheme.values(), text));
    Optional<LocalDate> signedOn = form.required("signedOn", DirectDebitPages::day);
    if (form.hasErrors()) {
      return mandates(request, form, 422);
    }
    AddMandate asked =
        new AddMandate(
            account.orElseThrow(),
            form.text("reference").strip(),
            scheme.orElseThrow(),
            signedOn.orElseThrow(),
            new Debtor(
                form.text("debtor").strip(),
                Ibans.plain(form.text("iban")),
                Ibans.plain(form.text("bic"))));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(asked, form.key())),
        form,
        request.texts(),
        mandate -> PageResponse.redirect(MANDATES + "/" + mandate.id()),
        again -> mandates(request, again, 422));
  }

  private PageResponse mandate(PageRequest request, UUID id, Form form, int status) {
    Map<String, String> states = new LinkedHashMap<>();
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowMandate(id))),
        mandate -> {
          for (MandateState state : MandateState.values()) {
            if (state != mandate.state()) {
              states.put(state.name(), request.texts().t("dd.change." + state));
            }
          }
          return new PageResponse.Page(
              status, "directdebit/mandate", new MandatePage(mandate, states, form));
        });
  }

  private PageResponse changeMandate(PageRequest request, UUID id) {
    Form form = request.form();
    Optional<MandateState> state = form.required("state", text -> one(MandateState.values(), text));
    return state.isEmpty()
        ? mandate(request, id, form, 422)
        : PageResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new ChangeMandate(id, state.get(), form.text("reason")), form.key())),
            form,
            request.texts(),
            mandate -> PageResponse.redirect(MANDATES + "/" + mandate.id()),
            again -> mandate(request, id, again, 422));
  }

  private PageResponse creditor(PageRequest request, Form form, int status) {
    if (status == 200) {
      rows(request, new ShowCreditor())
          .flatMap(Shown::settings)
          .ifPresent(settings ->
              form.with("name", settings.name())
                  .with("account", settings.account())
                  .with("bic", settings.bic())
                  .with("schemeId", settings.schemeId())
                  .with("max", settings.max().amount()));
    }
    return new PageResponse.Page(
        status, "directdebit/creditor", new CreditorPage(currency.getCurrencyCode(), form));
  }

  private PageResponse saveCreditor(PageRequest request) {
    Form form = request.form();
    Optional<Money> max = form.required("max", text -> Money.parse(plain(text), currency));
    return max.isEmpty()
        ? creditor(request, form, 422)
        : PageResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new SaveCreditor(
                        new CreditorSettings(
                            form.text("name").strip(),
                            Ibans.plain(form.text("account")),
                            Ibans.plain(form.text("bic")),
                            form.text("schemeId").strip(),
                            max.get())),
                    form.key())),
            form,
            request.texts(),
            _ -> PageResponse.redirect(CREDITOR, request.texts().t("dd.creditor.saved")),
            again -> creditor(request, again, 422));
  }

  private <R> Optional<R> rows(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<R>(R found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static <E extends Enum<E>> E one(E[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be one of the list"));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("must be a day", wrong);
    }
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such run or mandate."));
  }
}
