package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The consolidated statement: a page to print, and a file. */
final class StatementWeb implements WebFeature {
  private static final String STATEMENT = CorporateWeb.CLIENTS + "/:id/statement";

  /** Lines beyond these are in the file only. */
  static final int MAX_ON_PAGE = 2_000;

  private final Executor executor;
  private final StatementGathering statements;
  private final Clock clock;

  StatementWeb(Executor executor, StatementGathering statements, Clock clock) {
    this.executor = executor;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.get(STATEMENT, VIEW, this::page).get(STATEMENT + "/csv", VIEW, this::csv);
  }

  private PageResponse page(PageRequest request) {
    return statement(
        request,
        statement ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.query(new ShowClient(statement.client().id()))),
                view ->
                    PageResponse.page(
                        "corporate/statement",
                        new PageModels.StatementPage(
                            view, statement, statement.lineCount() <= MAX_ON_PAGE))));
  }

  private PageResponse csv(PageRequest request) {
    return statement(
        request,
        statement -> PageResponse.csv(StatementCsv.name(statement), StatementCsv.write(statement)));
  }

  private PageResponse statement(PageRequest request, Function<Statement, PageResponse> answer) {
    LocalDate today = LocalDate.now(clock.withZone(request.texts().zone()));
    LocalDate from = day(request.parameter("from")).orElse(today.withDayOfMonth(1));
    LocalDate to = day(request.parameter("to")).orElse(today);
    return ClientWeb.withId(
        request,
        (UUID id) -> PageResponse.of(statements.of(request.caller(), id, from, to), answer));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }
}
