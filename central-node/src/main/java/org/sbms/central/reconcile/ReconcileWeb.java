package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.RUN;
import static org.sbms.central.reconcile.ReconcilePermissions.VIEW;
import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.WorkItem;
import org.sbms.contract.BranchCode;
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
  public record RunsPage(Table<RunView> runs, Form form) {}

  public record RunPage(RunView run, Table<MismatchView> mismatches) {}

  public record MismatchesPage(Table<MismatchView> mismatches) {}

  public record MismatchPage(WorkItem item, Form assign, Form comment, Form resolve) {}

  @Override
  public void addTo(Web web) {
    web.messages("reconcile")
        .menu(new MenuEntry(RUNS, "reconcile.menu", "arrows-exchange", 51, VIEW))
        .menu(new MenuEntry(MISMATCHES, "mismatches.menu", "git-compare", 52, VIEW))
        .get(RUNS, VIEW, request -> runs(request, Form.blank()))
        .post(RUNS, RUN, this::start)
        .get(RUNS + "/:id", VIEW, this::run)
        .get(MISMATCHES, VIEW, this::mismatches)
        .get(MISMATCHES + "/:id", VIEW, this::mismatch)
        .post(MISMATCHES + "/:id/owner", WORK, this::assign)
        .post(MISMATCHES + "/:id/comments", WORK, this::comment)
        .post(MISMATCHES + "/:id/decision", WORK, this::resolve);
    new ReconcileApi(executor).addTo(web);
  }

  private PageResponse runs(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(RunTable.asked(request))),
        found ->
            new PageResponse.Page(
                form.hasErrors() ? 422 : 200,
                "reconcile/runs",
                new RunsPage(request.tableOf(RunTable.SPEC, _ -> found.items()), form)));
  }

  private PageResponse start(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> day = form.optional("day", ReconcileWeb::day);
    if (form.hasErrors()) {
      return runs(request, form);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new StartReconciliation(day), form.key())),
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

  private PageResponse mismatches(PageRequest request) {
    return request.table(
        MismatchTable.spec(branches.get()),
        query -> find(request, Optional.empty(), query),
        table -> PageResponse.page("reconcile/mismatches", new MismatchesPage(table)));
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
        .map(id -> mismatch(request, id, Form.blank(), Form.blank(), Form.blank()))
        .orElseGet(() -> PageResponse.notFound("There is no such mismatch."));
  }

  private PageResponse mismatch(
      PageRequest request, UUID id, Form assign, Form comment, Form resolve) {
    boolean isWrong = assign.hasErrors() || comment.hasErrors() || resolve.hasErrors();
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowMismatch(id))),
        item ->
            new PageResponse.Page(
                isWrong ? 422 : 200,
                "reconcile/mismatch",
                new MismatchPage(
                    item, assign.with("owner", item.mismatch().owner()), comment, resolve)));
  }

  private PageResponse assign(PageRequest request) {
    Form form = request.form();
    return work(
        request,
        form,
        id -> new AssignMismatch(id, form.text("owner")),
        (id, again) -> mismatch(request, id, again, Form.blank(), Form.blank()));
  }

  private PageResponse comment(PageRequest request) {
    Form form = request.form();
    return work(
        request,
        form,
        id -> new CommentMismatch(id, form.text("text")),
        (id, again) -> mismatch(request, id, Form.blank(), again, Form.blank()));
  }

  private PageResponse resolve(PageRequest request) {
    Form form = request.form();
    return work(
        request,
        form,
        id -> new ResolveMismatch(id, form.text("decision")),
        (id, again) -> mismatch(request, id, Form.blank(), Form.blank(), again));
  }

  private PageResponse work(
      PageRequest request,
      Form form,
      java.util.function.Function<UUID, Operation<MismatchView>> command,
      java.util.function.BiFunction<UUID, Form, PageResponse> shownAgain) {
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
