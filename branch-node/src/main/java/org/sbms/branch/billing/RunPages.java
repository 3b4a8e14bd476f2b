package org.sbms.branch.billing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.contract.Outcome;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;

/** Bill runs: ordering one, watching it, what came of it. */
public final class RunPages implements WebFeature {
  private final Executor executor;
  private final Supplier<LocalDate> today;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("bill"));

  /**
   * @param today the open business day
   */
  public RunPages(Executor executor, Supplier<LocalDate> today, ZoneId zone) {
    this.executor = executor;
    this.today = today;
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.messages("billing")
        .messages("bill")
        .menu(new MenuEntry("/bill-runs", "billing.menu", "file-invoice", 40, BillingFeature.VIEW))
        .get("/bill-runs", BillingFeature.VIEW, request -> list(request, Form.blank(), 200))
        .post("/bill-runs", BillingFeature.RUN, this::start)
        .get("/bill-runs/:id", BillingFeature.VIEW, request -> show(request, Form.blank(), 200))
        .get("/bill-runs/:id/print", BillingFeature.VIEW, this::print)
        .post("/bill-runs/:id/cancellation", BillingFeature.RUN, this::cancel);
  }

  public record RunsPage(
      Table<BillRun> table, Map<String, String> kinds, Map<String, String> modes, Form form) {}

  /**
   * @param invoices that the run has issued; none of a dry run
   */
  public record RunPage(
      ShowBillRun.Shown shown, String colour, Optional<Table<InvoiceHead>> invoices, Form form) {}

  private PageResponse list(PageRequest request, Form form, int status) {
    if (form.text("day").isEmpty()) {
      form.with("day", today.get().toString());
    }
    Map<String, String> modes = new LinkedHashMap<>();
    for (BillingMode mode : BillingMode.values()) {
      modes.put(mode.name(), request.texts().of("billing.mode", mode));
    }
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("dry", request.texts().t("billRuns.dry"));
    kinds.put("real", request.texts().t("billRuns.real"));
    return request.table(
        RunTable.SPEC,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(
                            new ListBillRuns(query.sortText(), query.offset(), query.limit())))
                    instanceof Outcome.Done<ListBillRuns.Runs>(ListBillRuns.Runs found)
                ? found.items()
                : List.of(),
        table ->
            new PageResponse.Page(status, "billing/runs", new RunsPage(table, kinds, modes, form)));
  }

  private PageResponse start(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> day = form.required("day", RunPages::day);
    Optional<BillingMode> mode = form.optional("mode", BillingMode::valueOf);
    if (day.isEmpty() || form.hasErrors()) {
      return list(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new StartBillRun(day.get(), form.text("kind").equals("dry"), mode), form.key())),
        form,
        request.texts(),
        run -> PageResponse.redirect("/bill-runs/" + run.id()),
        again -> list(request, again, 422));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException("must be a day", malformed);
    }
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowBillRun(id))),
                shown -> page(request, shown, form, status)));
  }

  private PageResponse page(PageRequest request, ShowBillRun.Shown shown, Form form, int status) {
    String colour = RunTable.colour(shown.run().state());
    if (shown.run().dry()) {
      return new PageResponse.Page(
          status, "billing/run", new RunPage(shown, colour, Optional.empty(), form));
    }
    return request.table(
        InvoiceTable.SPEC,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(
                            InvoiceTable.asked(query, Optional.of(shown.run().id()), today.get())))
                    instanceof Outcome.Done<BrowseInvoices.Found>(BrowseInvoices.Found found)
                ? found.items()
                : List.of(),
        table ->
            new PageResponse.Page(
                status, "billing/run", new RunPage(shown, colour, Optional.of(table), form)));
  }

  private PageResponse cancel(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(new CancelBillRun(id), form.key())),
                form,
                request.texts(),
                run -> PageResponse.redirect("/bill-runs/" + run.id()),
                again -> show(request, again, 422)));
  }

  private PageResponse print(PageRequest request) {
    int offset = offset(request.parameter("from"));
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new PrintInvoices(id, offset))),
                found ->
                    found.items().isEmpty()
                        ? PageResponse.notFound("The run has no more invoices.")
                        : new PageResponse.Download(
                            "invoices-%d.pdf".formatted(offset + 1),
                            "application/pdf",
                            InvoicePdf.write(found.items(), this::texts))));
  }

  private Texts texts(org.sbms.kit.text.Language language) {
    return words.in(language, zone);
  }

  private static int offset(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, 10_000_000);
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such bill run."));
  }
}
