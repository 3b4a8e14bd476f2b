package org.sbms.branch.settlement;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sbms.branch.settlement.OwnTables.WindowRow;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnWindows;
import org.sbms.contract.settlement.OwnWindows.Line;
import org.sbms.contract.settlement.OwnWindows.Lines;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.contract.settlement.OwnWindows.Window;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;

/** The windows of this branch at central, every line behind their sums, and what disputes one. */
public final class OwnWindowPages implements WebFeature {
  static final String WINDOWS = "/settlements/windows";

  private final Executor executor;

  public OwnWindowPages(Executor executor) {
    this.executor = executor;
  }

  public record WindowsPage(Table<WindowRow> table) {}

  public record LinesPage(Window window, Table<Line> table) {}

  /**
   * The lines of one transaction in a window.
   *
   * @param entries of a journal, whose lines can be disputed; each once
   */
  public record LinePage(Window window, List<Line> lines, List<Line> entries, Form form) {}

  @Override
  public void addTo(Web web) {
    web.get(WINDOWS, OwnSettlement.VIEW, this::windows)
        .get(WINDOWS + "/:id", OwnSettlement.VIEW, this::lines)
        .get(
            WINDOWS + "/:id/transactions/:transaction",
            OwnSettlement.VIEW,
            request -> line(request, Form.blank()))
        .post(
            WINDOWS + "/:id/transactions/:transaction", OwnSettlement.DISPUTE, this::raiseDispute);
  }

  static String lineAddress(String window, Line line) {
    return WINDOWS
        + "/"
        + URLEncoder.encode(window, StandardCharsets.UTF_8)
        + "/transactions/"
        + line.transactionId();
  }

  private PageResponse windows(PageRequest request) {
    TableQuery query = TableQuery.read(OwnTables.WINDOWS, request.path(), request::parameter);
    int limit = Math.min(query.limit(), OwnWindows.MAX_AT_ONCE);
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListOwnWindows(query.offset(), limit))),
        found ->
            request.table(
                OwnTables.WINDOWS,
                _ -> rows(found),
                table -> PageResponse.page("settlement/ownWindows", new WindowsPage(table))));
  }

  private static List<WindowRow> rows(OwnWindows.Found found) {
    return found.items().stream()
        .flatMap(window ->
            window.sums().isEmpty()
                ? Stream.of(new WindowRow(window, List.of()))
                : window.sums().stream().map(sums -> new WindowRow(window, List.of(sums))))
        .toList();
  }

  private PageResponse lines(PageRequest request) {
    String id = request.pathPart("id");
    var spec = OwnTables.lines(id);
    TableQuery query = TableQuery.read(spec, request.path(), request::parameter);
    return PageResponse.of(
        read(request.caller(), id, query),
        found ->
            request.table(
                spec,
                _ -> found.items(),
                table ->
                    PageResponse.page(
                        "settlement/ownLines", new LinesPage(found.window(), table))));
  }

  /** As many calls as it takes: an export asks for more lines than one answer brings. */
  private Outcome<Lines> read(Caller caller, String id, TableQuery query) {
    List<Line> read = new ArrayList<>();
    while (true) {
      int most = Math.min(query.limit() - read.size(), OwnWindows.MAX_AT_ONCE);
      Outcome<Lines> outcome =
          executor.run(
              caller,
              Request.query(
                  new ListOwnLines(
                      id,
                      query.filter("kind"),
                      "",
                      query.filter("search"),
                      query.offset() + read.size(),
                      most)));
      if (!(outcome instanceof Outcome.Done<Lines>(Lines found))) {
        return outcome;
      }
      read.addAll(found.items());
      if (found.items().size() < most || read.size() >= query.limit()) {
        return Outcome.done(new Lines(found.window(), read));
      }
    }
  }

  private PageResponse line(PageRequest request, Form form) {
    Optional<UUID> transaction = request.pathId("transaction");
    if (transaction.isEmpty()) {
      return noSuchLine();
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListOwnLines(
                    request.pathPart("id"),
                    "",
                    "",
                    transaction.get().toString(),
                    0,
                    OwnWindows.MAX_AT_ONCE))),
        found -> found.items().isEmpty() ? noSuchLine() : page(found, form));
  }

  private static PageResponse page(Lines found, Form form) {
    boolean isAgain = form.hasErrors() || !form.alert().isEmpty();
    LinePage page = new LinePage(found.window(), found.items(), entries(found), form);
    return isAgain
        ? PageResponse.formAgain("settlement/ownLine", page)
        : PageResponse.page("settlement/ownLine", page);
  }

  private static List<Line> entries(Lines found) {
    List<Line> entries = new ArrayList<>();
    for (Line line : found.items()) {
      boolean isNew =
          entries.stream()
              .noneMatch(each ->
                  each.home().equals(line.home()) && each.homeNumber() == line.homeNumber());
      if (line.disputable() && isNew && found.window().state().isDisputable()) {
        entries.add(line);
      }
    }
    return entries;
  }

  private PageResponse raiseDispute(PageRequest request) {
    Form form = request.form();
    Optional<BranchCode> home = form.required("home", BranchCode::new);
    Optional<Long> number = form.required("number", OwnWindowPages::number);
    if (home.isEmpty() || number.isEmpty()) {
      return noSuchLine();
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new DisputeOwnLine(
                    request.pathPart("id"), home.get(), number.get(), form.text("reason")),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(OwnDisputePages.PATH, request.texts().t("ownDispute.raised")),
        again -> line(request, again));
  }

  static Long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Long.valueOf(text);
  }

  private static PageResponse noSuchLine() {
    return PageResponse.notFound("The window holds no such line that could be disputed.");
  }
}
