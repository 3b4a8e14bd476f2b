package org.sbms.branch.settlement;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the branch's own windows and disputes, as openapi.yaml promises it. */
public final class OwnSettlementApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 100;

  private final Executor executor;

  public OwnSettlementApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listOwnWindows", this::windows)
        .api("listOwnLines", this::lines)
        .api("listOwnDisputes", this::disputes)
        .api("disputeOwnLine", this::raise)
        .api("workOnOwnDispute", this::step);
  }

  private ApiResponse windows(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListOwnWindows(request.offset(), limit))),
        found -> page(request, found.items(), limit));
  }

  private ApiResponse lines(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListOwnLines(
                    request.pathPart("id"),
                    request.parameter("kind").orElse(""),
                    request.parameter("counterparty").orElse(""),
                    request.parameter("search").orElse(""),
                    request.offset(),
                    limit))),
        found -> page(request, found.items(), limit));
  }

  private ApiResponse disputes(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListOwnDisputes(request.offset(), limit))),
        found -> page(request, found.items(), limit));
  }

  private ApiResponse raise(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(DisputeOwnLine.class), request.key())),
        ApiResponse::created);
  }

  record Said(Optional<String> text) {}

  private ApiResponse step(ApiRequest request) {
    String text = request.body(Said.class).text().orElse("");
    String id = request.pathPart("id");
    Optional<DisputeStep> step = DisputeStep.named(request.pathPart("step"));
    return ApiResponse.of(
        step.isEmpty() || !id.matches("[0-9]{1,18}")
            ? Outcome.refused(RefusalCode.NOT_FOUND, "There is no such dispute.")
            : executor.run(
                request.caller(),
                Request.command(step.get().command(Long.parseLong(id), text), request.key())),
        ApiResponse::ok);
  }

  /** A page that is full may be followed by another. */
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
