package org.sbms.branch.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChargeUsage;
import org.sbms.contract.subscriber.ListUsage;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of usage, as openapi.yaml promises it. */
public final class RatingApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;
  private static final Duration USUAL_VALIDITY = Duration.ofMinutes(15);
  private static final int USUAL_DAYS = 31;

  private final Executor executor;
  private final RatingFeature rating;
  private final BranchCode self;

  public RatingApi(BranchCode self, Executor executor, RatingFeature rating) {
    this.self = self;
    this.executor = executor;
    this.rating = rating;
  }

  @Override
  public void addTo(Web web) {
    web.api("takeUsageFile", RatingFeature.RATE, this::take)
        .api("listUsageFiles", this::files)
        .api("showUsageFile", request -> withId(request, id -> file(request, id)))
        .api("listUsageAside", this::asides)
        .api("rerateUsageAside", this::rerateAside)
        .api("mendUsageAside", this::mend)
        .api("discardUsageAside", this::discard)
        .api("rerateUsage", this::rerate)
        .api("authorizeUsage", this::authorize)
        .api("listUsageGrants", this::grants)
        .api("showUsageGrant", request -> withId(request, id -> grant(request, id)))
        .api("reportUsage", this::report)
        .api("closeUsage", this::close)
        .api("chargeUsage", this::charge)
        .api("listUsage", this::usage);
  }

  /** A file as clients see it. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ShownFile(
      UUID id,
      String name,
      String dialect,
      UsageFile.State state,
      long bytes,
      long bytesDone,
      long lines,
      long rated,
      long setAside,
      long duplicates,
      Money amount,
      String receivedBy,
      Instant receivedAt,
      Optional<Instant> finishedAt,
      String problem,
      Optional<Boolean> repeated) {

    static ShownFile of(UsageFile file, Optional<Boolean> repeated) {
      return new ShownFile(
          file.id(),
          file.name(),
          file.dialect(),
          file.state(),
          file.bytes(),
          file.bytesDone(),
          file.lines(),
          file.rated(),
          file.setAside(),
          file.duplicates(),
          file.amount(),
          file.receivedBy(),
          file.receivedAt(),
          file.finishedAt(),
          file.problem(),
          repeated);
    }
  }

  /** The body of a question for a grant. */
  record Authorization(
      String recordId,
      String kind,
      String identifier,
      long quantity,
      Optional<Unit> unit,
      @Nullable Map<String, String> attributes,
      Optional<Boolean> whole,
      Optional<Long> validitySeconds) {}

  record Report(long used, Optional<Long> more, Optional<Long> validitySeconds) {}

  record Closing(long used) {}

  /** The body of one event. */
  record Event(
      String recordId,
      String kind,
      String identifier,
      Optional<Long> quantity,
      Optional<Unit> unit,
      @Nullable Map<String, String> attributes,
      Optional<Boolean> again,
      Optional<BranchCode> branch) {}

  record Selection(Optional<Long> id, Optional<AsideReason> reason, Optional<UUID> file) {}

  record Mending(String line) {}

  record Discarding(String reason) {}

  record Period(Optional<AccountNumber> account, LocalDate from, LocalDate until) {}

  private ApiResponse take(ApiRequest request) {
    UsageFolder.Staged staged = rating.folder().stage(request.bodyFile());
    TakeUsageFile take =
        new TakeUsageFile(
            request.parameter("name").orElse("usage.csv"),
            request.parameter("dialect").orElse(Dialect.STANDARD),
            staged.sha256(),
            staged.bytes());
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(take, request.key())),
        taken ->
            new ApiResponse.Json(
                taken.repeated() ? 200 : 201,
                ShownFile.of(taken.file(), Optional.of(taken.repeated())),
                Map.of()));
  }

  private ApiResponse files(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseUsageFiles(
                    "",
                    request.parameter("state").map(UsageFile.State::valueOf),
                    "received",
                    true,
                    page.offset(),
                    page.asked()))),
        rows -> page.of(rows.items(), file -> ShownFile.of(file, Optional.empty())));
  }

  private ApiResponse file(ApiRequest request, UUID id) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowUsageFile(id))),
        file -> ApiResponse.ok(ShownFile.of(file, Optional.empty())));
  }

  private ApiResponse asides(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseAside(
                    request.parameter("text").orElse(""),
                    request.parameter("reason").map(AsideReason::valueOf),
                    request.parameter("state").map(AsideRecord.State::valueOf),
                    request.parameter("file").map(UUID::fromString),
                    "at",
                    true,
                    page.offset(),
                    page.asked()))),
        rows -> page.of(rows.items()));
  }

  private ApiResponse rerateAside(ApiRequest request) {
    Selection asked = request.body(Selection.class);
    return command(request, new RerateAside(asked.id(), asked.reason(), asked.file(), ""), 202);
  }

  private ApiResponse mend(ApiRequest request) {
    return withNumber(
        request,
        id -> command(request, new MendAside(id, request.body(Mending.class).line()), 200));
  }

  private ApiResponse discard(ApiRequest request) {
    return withNumber(
        request,
        id -> command(request, new DiscardAside(id, request.body(Discarding.class).reason()), 200));
  }

  private ApiResponse rerate(ApiRequest request) {
    Period asked = request.body(Period.class);
    return command(request, new RerateUsage(asked.account(), asked.from(), asked.until()), 202);
  }

  private ApiResponse authorize(ApiRequest request) {
    Authorization asked = request.body(Authorization.class);
    return command(
        request,
        new AuthorizeUsage(
            asked.recordId(),
            asked.kind().toUpperCase(Locale.ROOT),
            asked.identifier(),
            asked.quantity(),
            asked.unit(),
            attributes(asked.attributes()),
            asked.whole().orElse(false),
            validity(asked.validitySeconds())),
        201);
  }

  private ApiResponse grants(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseReservations(
                    request.parameter("text").orElse(""),
                    request.parameter("state").map(Reservation.State::valueOf),
                    "opened",
                    true,
                    page.offset(),
                    page.asked()))),
        rows -> page.of(rows.items()));
  }

  private ApiResponse grant(ApiRequest request, UUID id) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowReservation(id))), ApiResponse::ok);
  }

  private ApiResponse report(ApiRequest request) {
    Report asked = request.body(Report.class);
    return withId(
        request,
        id ->
            command(
                request,
                new ReportUsage(
                    id, asked.used(), asked.more().orElse(0L), validity(asked.validitySeconds())),
                200));
  }

  private ApiResponse close(ApiRequest request) {
    Closing asked = request.body(Closing.class);
    return withId(request, id -> command(request, new CloseUsage(id, asked.used()), 200));
  }

  private ApiResponse charge(ApiRequest request) {
    Event asked = request.body(Event.class);
    Optional<BranchCode> elsewhere = elsewhere(asked);
    if (elsewhere.isPresent()) {
      return command(
          request,
          new ChargeUsage(
              elsewhere.get(),
              asked.recordId(),
              asked.kind().toUpperCase(Locale.ROOT),
              asked.identifier(),
              asked.quantity().orElse(1L),
              asked.unit().map(Enum::name),
              attributes(asked.attributes()),
              asked.again().orElse(false)),
          201);
    }
    return command(
        request,
        new ChargeEvent(
            asked.recordId(),
            asked.kind().toUpperCase(Locale.ROOT),
            asked.identifier(),
            asked.quantity().orElse(1L),
            asked.unit(),
            attributes(asked.attributes()),
            asked.again().orElse(false)),
        201);
  }

  /** Another branch that the body names, or that the account number carries. */
  private Optional<BranchCode> elsewhere(Event asked) {
    return asked
        .branch()
        .or(() ->
            AccountNumber.tryParse(asked.identifier().toUpperCase(Locale.ROOT))
                .map(AccountNumber::home))
        .filter(home -> !home.equals(self));
  }

  private ApiResponse usage(ApiRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return ApiResponse.refused(
          Refusal.of(
              RefusalCode.NOT_FOUND,
              request.pathPart("account") + " is no account number: is a digit mistyped?"));
    }
    ApiPage page = request.page(DEFAULT_LIMIT);
    LocalDate to = request.parameter("to").map(LocalDate::parse).orElseGet(rating::today);
    LocalDate from =
        request.parameter("from").map(LocalDate::parse).orElse(to.minusDays(USUAL_DAYS));
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListUsage(
                    account.get(),
                    from,
                    to,
                    request.parameter("product"),
                    page.offset(),
                    page.asked()))),
        found ->
            ApiResponse.ok(
                new Usage(
                    found.sums(),
                    found.items().stream().limit(page.limit()).toList(),
                    page.next(found.items().size()))));
  }

  /**
   * @param sums of all days asked for; on the first page
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Usage(List<ListUsage.Sum> sums, List<ListUsage.Use> items, Optional<String> next) {}

  private <R> ApiResponse command(ApiRequest request, Operation<R> operation, int status) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(operation, request.key())),
        result -> new ApiResponse.Json(status, result, Map.of()));
  }

  private static Map<String, String> attributes(@Nullable Map<String, String> given) {
    return given == null ? Map.of() : given;
  }

  private static Duration validity(Optional<Long> seconds) {
    return seconds.map(Duration::ofSeconds).orElse(USUAL_VALIDITY);
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return notFound(request);
    }
  }

  private static ApiResponse withNumber(ApiRequest request, Function<Long, ApiResponse> answer) {
    String id = request.pathPart("id");
    return id.matches("[0-9]{1,18}") ? answer.apply(Long.valueOf(id)) : notFound(request);
  }

  private static ApiResponse notFound(ApiRequest request) {
    return ApiResponse.refused(
        Refusal.of(RefusalCode.NOT_FOUND, "Nothing of the name " + request.pathPart("id") + "."));
  }
}
