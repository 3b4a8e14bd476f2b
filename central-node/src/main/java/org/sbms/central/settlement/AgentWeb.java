package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.AgentShares.AgentLine;
import org.sbms.central.settlement.AgentShares.AgentShare;
import org.sbms.central.settlement.AgentShares.ListAgentLines;
import org.sbms.central.settlement.AgentShares.ListAgents;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** What a window leaves to each dealer, and the statement of one. */
public final class AgentWeb implements WebFeature {
  private static final int DEFAULT_LIMIT = 100;

  private static final TableSpec<AgentLine> LINES =
      new TableSpec<>(
          "agentLines",
          "day",
          List.of(
              Column.of("day", line -> new Cell.Day(line.day())),
              Column.of("branch", line -> new Cell.Text(line.branch().value())),
              Column.of("payer", line -> new Cell.Text(line.payer().value())),
              Column.of(
                  "account",
                  line ->
                      new Cell.TwoLines(
                          line.account(),
                          line.transactionId().toString(),
                          "/finance/trail/" + line.transactionId())),
              Column.<AgentLine>of("correction", line -> new Cell.Count(line.correction()))
                  .end()
                  .wideOnly(),
              Column.<AgentLine>of("amount", line -> new Cell.Amount(line.amount())).end()),
          List.of());

  private final Executor executor;

  AgentWeb(Executor executor) {
    this.executor = executor;
  }

  public record AgentsPage(WindowView window, Table<AgentShare> table) {}

  public record LinesPage(WindowView window, String agent, Table<AgentLine> table) {}

  @Override
  public void addTo(Web web) {
    web.get(SettlementWeb.WINDOWS + "/:id/agents", VIEW, this::agents)
        .get(SettlementWeb.WINDOWS + "/:id/agents/:agent", VIEW, this::lines)
        .api("listAgentShares", this::agents)
        .api("listAgentLines", this::lines);
  }

  private static TableSpec<AgentShare> agents(String window) {
    return new TableSpec<>(
        "agents",
        "agent",
        List.of(
            Column.of(
                "agent",
                share ->
                    new Cell.Link(
                        share.agent(),
                        SettlementWeb.WINDOWS + "/" + window + "/agents/" + share.agent())),
            Column.of("branch", share -> new Cell.Text(share.branch().value())),
            Column.<AgentShare>of("lines", share -> new Cell.Count(share.lines())).end(),
            Column.<AgentShare>of("amount", share -> new Cell.Amount(share.amount())).end()),
        List.of());
  }

  private PageResponse agents(PageRequest request) {
    TableSpec<AgentShare> spec = agents(request.pathPart("id"));
    TableQuery query = TableQuery.read(spec, request.path(), request::parameter);
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ListAgents(request.pathPart("id"), query.offset(), query.limit()))),
        found ->
            request.table(
                spec,
                _ -> found.items(),
                table ->
                    PageResponse.page("settlement/agents", new AgentsPage(found.window(), table))));
  }

  private PageResponse lines(PageRequest request) {
    TableQuery query = TableQuery.read(LINES, request.path(), request::parameter);
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListAgentLines(
                    request.pathPart("id"),
                    request.pathPart("agent"),
                    query.offset(),
                    query.limit()))),
        found ->
            request.table(
                LINES,
                _ -> found.items(),
                table ->
                    PageResponse.page(
                        "settlement/agentLines",
                        new LinesPage(found.window(), found.agent(), table))));
  }

  private ApiResponse agents(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ListAgents(request.pathPart("id"), request.offset(), limit))),
        found -> page(request, found.items(), limit));
  }

  private ApiResponse lines(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListAgentLines(
                    request.pathPart("id"), request.pathPart("agent"), request.offset(), limit))),
        found -> page(request, found.items(), limit));
  }

  private static ApiResponse page(ApiRequest request, List<?> items, int limit) {
    return ApiResponse.items(
        items,
        items.size() == limit
            ? Optional.of(Cursor.of(Integer.toString(request.offset() + limit)))
            : Optional.empty());
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
  }
}
