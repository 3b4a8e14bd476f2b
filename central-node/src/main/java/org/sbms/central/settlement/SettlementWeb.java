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
import org.sbms.central.settlement.ShowTransfers.Transfers;
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
import org.sbms.kit.web.table.ExportFormat;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;

/** The pages and calls of settlement. */
public final class SettlementWeb implements WebFeature {
  static final String WINDOWS = "/settlement";
  private static final int LINES_ON_A_PAGE = 500;
  private static final int MAX_API_WINDOWS = 500;

  /** Some 500 sheets of paper; more than that goes into a spreadsheet. */
  private static final int MAX_PRINTED_LINES = 20_000;

  private final Executor executor;

  public SettlementWeb(Executor executor) {
    this.executor = executor;
  }

  public record WindowsPage(Table<WindowView> windows) {}

  /**
   * @param charts an ECharts picture for each currency
   */
  public record WindowPage(
      Positions positions, Transfers transfers, List<String> charts, Form form) {}

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
        .get(
            WINDOWS + "/:id/statements/:branch/xlsx",
            VIEW,
            request -> statementFile(request, ExportFormat.XLSX, ShowStatement.MAX_LINES))
        .get(
            WINDOWS + "/:id/statements/:branch/pdf",
            VIEW,
            request -> statementFile(request, ExportFormat.PDF, MAX_PRINTED_LINES))
        .api("listSettlementWindows", this::listWindows)
        .api("closeSettlementWindow", request -> decide(request, CloseWindow::new))
        .api("approveSettlementWindow", request -> decide(request, ApproveWindow::new))
        .api("listPositions", this::listPositions)
        .api("downloadStatement", this::downloadStatement)
        .add(new TransferWeb(executor))
        .add(new AdjustmentWeb(executor))
        .add(new DisputeWeb(executor))
        .add(new AgentWeb(executor))
        .add(new ExposureWeb(executor));
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
    String id = request.pathPart("id");
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPositions(id))),
        positions ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowTransfers(id))),
                transfers ->
                    PageResponse.page(
                        "settlement/window",
                        new WindowPage(
                            positions,
                            transfers,
                            PositionChart.of(positions.items(), request.texts()),
                            form))));
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

  private PageResponse statementFile(PageRequest request, ExportFormat format, int maxLines) {
    return branch(request.pathPart("branch"))
        .map(branch ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(new ShowStatement(request.pathPart("id"), branch, maxLines))),
                statement -> file(request, statement, format, maxLines)))
        .orElseGet(() -> PageResponse.notFound("There is no such branch."));
  }

  private static PageResponse file(
      PageRequest request, Statement statement, ExportFormat format, int maxLines) {
    return statement.lineCount() > maxLines
        ? new PageResponse.Refused(
            Refusal.of(
                RefusalCode.TOO_LARGE, "The statement has more than " + maxLines + " lines."))
        : new PageResponse.Download(
            fileName(statement).replace(".csv", "." + format.code()),
            format.contentType(),
            StatementFile.of(statement, request.texts()).bytes(format, request.texts()));
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

  /** A number in an address; 0, which nothing has, for anything else. */
  static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static Optional<BranchCode> branch(String text) {
    try {
      return Optional.of(new BranchCode(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
