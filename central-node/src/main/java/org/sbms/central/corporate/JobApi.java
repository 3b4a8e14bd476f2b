package org.sbms.central.corporate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.corporate.WorkOnJobs.CancelJob;
import org.sbms.central.corporate.WorkOnJobs.ContinueJob;
import org.sbms.central.corporate.WorkOnJobs.DraftOperation;
import org.sbms.central.corporate.WorkOnJobs.ListJobs;
import org.sbms.central.corporate.WorkOnJobs.ListTransfers;
import org.sbms.central.corporate.WorkOnJobs.PauseJob;
import org.sbms.central.corporate.WorkOnJobs.RegisterTransfer;
import org.sbms.central.corporate.WorkOnJobs.RetryFailed;
import org.sbms.central.corporate.WorkOnJobs.ReturnRejected;
import org.sbms.central.corporate.WorkOnJobs.Selection;
import org.sbms.central.corporate.WorkOnJobs.Share;
import org.sbms.central.corporate.WorkOnJobs.ShowJob;
import org.sbms.central.corporate.WorkOnJobs.ShowTransfer;
import org.sbms.central.corporate.WorkOnJobs.SpreadByDebt;
import org.sbms.central.corporate.WorkOnJobs.SpreadFile;
import org.sbms.central.corporate.WorkOnJobs.SpreadTyped;
import org.sbms.central.corporate.WorkOnJobs.StartJob;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The calls of transfers and of work over many accounts. */
final class JobApi implements WebFeature {
  private final Executor executor;
  private final Gathering gathering;

  JobApi(Executor executor, Gathering gathering) {
    this.executor = executor;
    this.gathering = gathering;
  }

  @Override
  public void addTo(Web web) {
    web.api("listTransfers", this::transfers)
        .api("registerTransfer", this::register)
        .api("showTransfer", this::transfer)
        .api("spreadTransfer", this::spread)
        .api("spreadTransferFile", this::spreadFile)
        .api("listCorporateJobs", this::jobs)
        .api("draftOperation", this::draft)
        .api("showJob", this::job)
        .api("listJobLines", this::lines)
        .api("changeJob", this::change);
  }

  record Incoming(Money amount, String reference, LocalDate receivedOn) {}

  /** Either shares, or by debt. */
  record Spreading(
      @JsonProperty("shares") Optional<List<Share>> shares,
      @JsonProperty("department") Optional<UUID> department,
      @JsonProperty("rest") Optional<SpreadDecisions.Rest> rest) {}

  record Wanted(
      JobKind kind,
      String code,
      @JsonProperty("comment") Optional<String> comment,
      @JsonProperty("effective") Optional<LocalDate> effective,
      @JsonProperty("department") Optional<UUID> department,
      @JsonProperty("branch") Optional<String> branch,
      @JsonProperty("state") Optional<String> state,
      @JsonProperty("plan") Optional<String> plan,
      @JsonProperty("accounts") Optional<List<AccountNumber>> accounts) {}

  private ApiResponse transfers(ApiRequest request) {
    return Paths.withId(
        request,
        "id",
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListTransfers(id, request.offset(), Paths.limit(request) + 1))),
                found -> Paths.page(request, found.items())));
  }

  private ApiResponse register(ApiRequest request) {
    Incoming body = request.body(Incoming.class);
    return Paths.withId(
        request,
        "id",
        id ->
            created(
                request,
                new RegisterTransfer(id, body.amount(), body.reference(), body.receivedOn())));
  }

  private ApiResponse transfer(ApiRequest request) {
    return Paths.withId(
        request,
        "transfer",
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowTransfer(id))),
                ApiResponse::ok));
  }

  private ApiResponse spread(ApiRequest request) {
    Spreading body = request.body(Spreading.class);
    return Paths.withId(
        request,
        "transfer",
        id -> {
          if (body.shares().isPresent()) {
            return created(request, new SpreadTyped(id, body.shares().get()));
          }
          askForFigures(request, id);
          return created(
              request,
              new SpreadByDebt(
                  id, body.department(), body.rest().orElse(SpreadDecisions.Rest.LEAVE)));
        });
  }

  private void askForFigures(ApiRequest request, UUID transfer) {
    if (executor.may(request.caller(), SpreadByDebt.class)
        && executor.run(request.caller(), Request.query(new ShowTransfer(transfer)))
            instanceof Outcome.Done<Transfer>(Transfer found)) {
      gathering.refresh(request.caller(), found.client(), Duration.ZERO);
    }
  }

  private ApiResponse spreadFile(ApiRequest request) {
    String file = request.parameter("file").orElse("spread.csv");
    return Paths.withId(
        request,
        "transfer",
        id ->
            switch (CsvText.decode(file, request.bytes())) {
              case Outcome.Done<String>(String csv) ->
                  created(request, new SpreadFile(id, file, csv));
              case Outcome.Refused<String>(Refusal refusal) -> ApiResponse.refused(refusal);
              case Outcome.Unknown<String>(String why) -> throw new IllegalStateException(why);
            });
  }

  private ApiResponse jobs(ApiRequest request) {
    return Paths.withId(
        request,
        "id",
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListJobs(
                            id, Optional.empty(), request.offset(), Paths.limit(request) + 1))),
                found -> Paths.page(request, found.items())));
  }

  private ApiResponse draft(ApiRequest request) {
    Wanted body = request.body(Wanted.class);
    Selection selection =
        new Selection(
            body.department(),
            body.branch().orElse(""),
            body.state().orElse(""),
            body.plan().orElse(""),
            body.accounts().orElseGet(List::of));
    return Paths.withId(
        request,
        "id",
        id ->
            created(
                request,
                new DraftOperation(
                    id,
                    body.kind(),
                    body.code(),
                    body.comment().orElse(""),
                    body.effective(),
                    selection)));
  }

  private ApiResponse job(ApiRequest request) {
    return Paths.withId(
        request,
        "job",
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowJob(id))), ApiResponse::ok));
  }

  private ApiResponse lines(ApiRequest request) {
    return Paths.withId(
        request,
        "job",
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new BrowseLines(
                            id,
                            request.parameter("state").orElse(""),
                            "",
                            "",
                            "number",
                            request.offset(),
                            Paths.limit(request) + 1))),
                found -> Paths.page(request, found.items())));
  }

  private ApiResponse change(ApiRequest request) {
    return Paths.withId(
        request,
        "job",
        id ->
            command(request.pathPart("action"), id)
                .map(command ->
                    ApiResponse.of(
                        executor.run(
                            request.caller(), Request.command(command, Paths.key(request))),
                        ApiResponse::ok))
                .orElseGet(() ->
                    ApiResponse.refused(
                        Refusal.of(RefusalCode.NOT_FOUND, "There is no such step."))));
  }

  private static Optional<Operation<Job>> command(String action, UUID id) {
    return switch (action) {
      case "start" -> Optional.of(new StartJob(id));
      case "pause" -> Optional.of(new PauseJob(id));
      case "continue" -> Optional.of(new ContinueJob(id));
      case "cancel" -> Optional.of(new CancelJob(id));
      case "retry" -> Optional.of(new RetryFailed(id));
      case "return" -> Optional.of(new ReturnRejected(id));
      default -> Optional.empty();
    };
  }

  private <R> ApiResponse created(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, Paths.key(request))),
        ApiResponse::created);
  }
}
