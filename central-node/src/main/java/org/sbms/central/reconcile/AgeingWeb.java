package org.sbms.central.reconcile;

import static org.sbms.central.reconcile.ReconcilePermissions.CONFIGURE;
import static org.sbms.central.reconcile.ReconcilePermissions.VIEW;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.reconcile.AgeMismatches.Ageing;
import org.sbms.central.reconcile.AgeMismatches.Line;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableSpec;

/** The ageing report, and how long each kind may take. */
public final class AgeingWeb {
  private static final String PATH = "/mismatches/ageing";

  private final Executor executor;
  private final Supplier<List<BranchCode>> branches;

  AgeingWeb(Executor executor, Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.branches = branches;
  }

  /**
   * @param kinds the kinds with their names, for the form
   */
  public record AgeingPage(
      Table<Line> table, Map<MismatchKind, Integer> hours, Form form, Map<String, String> kinds) {}

  void addTo(Web web) {
    web.get(PATH, VIEW, request -> ageing(request, Form.blank()))
        .post(PATH, CONFIGURE, this::setDeadline);
  }

  private PageResponse ageing(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(
            request.caller(), Request.query(new AgeMismatches(request.parameter("branch")))),
        ageing ->
            request.table(
                spec(), _ -> ageing.lines(), table -> page(request, table, ageing, form)));
  }

  private static PageResponse page(
      PageRequest request, Table<Line> table, Ageing ageing, Form form) {
    Map<String, String> kinds = new LinkedHashMap<>();
    Arrays.stream(MismatchKind.values())
        .forEach(kind -> kinds.put(kind.name(), request.texts().t("mismatch." + kind)));
    return new PageResponse.Page(
        form.hasErrors() ? 422 : 200,
        "reconcile/ageing",
        new AgeingPage(table, ageing.hours(), form, kinds));
  }

  private PageResponse setDeadline(PageRequest request) {
    Form form = request.form();
    Optional<MismatchKind> kind = form.required("kind", MismatchKind::valueOf);
    Optional<Integer> hours = form.required("hours", AgeingWeb::hours);
    if (kind.isEmpty() || hours.isEmpty()) {
      return ageing(request, form);
    }
    Outcome<SetDeadline.Changed> outcome =
        executor.run(
            request.caller(),
            Request.command(new SetDeadline(kind.get(), hours.get()), form.key()));
    return PageResponse.of(
        outcome,
        form,
        request.texts(),
        changed ->
            PageResponse.redirect(PATH, request.texts().t("ageing.set", changed.mismatches())),
        again -> ageing(request, again));
  }

  private static Integer hours(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("must be a number of hours");
    }
    return Integer.valueOf(text);
  }

  private TableSpec<Line> spec() {
    return new TableSpec<>(
        "ageing",
        "kind",
        List.of(
            Column.<Line>of("kind", line -> new Cell.Badge("mismatch." + line.kind(), "red")),
            Column.<Line>of("branches", AgeingWeb::branches),
            Column.<Line>of("day", line -> new Cell.Count(line.day())).end().wideOnly(),
            Column.<Line>of("threeDays", line -> new Cell.Count(line.threeDays())).end().wideOnly(),
            Column.<Line>of("week", line -> new Cell.Count(line.week())).end().wideOnly(),
            Column.<Line>of("older", line -> new Cell.Count(line.older())).end().wideOnly(),
            Column.<Line>of("overdue", line -> new Cell.Count(line.overdue())).end(),
            Column.<Line>of("total", line -> new Cell.Count(line.total())).end(),
            Column.<Line>of("oldest", line -> new Cell.Time(line.oldest())).wideOnly()),
        List.of(
            new Filter.Choice(
                "branch", "", branches.get().stream().map(BranchCode::value).toList())));
  }

  /** Leads to the mismatches themselves. */
  private static Cell branches(Line line) {
    String between =
        line.origin().equals(line.home())
            ? line.origin().value()
            : line.origin() + " → " + line.home();
    return new Cell.Link(
        between, "/mismatches?due=OPEN&kind=" + line.kind() + "&branch=" + line.origin());
  }
}
