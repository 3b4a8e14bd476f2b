package org.sbms.branch.cashdesk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of shifts, as openapi.yaml promises it. */
public final class CashdeskApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public CashdeskApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("openShift", this::open)
        .api("listShifts", this::list)
        .api("showOwnShift", this::own)
        .api("moveCash", this::move)
        .api("closeShift", this::close)
        .api("showShift", this::show)
        .api("acceptShift", this::accept)
        .api("listLooseCash", this::loose);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String number,
      String desk,
      String person,
      ShiftState state,
      Instant openedAt,
      Money opening,
      @Nullable Instant closedAt,
      @Nullable Money counted,
      @Nullable Money variance,
      String comment,
      String acceptedBy,
      String decision,
      @Nullable Money expected,
      @Nullable ShiftFigures figures,
      List<Map<String, Object>> moves) {

    static Shown of(CashShift shift) {
      CashShift.Closing closing = shift.closing();
      return of(shift, closing == null ? null : closing.figures(), List.of());
    }

    static Shown of(ShowShift.Report report) {
      return of(
          report.shift(),
          report.figures().orElse(null),
          report.moves().stream()
              .map(move ->
                  Map.<String, Object>of(
                      "kind", move.kind(),
                      "amount", move.amount(),
                      "comment", move.comment(),
                      "movedAt", move.movedAt()))
              .toList());
    }

    private static Shown of(
        CashShift shift, @Nullable ShiftFigures figures, List<Map<String, Object>> moves) {
      CashShift.Closing closing = shift.closing();
      return new Shown(
          shift.id(),
          shift.number(),
          shift.desk(),
          shift.person(),
          shift.state(),
          shift.openedAt(),
          shift.opening(),
          closing == null ? null : closing.at(),
          closing == null ? null : closing.counted(),
          closing == null ? null : closing.variance(),
          closing == null ? "" : closing.comment(),
          closing == null ? "" : closing.acceptedBy(),
          closing == null ? "" : closing.decision(),
          figures == null ? null : figures.expected(shift.opening()),
          figures,
          moves);
    }
  }

  private ApiResponse open(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new OpenShift(body.path("desk").asText(""), count(body)), request.key())),
        shift -> ApiResponse.created(Shown.of(shift)));
  }

  private ApiResponse list(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    ListShifts question =
        new ListShifts(
            "", request.parameter("state").map(ShiftState::valueOf), true, offset, limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found ->
            ApiResponse.items(
                found.items().stream().limit(limit).map(Shown::of).toList(),
                found.items().size() > limit
                    ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                    : Optional.empty()));
  }

  private ApiResponse own(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new FindOwnShift())),
        own ->
            own.shift()
                .map(shift -> show(request, shift.id()))
                .orElseGet(() ->
                    ApiResponse.refused(
                        Refusal.of(RefusalCode.NOT_FOUND, "You have no shift open."))));
  }

  private ApiResponse move(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Money amount;
    try {
      amount =
          Money.parse(
              body.path("amount").path("amount").asText(""),
              body.path("amount").path("currency").asText(""));
    } catch (IllegalArgumentException wrong) {
      return ApiResponse.refused(Refusal.invalid("amount", String.valueOf(wrong.getMessage())));
    }
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new MoveCash(
                    CashMove.Kind.valueOf(body.path("kind").asText("")),
                    amount,
                    body.path("comment").asText("")),
                request.key())),
        move ->
            ApiResponse.created(
                Map.of(
                    "id", move.id(),
                    "kind", move.kind(),
                    "amount", move.amount(),
                    "comment", move.comment(),
                    "movedAt", move.movedAt())));
  }

  private ApiResponse close(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new CloseShift(count(body), body.path("comment").asText("")), request.key())),
        shift -> ApiResponse.ok(Shown.of(shift)));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(request, id -> show(request, id));
  }

  private ApiResponse show(ApiRequest request, UUID id) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowShift(id))),
        report -> ApiResponse.ok(Shown.of(report)));
  }

  private ApiResponse accept(ApiRequest request) {
    String decision = request.body(JsonNode.class).path("decision").asText("");
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new AcceptShift(id, decision), request.key())),
                shift -> ApiResponse.ok(Shown.of(shift))));
  }

  private ApiResponse loose(ApiRequest request) {
    LocalDate day = LocalDate.parse(request.parameter("day").orElseThrow());
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListLooseCash(day))),
        found -> ApiResponse.items(found.items(), Optional.empty()));
  }

  private static CashCount count(JsonNode body) {
    List<CashCount.Pieces> pieces = new ArrayList<>();
    for (JsonNode line : body.path("count")) {
      int index = pieces.size();
      try {
        pieces.add(
            new CashCount.Pieces(
                Money.parse(
                    line.path("denomination").path("amount").asText(""),
                    line.path("denomination").path("currency").asText("")),
                line.path("pieces").asInt()));
      } catch (IllegalArgumentException wrong) {
        throw BadJsonException.at(
            "count[" + index + "].denomination", String.valueOf(wrong.getMessage()));
      }
    }
    return new CashCount(pieces);
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No shift " + request.pathPart("id") + "."));
    }
  }
}
