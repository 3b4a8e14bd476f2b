package org.sbms.central.corporate;

import java.time.LocalDate;
import java.util.function.Function;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The calls of the consolidated statement. */
final class StatementApi implements WebFeature {
  private final Executor executor;
  private final StatementGathering statements;

  StatementApi(Executor executor, StatementGathering statements) {
    this.executor = executor;
    this.statements = statements;
  }

  @Override
  public void addTo(Web web) {
    web.api("showCorporateStatement", request -> answer(request, ApiResponse::ok))
        .api(
            "exportCorporateStatement",
            request ->
                answer(
                    request,
                    statement ->
                        ApiResponse.csv(
                            StatementCsv.name(statement), StatementCsv.write(statement))));
  }

  private ApiResponse answer(ApiRequest request, Function<Statement, ApiResponse> answer) {
    if (!executor.may(request.caller(), ShowClient.class)) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.FORBIDDEN, "You need the permission corporate.view for this."));
    }
    LocalDate from;
    LocalDate to;
    try {
      from = LocalDate.parse(request.parameter("from").orElse(""));
      to = LocalDate.parse(request.parameter("to").orElse(""));
    } catch (java.time.DateTimeException malformed) {
      return ApiResponse.refused(Refusal.invalid("from", "must be a day such as 2026-11-22"));
    }
    return Paths.withId(
        request, "id", id -> ApiResponse.of(statements.of(request.caller(), id, from, to), answer));
  }
}
