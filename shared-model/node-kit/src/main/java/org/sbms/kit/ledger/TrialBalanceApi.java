package org.sbms.kit.ledger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The trial balance by the API, at any node that keeps a ledger. */
public final class TrialBalanceApi implements WebFeature {
  private final Executor executor;
  private final Clock clock;

  public TrialBalanceApi(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.api("showTrialBalance", this::trialBalance);
  }

  record Shown(Instant at, List<Line> accounts) {}

  record Line(String code, String name, String currency, String debit, String credit) {
    static Line of(Ledger.Line line) {
      return new Line(line.code(), line.name(), line.currency(), line.debit(), line.credit());
    }
  }

  private ApiResponse trialBalance(ApiRequest request) {
    Instant at;
    try {
      at =
          request
              .parameter("at")
              .map(text -> OffsetDateTime.parse(text.replace(' ', '+')).toInstant())
              .orElseGet(clock::instant);
    } catch (DateTimeException malformed) {
      return ApiResponse.refused(
          Refusal.invalid("at", "must be a time such as 2026-11-20T12:00:00+03:00"));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowTrialBalance(at))),
        balance ->
            ApiResponse.ok(
                new Shown(balance.at(), balance.accounts().stream().map(Line::of).toList())));
  }
}
