package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.APPROVE;
import static org.sbms.central.settlement.SettlementPermissions.CLOSE;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.ShowStatement.Statement;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;

/** The pages and calls of settlement. */
public final class SettlementWeb implements WebFeature {
  private static final String WINDOWS = "/settlement";
  private static final int LINES_ON_A_PAGE = 500;
  private static final int MAX_API_WINDOWS = 500;

  private final Executor executor;

  public SettlementWeb(Executor executor) {
    this.executor = executor;
  }

  public record WindowsPage(Table<WindowView> windows) {}

  /**
   * @param charts an ECharts picture for each currency
   */
  public record WindowPage(Positions positions, List<String> charts, Form form) {}

  public record StatementPage(Statement statement) {}

  @Override
  public void addTo(Web web) {
    web.messages("settlement")
        .menu(new MenuEntry(WINDOWS, "settlement.menu", "scale", 53, VIEW))
        .get(WINDOWS, VIEW, this::windows)
        .get(WINDOWS + "/:id", VIEW, request -> window(request, Form.blank()))
        .post(WINDOWS + "/:id/close", CLOSE, request -> decide(request, CloseWindow::new))
        .post(WINDOWS + "/:id/approval", APPROVE, request -> decide(request, ApproveWindow::new))
        .get(WINDOWS + "/:id/statements/:branch", VIEW, this::statement)
        .get(WINDOWS + "/:id/statements/:branch/csv", VIEW, this::statementCsv)
        .api("listSettlementWindows", this::listWindows)
        .api("closeSettlementWindow", request -> decide(request, CloseWindow::new))
        .api("approveSettlementWindow", request -> decide(request, ApproveWindow::new))
        .api("listPositions", this::listPositions)
        .api("downloadStatement", this::downloadStatement);
  }

  private PageResponse windows(PageRequest request) {
    TableQuery query = TableQuery.read(WindowTable.SPEC, request.path(), request::parameter);
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ListWindows(query.offset(), TableQuery.PAGE_SIZE + 1))),
        found ->
            PageResponse.page(
                "settlement/windows",
                new WindowsPage(request.tableOf(WindowTable.SPEC, _ -> found.items()))));
  }

  private PageResponse window(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPositions(request.pathPart("id")))),
        positions ->
            PageResponse.page(
                "settlement/window",
                new WindowPage(
                    positions, PositionChart.of(positions.items(), request.texts()), form)));
  }

  private PageResponse decide(
      PageRequest request, Function<String, Operation<WindowView>> command) {
    Form form = request.form();
    String id = request.pathPart("id");
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command.apply(id), form.key())),
        form,
        request.texts(),
        window ->
            PageResponse.redirect(
                WINDOWS + "/" + id, request.texts().t("window.now." + window.state())),
        again -> window(request, again));
  }

  private PageResponse statement(PageRequest request) {
    return branch(request.pathPart("branch"))
        .map(branch ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ShowStatement(request.pathPart("id"), branch, LINES_ON_A_PAGE))),
                statement ->
                    PageResponse.page("settlement/statement", new StatementPage(statement))))
        .orElseGet(() -> PageResponse.notFound("There is no such branch."));
  }

  private PageResponse statementCsv(PageRequest request) {
    return branch(request.pathPart("branch"))
        .map(branch ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ShowStatement(
                            request.pathPart("id"), branch, ShowStatement.MAX_LINES))),
                statement -> PageResponse.csv(fileName(statement), Statements.csv(statement))))
        .orElseGet(() -> PageResponse.notFound("There is no such branch."));
  }

  private ApiResponse listWindows(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListWindows(0, MAX_API_WINDOWS))),
        found -> ApiResponse.items(found.items()));
  }

  private ApiResponse decide(ApiRequest request, Function<String, Operation<WindowView>> command) {
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command.apply(request.pathPart("id")), key)),
        ApiResponse::ok);
  }

  private ApiResponse listPositions(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowPositions(request.pathPart("id")))),
        positions -> ApiResponse.items(positions.items()));
  }

  private ApiResponse downloadStatement(ApiRequest request) {
    return branch(request.pathPart("branch"))
        .map(branch ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ShowStatement(
                            request.pathPart("id"), branch, ShowStatement.MAX_LINES))),
                statement -> ApiResponse.csv(fileName(statement), Statements.csv(statement))))
        .orElseGet(() ->
            ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such branch.")));
  }

  private static String fileName(Statement statement) {
    return "statement-" + statement.window().id() + "-" + statement.branch() + ".csv";
  }

  private static Optional<BranchCode> branch(String text) {
    try {
      return Optional.of(new BranchCode(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
