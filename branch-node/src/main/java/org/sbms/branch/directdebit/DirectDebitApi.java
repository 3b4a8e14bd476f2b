package org.sbms.branch.directdebit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.CollectionOrder.Scheme;
import org.sbms.bankfiles.pain.Ibans;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ChangeMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DrawUpRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DropRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListMandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListRuns;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListStatusReports;
import org.sbms.branch.directdebit.WorkOnDirectDebits.MandateState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.NoteReturn;
import org.sbms.branch.directdebit.WorkOnDirectDebits.PresentRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.SaveCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakeStatusReport;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of direct debit, as openapi.yaml promises it. */
public final class DirectDebitApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public DirectDebitApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("addMandate", this::add)
        .api("listMandates", this::mandates)
        .api("changeMandate", this::change)
        .api("drawUpCollectionRun", this::drawUp)
        .api("listCollectionRuns", this::runs)
        .api(
            "showCollectionRun",
            request ->
                withId(
                    request,
                    id ->
                        ApiResponse.of(
                            executor.run(request.caller(), Request.query(new ShowRun(id))),
                            ApiResponse::ok)))
        .api(
            "presentCollectionRun",
            request -> withId(request, id -> run(request, new PresentRun(id))))
        .api("dropCollectionRun", request -> withId(request, id -> run(request, new DropRun(id))))
        .api("listCollections", this::collections)
        .api("noteReturn", this::noteReturn)
        .api("takeStatusReport", DirectDebitFeature.WORK, this::takeReport)
        .api("listStatusReports", this::reports)
        .api("showCreditor", this::creditor)
        .api("saveCreditor", this::saveCreditor);
  }

  private ApiResponse takeReport(ApiRequest request) {
    TakeStatusReport asked =
        new TakeStatusReport(
            request.parameter("name").orElse("file.xml"),
            Base64.getEncoder().encodeToString(request.bytes()));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(asked, request.key())),
        ApiResponse::created);
  }

  private ApiResponse reports(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ListStatusReports(id))),
                found -> ApiResponse.items(found.items(), Optional.empty())));
  }

  private ApiResponse creditor(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowCreditor())),
        shown ->
            shown
                .settings()
                .map(ApiResponse::ok)
                .orElseGet(() ->
                    ApiResponse.refused(
                        Refusal.of(RefusalCode.NOT_FOUND, "Nobody has said yet who collects."))));
  }

  private ApiResponse saveCreditor(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    JsonNode max = body.path("max");
    try {
      return run(
          request,
          new SaveCreditor(
              new CreditorSettings(
                  body.path("name").asText("").strip(),
                  Ibans.plain(body.path("account").asText("")),
                  Ibans.plain(body.path("bic").asText("")),
                  body.path("schemeId").asText("").strip(),
                  Money.parse(
                      max.path("amount").asText(""),
                      Money.currencyOf(max.path("currency").asText(""))))));
    } catch (IllegalArgumentException wrong) {
      return ApiResponse.refused(Refusal.invalid("max", String.valueOf(wrong.getMessage())));
    }
  }

  private ApiResponse add(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Optional<AccountNumber> account = AccountNumber.tryParse(body.path("account").asText(""));
    if (account.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid("account", "is no account number"));
    }
    JsonNode debtor = body.path("debtor");
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new AddMandate(
                    account.get(),
                    body.path("reference").asText("").strip(),
                    Scheme.valueOf(body.path("scheme").asText("")),
                    LocalDate.parse(body.path("signedOn").asText("")),
                    new Debtor(
                        debtor.path("name").asText("").strip(),
                        Ibans.plain(debtor.path("iban").asText("")),
                        Ibans.plain(debtor.path("bic").asText("")))),
                request.key())),
        ApiResponse::created);
  }

  private ApiResponse mandates(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListMandates(
                    request.parameter("text").orElse(""),
                    request.parameter("state").map(MandateState::valueOf),
                    offset,
                    limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse change(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return withId(
        request,
        id ->
            run(
                request,
                new ChangeMandate(
                    id,
                    MandateState.valueOf(body.path("state").asText("")),
                    body.path("reason").asText(""))));
  }

  private ApiResponse drawUp(ApiRequest request) {
    LocalDate day = LocalDate.parse(request.body(JsonNode.class).path("collectOn").asText(""));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(new DrawUpRun(day), request.key())),
        ApiResponse::created);
  }

  private ApiResponse runs(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListRuns(offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse collections(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListCollections(
                            id,
                            request.parameter("state").map(CollectionState::valueOf),
                            "",
                            offset,
                            limit + 1))),
                found -> page(found.items(), offset, limit)));
  }

  private ApiResponse noteReturn(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(request, id -> run(request, new NoteReturn(id, reason)));
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  private static ApiResponse page(List<?> items, int offset, int limit) {
    return ApiResponse.items(
        items.stream().limit(limit).toList(),
        items.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
            : Optional.empty());
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No " + request.pathPart("id") + " is here."));
    }
  }
}
