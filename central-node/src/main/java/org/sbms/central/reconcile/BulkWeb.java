package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.reconcile.CorrectMismatches.ProposeCorrection;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/**
 * Work on all mismatches that a filter leaves, with a result for each. Every one is an operation of
 * its own, under a key made from the form's and its id: sent twice, it is done once.
 */
public final class BulkWeb {
  static final int MAX_AT_ONCE = 500;
  private static final String PATH = "/mismatches/bulk";

  private final Executor executor;
  private final Supplier<List<BranchCode>> branches;

  BulkWeb(Executor executor, Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.branches = branches;
  }

  /** What is done to each. */
  enum Work {
    TAKE,
    ASSIGN,
    COMMENT,
    PROPOSE
  }

  /**
   * @param problem why it was not done, in words; empty when it was
   */
  public record Line(MismatchView mismatch, String problem) {}

  /**
   * @param back to the list, with its filters
   * @param isCut whether there are more than can be worked on at once
   * @param results after the work; empty before it
   */
  public record BulkPage(
      String back,
      String action,
      List<MismatchView> mismatches,
      boolean isCut,
      Map<String, String> works,
      Form form,
      List<Line> results) {

    public long done() {
      return results.stream().filter(line -> line.problem().isEmpty()).count();
    }
  }

  void addTo(Web web) {
    web.get(PATH, WORK, request -> page(request, Form.blank(), List.of()))
        .post(PATH, WORK, this::work);
  }

  /** The page for those that a table shows. */
  static String address(TableQuery query) {
    return PATH + query.onPage(1).substring(query.path().length());
  }

  private PageResponse page(PageRequest request, Form form, List<Line> results) {
    TableQuery query = query(request);
    List<MismatchView> found = find(request, query);
    Map<String, String> works = new LinkedHashMap<>();
    Arrays.stream(Work.values())
        .forEach(work -> works.put(work.name(), request.texts().t("bulk.work." + work)));
    String filters = query.onPage(1).substring(query.path().length());
    return new PageResponse.Page(
        form.hasErrors() ? 422 : 200,
        "reconcile/bulk",
        new BulkPage(
            "/mismatches" + filters,
            PATH + filters,
            found.stream().limit(MAX_AT_ONCE).toList(),
            found.size() > MAX_AT_ONCE,
            works,
            form,
            results));
  }

  private PageResponse work(PageRequest request) {
    Form form = request.form();
    Optional<Work> work = form.required("work", Work::valueOf);
    if (work.isPresent() && work.get() != Work.TAKE) {
      form.required("text", text -> text);
    }
    if (work.isEmpty() || form.hasErrors()) {
      return page(request, form, List.of());
    }
    List<Line> results = new ArrayList<>();
    find(request, query(request)).stream()
        .limit(MAX_AT_ONCE)
        .forEach(mismatch -> results.add(work(request, form, work.get(), mismatch)));
    return page(request, Form.blank(), results);
  }

  private Line work(PageRequest request, Form form, Work work, MismatchView mismatch) {
    UUID id = mismatch.id();
    String text = form.text("text");
    Outcome<?> outcome =
        switch (work) {
          case TAKE ->
              run(request, form, id, new AssignMismatch(id, request.caller().actor().login()));
          case ASSIGN -> run(request, form, id, new AssignMismatch(id, text));
          case COMMENT -> run(request, form, id, new CommentMismatch(id, text));
          case PROPOSE -> run(request, form, id, new ProposeCorrection(id, Optional.empty(), text));
        };
    return switch (outcome) {
      case Outcome.Done<?> _ -> new Line(mismatch, "");
      case Outcome.Refused<?>(Refusal refusal) -> new Line(mismatch, refusal.detail());
      case Outcome.Unknown<?>(String why) -> new Line(mismatch, why);
    };
  }

  private <R> Outcome<R> run(PageRequest request, Form form, UUID id, Operation<R> operation) {
    String key =
        UUID.nameUUIDFromBytes((form.key() + id).getBytes(StandardCharsets.UTF_8)).toString();
    return executor.run(request.caller(), Request.command(operation, key));
  }

  private TableQuery query(PageRequest request) {
    TableSpec<MismatchView> spec = MismatchTable.spec(branches.get());
    return TableQuery.read(spec, request.path(), request::parameter);
  }

  private List<MismatchView> find(PageRequest request, TableQuery query) {
    ListMismatches asked = MismatchTable.asked(Optional.empty(), query, 0, MAX_AT_ONCE + 1);
    return switch (executor.run(request.caller(), Request.query(asked))) {
      case Outcome.Done<ListMismatches.Mismatches>(var found) -> found.items();
      case Outcome.Refused<ListMismatches.Mismatches> _,
          Outcome.Unknown<ListMismatches.Mismatches> _ ->
          List.of();
    };
  }
}
