package org.sbms.branch.voucher;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of vouchers, as openapi.yaml promises it. */
public final class VoucherApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final VoucherFeature feature;

  public VoucherApi(Executor executor, VoucherFeature feature) {
    this.executor = executor;
    this.feature = feature;
  }

  @Override
  public void addTo(Web web) {
    web.api("makeVouchers", this::make)
        .api("listVoucherBatches", this::batches)
        .api("showVoucherBatch", this::batch)
        .api("takeOutVoucherPins", this::takeOut)
        .api("handOutVouchers", this::handOut)
        .api("redeemVoucher", this::redeem)
        .api("showVoucher", this::show)
        .api("blockVoucher", request -> change(request, BlockVoucher::new))
        .api("unblockVoucher", request -> change(request, UnblockVoucher::new))
        .api("payForVouchers", this::pay)
        .api("showVoucherAgeing", this::ageing);
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ShownBatch(
      UUID id,
      String number,
      VoucherKind kind,
      Money face,
      String offer,
      int pieces,
      LocalDate validUntil,
      Instant madeAt,
      String madeBy,
      @Nullable Instant takenOutAt,
      Map<VoucherState, Long> counts) {

    static ShownBatch of(VoucherBatch batch, Map<VoucherState, Long> counts) {
      return new ShownBatch(
          batch.id(),
          batch.number(),
          batch.kind(),
          batch.face(),
          batch.offer(),
          batch.pieces(),
          batch.validUntil(),
          batch.madeAt(),
          batch.madeBy(),
          batch.takenOutAt(),
          counts);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      String serial,
      VoucherState state,
      VoucherKind kind,
      Money face,
      String offer,
      LocalDate validUntil,
      String buyer,
      @Nullable Instant handedOutAt,
      String account,
      Instant changedAt,
      String changedBy,
      String comment) {

    static Shown of(Voucher voucher) {
      return new Shown(
          voucher.serial(),
          voucher.state(),
          voucher.kind(),
          voucher.face(),
          voucher.offer(),
          voucher.validUntil(),
          voucher.buyer(),
          voucher.handedOut(),
          voucher.account(),
          voucher.changedAt(),
          voucher.changedBy(),
          voucher.comment());
    }
  }

  private ApiResponse make(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<Money> face = read(errors, "face", () -> money(body.path("face")));
    if (face.isEmpty()) {
      return ApiResponse.refused(Refusal.invalid(errors));
    }
    MakeVouchers asked =
        new MakeVouchers(
            VoucherKind.valueOf(body.path("kind").asText("")),
            face.get(),
            body.path("offer").asText(""),
            body.path("pinTemplate").asText(""),
            body.path("pieces").asInt(),
            LocalDate.parse(body.path("validUntil").asText("")));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(asked, request.key())),
        batch -> ApiResponse.created(ShownBatch.of(batch, Map.of())));
  }

  private ApiResponse batches(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ListBatches("", true, page.offset(), page.asked()))),
        found -> page.of(found.items(), row -> ShownBatch.of(row.batch(), row.counts())));
  }

  private ApiResponse batch(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowBatch(id))),
                row -> ApiResponse.ok(ShownBatch.of(row.batch(), row.counts()))));
  }

  private ApiResponse takeOut(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.command(new TakeOutPins(id), request.key())),
                sealed ->
                    ApiResponse.ok(
                        Map.of(
                            "number",
                            sealed.number(),
                            "csv",
                            new String(feature.opened(sealed), StandardCharsets.UTF_8)))));
  }

  private ApiResponse handOut(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new HandOutVouchers(
                            id,
                            body.path("first").asInt(),
                            body.path("last").asInt(),
                            body.path("buyer").asText("")),
                        request.key())),
                ApiResponse::ok));
  }

  private ApiResponse redeem(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> account =
        read(errors, "account", () -> new AccountNumber(body.path("account").asText("").strip()));
    return account.isEmpty()
        ? ApiResponse.refused(Refusal.invalid(errors))
        : voucher(request, new RedeemVoucher(account.get(), body.path("pin").asText("")));
  }

  private ApiResponse show(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowVoucher(request.pathPart("serial")))),
        voucher -> ApiResponse.ok(Shown.of(voucher)));
  }

  private interface Change {
    Operation<Voucher> of(String serial, String reason);
  }

  private ApiResponse change(ApiRequest request, Change change) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return voucher(request, change.of(request.pathPart("serial"), reason));
  }

  private ApiResponse voucher(ApiRequest request, Operation<Voucher> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())),
        voucher -> ApiResponse.ok(Shown.of(voucher)));
  }

  private ApiResponse pay(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    List<FieldError> errors = new ArrayList<>();
    Optional<Money> amount = read(errors, "amount", () -> money(body.path("amount")));
    return amount.isEmpty()
        ? ApiResponse.refused(Refusal.invalid(errors))
        : ApiResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new PayForVouchers(
                        body.path("buyer").asText(""),
                        amount.get(),
                        body.path("reference").asText("")),
                    request.key())),
            ApiResponse::created);
  }

  private ApiResponse ageing(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowVoucherAgeing())), ApiResponse::ok);
  }

  private static Money money(JsonNode node) {
    return Money.parse(node.path("amount").asText(""), node.path("currency").asText(""));
  }

  private static <T> Optional<T> read(List<FieldError> errors, String field, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException wrong) {
      errors.add(new FieldError(field, String.valueOf(wrong.getMessage())));
      return Optional.empty();
    }
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No batch " + request.pathPart("id") + "."));
    }
  }
}
