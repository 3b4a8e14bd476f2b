package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.WORK;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.contract.BranchCode;
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

/** Work on all mismatches that a filter leaves, with a result for each. */
public final class BulkWeb {
  private static final String PATH = "/mismatches/bulk";

  private final Executor executor;
  private final BulkWork work;
  private final Supplier<List<BranchCode>> branches;

  BulkWeb(Executor executor, Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.work = new BulkWork(executor);
    this.branches = branches;
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
    Arrays.stream(BulkWork.Kind.values())
        .forEach(work -> works.put(work.name(), request.texts().t("bulk.work." + work)));
    String filters = query.onPage(1).substring(query.path().length());
    return new PageResponse.Page(
        form.hasErrors() ? 422 : 200,
        "reconcile/bulk",
        new BulkPage(
            "/mismatches" + filters,
            PATH + filters,
            found.stream().limit(BulkWork.MAX_AT_ONCE).toList(),
            found.size() > BulkWork.MAX_AT_ONCE,
            works,
            form,
            results));
  }

  private PageResponse work(PageRequest request) {
    Form form = request.form();
    Optional<BulkWork.Kind> kind = form.required("work", BulkWork.Kind::valueOf);
    if (kind.isPresent() && kind.get().needsText()) {
      form.required("text", text -> text);
    }
    if (kind.isEmpty() || form.hasErrors()) {
      return page(request, form, List.of());
    }
    List<Line> results =
        work
            .on(
                find(request, query(request)),
                kind.get(),
                form.text("text"),
                request.caller(),
                form.key())
            .stream()
            .map(BulkWeb::line)
            .toList();
    return page(request, Form.blank(), results);
  }

  private static Line line(BulkWork.Result result) {
    return new Line(
        result.mismatch(), result.refusal().map(Refusal::detail).or(result::unknown).orElse(""));
  }

  private TableQuery query(PageRequest request) {
    TableSpec<MismatchView> spec = MismatchTable.spec(branches.get());
    return TableQuery.read(spec, request.path(), request::parameter);
  }

  private List<MismatchView> find(PageRequest request, TableQuery query) {
    ListMismatches asked =
        MismatchTable.asked(Optional.empty(), query, 0, BulkWork.MAX_AT_ONCE + 1);
    return switch (executor.run(request.caller(), Request.query(asked))) {
      case Outcome.Done<ListMismatches.Mismatches>(var found) -> found.items();
      case Outcome.Refused<ListMismatches.Mismatches> _,
          Outcome.Unknown<ListMismatches.Mismatches> _ ->
          List.of();
    };
  }
}
