package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.APPROVE;
import static org.sbms.central.reconcile.ReconcilePermissions.RUN;
import static org.sbms.central.reconcile.ReconcilePermissions.VIEW;
import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sbms.central.reconcile.CorrectMismatches.ApproveCorrection;
import org.sbms.central.reconcile.CorrectMismatches.DeclineCorrection;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.WorkItem;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;

/** The pages of runs and mismatches. */
public final class ReconcileWeb implements WebFeature {
  private static final String RUNS = "/reconciliations";
  private static final String MISMATCHES = "/mismatches";

  private final Executor executor;
  private final Supplier<List<BranchCode>> branches;

  public ReconcileWeb(Executor executor, Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.branches = branches;
  }

  /** The list of runs, and the form that starts one. */
  public record RunsPage(Table<RunView> runs, boolean isClustered, Form form) {}

  public record RunPage(RunView run, Table<MismatchView> mismatches) {}

  /**
   * @param bulk where all that the filters leave are worked on at once
   */
  public record MismatchesPage(Table<MismatchView> mismatches, String bulk) {}

  /**
   * @param actions what can be proposed, with their names
   */
  public record MismatchPage(
      WorkItem item, Forms forms, Map<String, String> actions, String visitor) {}

  /** The forms of a mismatch's page; each is shown again with its own errors. */
  public record Forms(Form assign, Form comment, Form resolve, Form propose, Form decide) {
    static Forms blank() {
      return new Forms(Form.blank(), Form.blank(), Form.blank(), Form.blank(), Form.blank());
    }

    Forms owned(String owner) {
      return new Forms(assign.with("owner", owner), comment, resolve, propose, decide);
    }

    boolean hasErrors() {
      return Stream.of(assign, comment, resolve, propose, decide).anyMatch(Form::hasErrors);
    }
  }

  @Override
  public void addTo(Web web) {
    web.messages("reconcile")
        .menu(new MenuEntry(RUNS, "reconcile.menu", "arrows-exchange", 51, VIEW))
        .menu(new MenuEntry(MISMATCHES, "mismatches.menu", "git-compare", 52, VIEW))
        .get(RUNS, VIEW, request -> runs(request, Form.blank()))
        .post(RUNS, RUN, this::start)
        .get(RUNS + "/:id", VIEW, this::run)
        .get(RUNS + "/:id/report", VIEW, this::report)
        .get(MISMATCHES, VIEW, this::mismatches);
    // Before the page of one mismatch, which would take their names for ids.
    new AgeingWeb(executor, branches).addTo(web);
    new BulkWeb(executor, branches).addTo(web);
    new CompletenessWeb(executor).addTo(web);
    web.get(MISMATCHES + "/:id", VIEW, this::mismatch)
        .post(MISMATCHES + "/:id/owner", WORK, this::assign)
        .post(MISMATCHES + "/:id/comments", WORK, this::comment)
        .post(MISMATCHES + "/:id/decision", WORK, this::resolve)
        .post(MISMATCHES + "/:id/corrections", WORK, this::propose)
        .post(MISMATCHES + "/:id/corrections/:correction", APPROVE, this::decide);
    new ReconcileApi(executor).addTo(web);
    new MismatchApi(executor).addTo(web);
  }

  private PageResponse runs(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(RunTable.asked(request))),
        found ->
            new PageResponse.Page(
                form.hasErrors() ? 422 : 200,
                "reconcile/runs",
                new RunsPage(
                    request.tableOf(RunTable.SPEC, _ -> found.items()),
                    found.isClustered(),
                    form)));
  }

  private PageResponse start(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> day = form.optional("day", ReconcileWeb::day);
    Optional<RunSpread> spread = form.optional("spread", RunSpread::valueOf);
    if (form.hasErrors()) {
      return runs(request, form);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new StartReconciliation(day, spread.orElse(RunSpread.BY_SIZE)), form.key())),
        form,
        request.texts(),
        started -> PageResponse.redirect(RUNS + "/" + started.id()),
        again -> runs(request, again));
  }

  private PageResponse run(PageRequest request) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such run.");
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowReconciliation(id.get()))),
        run ->
            request.table(
                MismatchTable.spec(branches.get()),
                query -> find(request, id, query),
                table -> PageResponse.page("reconcile/run", new RunPage(run, table))));
  }

  private PageResponse report(PageRequest request) {
    return request
        .pathId("id")
        .map(id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowReport(id))),
                report ->
                    PageResponse.csv(
                        "reconciliation.csv", report.csv().getBytes(StandardCharsets.UTF_8))))
        .orElseGet(() -> PageResponse.notFound("There is no such run."));
  }

  private PageResponse mismatches(PageRequest request) {
    return request.table(
        MismatchTable.spec(branches.get()),
        query -> find(request, Optional.empty(), query),
        table ->
            PageResponse.page(
                "reconcile/mismatches", new MismatchesPage(table, BulkWeb.address(table.query()))));
  }

  private List<MismatchView> find(PageRequest request, Optional<UUID> run, TableQuery query) {
    return switch (executor.run(request.caller(), Request.query(MismatchTable.asked(run, query)))) {
      case Outcome.Done<ListMismatches.Mismatches>(var found) -> found.items();
      case Outcome.Refused<ListMismatches.Mismatches> _,
          Outcome.Unknown<ListMismatches.Mismatches> _ ->
          List.of();
    };
  }

  private PageResponse mismatch(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> mismatch(request, id, Forms.blank()))
        .orElseGet(() -> PageResponse.notFound("There is no such mismatch."));
  }

  private PageResponse mismatch(PageRequest request, UUID id, Forms forms) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowMismatch(id))),
        item ->
            new PageResponse.Page(
                forms.hasErrors() ? 422 : 200,
                "reconcile/mismatch",
                new MismatchPage(
                    item,
                    forms.owned(item.mismatch().owner()),
                    actions(item, request),
                    request.caller().actor().login())));
  }

  private static Map<String, String> actions(WorkItem item, PageRequest request) {
    Map<String, String> actions = new LinkedHashMap<>();
    item.possible()
        .forEach(action -> actions.put(action.name(), request.texts().t("correction." + action)));
    return actions;
  }

  private PageResponse assign(PageRequest request) {
    Form form = request.form();
    Forms blank = Forms.blank();
    return work(
        request,
        form,
        id -> new AssignMismatch(id, form.text("owner")),
        (id, again) ->
            mismatch(
                request,
                id,
                new Forms(
                    again, blank.comment(), blank.resolve(), blank.propose(), blank.decide())));
  }

  private PageResponse comment(PageRequest request) {
    Form form = request.form();
    Forms blank = Forms.blank();
    return work(
        request,
        form,
        id -> new CommentMismatch(id, form.text("text")),
        (id, again) ->
            mismatch(
                request,
                id,
                new Forms(
                    blank.assign(), again, blank.resolve(), blank.propose(), blank.decide())));
  }

  private PageResponse resolve(PageRequest request) {
    Form form = request.form();
    Forms blank = Forms.blank();
    return work(
        request,
        form,
        id -> new ResolveMismatch(id, form.text("decision")),
        (id, again) ->
            mismatch(
                request,
                id,
                new Forms(
                    blank.assign(), blank.comment(), again, blank.propose(), blank.decide())));
  }

  private PageResponse propose(PageRequest request) {
    Form form = request.form();
    Forms blank = Forms.blank();
    Optional<CorrectionAction> action = form.optional("action", CorrectionAction::valueOf);
    return work(
        request,
        form,
        id -> new ProposeCorrection(id, action, form.text("reason")),
        (id, again) ->
            mismatch(
                request,
                id,
                new Forms(
                    blank.assign(), blank.comment(), blank.resolve(), again, blank.decide())));
  }

  private PageResponse decide(PageRequest request) {
    Form form = request.form();
    Forms blank = Forms.blank();
    Optional<UUID> correction = request.pathId("correction");
    if (correction.isEmpty()) {
      return PageResponse.notFound("There is no such correction.");
    }
    return work(
        request,
        form,
        _ ->
            form.text("decision").equals("approve")
                ? new ApproveCorrection(correction.get())
                : new DeclineCorrection(correction.get(), form.text("why")),
        (id, again) ->
            mismatch(
                request,
                id,
                new Forms(
                    blank.assign(), blank.comment(), blank.resolve(), blank.propose(), again)));
  }

  private <R> PageResponse work(
      PageRequest request,
      Form form,
      Function<UUID, Operation<R>> command,
      BiFunction<UUID, Form, PageResponse> shownAgain) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such mismatch.");
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command.apply(id.get()), form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(MISMATCHES + "/" + id.get(), request.texts().t("mismatch.noted")),
        again -> shownAgain.apply(id.get(), again));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-22", wrong);
    }
  }
}
