package org.sbms.branch.supply;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of goods handed out, as openapi.yaml promises it. */
public final class SupplyApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;
  private final GoodsQuotes quotes;

  public SupplyApi(Executor executor) {
    this.executor = executor;
    this.quotes = new GoodsQuotes(executor);
  }

  @Override
  public void addTo(Web web) {
    web.api("supplyGoods", this::supply)
        .api("sellGoods", this::sell)
        .api("listGoods", this::list)
        .api("showGoods", request -> answer(request, ShowSupply::new))
        .api("cancelGoods", this::cancel)
        .api("takeBackGoods", this::takeBack);
  }

  /** The body: which item, and what it replaces; a sale replaces nothing. */
  record Order(
      String serial,
      Optional<String> replaces,
      Optional<ReplacementReason> reason,
      Optional<Money> expected) {}

  /** The body of a sale over the counter. */
  record Sale(String serial, String method, Optional<Money> expected) {}

  record Cancellation(String reason) {}

  record Return(TakeBackItem.Condition condition) {}

  /** What it costs and who gets what of it. */
  record ShownPrice(
      Money total,
      Money goods,
      Money handling,
      Money originGoods,
      Money originHandling,
      Money homeShare) {

    static ShownPrice of(GoodsPrice price) {
      return new ShownPrice(
          price.total(),
          price.goods(),
          price.handling(),
          price.originOfGoods(),
          price.originOfHandling(),
          price.homeShare());
    }
  }

  /**
   * @param checkedByHome whether home has nothing against it; absent for a sale over the counter
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ShownQuote(
      GoodsItem item, SupplyPurpose purpose, ShownPrice price, Optional<Boolean> checkedByHome) {

    static ShownQuote of(QuoteGoods.Quote quote, Optional<Boolean> checkedByHome) {
      return new ShownQuote(
          quote.item(), quote.purpose(), ShownPrice.of(quote.price()), checkedByHome);
    }
  }

  /** Goods as clients see them; more may be added, nothing is taken away. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Shown(
      UUID id,
      String receipt,
      SupplyState state,
      Optional<AccountNumber> account,
      BranchCode homeBranch,
      GoodsItem item,
      Optional<Replacement> replacement,
      ShownPrice price,
      Optional<PaymentMethod> method,
      boolean itemAwaited,
      Instant issuedAt,
      String issuedBy,
      @Nullable LocalDate settlementDay,
      String reason,
      String detail) {

    static Shown of(Supply supply) {
      return new Shown(
          supply.id(),
          supply.receipt(),
          supply.state(),
          supply.account(),
          supply.home(),
          supply.item(),
          supply.replacement(),
          ShownPrice.of(supply.price()),
          supply.method(),
          supply.awaitsItem(),
          supply.issuedAt(),
          supply.issuedBy(),
          supply.standing().settlementDay(),
          supply.standing().reason(),
          supply.standing().detail());
    }
  }

  private ApiResponse supply(ApiRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return ApiResponse.refused(
          Refusal.of(
              RefusalCode.NOT_FOUND,
              request.pathPart("account") + " is no account number: is a digit mistyped?"));
    }
    Order order = request.body(Order.class);
    if (order.replaces().isPresent() && order.reason().isEmpty()) {
      return ApiResponse.refused(Refusal.invalid("reason", "must be filled in"));
    }
    Optional<Replacement> replacement =
        order.replaces().flatMap(serial -> order.reason().map(why -> new Replacement(serial, why)));
    if (isDryRun(request)) {
      return ApiResponse.of(
          quotes.of(request.caller(), account.get(), order.serial(), replacement),
          checked ->
              ApiResponse.ok(ShownQuote.of(checked.quote(), Optional.of(checked.checkedByHome()))));
    }
    return created(
        request, new SupplyGoods(account.get(), order.serial(), replacement, order.expected()));
  }

  private ApiResponse sell(ApiRequest request) {
    Sale sale = request.body(Sale.class);
    if (isDryRun(request)) {
      return quote(request, new QuoteGoods(Optional.empty(), sale.serial(), SupplyPurpose.SALE));
    }
    PaymentMethod method;
    try {
      method = PaymentMethod.parse(sale.method());
    } catch (IllegalArgumentException unknown) {
      return ApiResponse.refused(Refusal.invalid("method", String.valueOf(unknown.getMessage())));
    }
    return created(request, new SellGoods(sale.serial(), method, sale.expected()));
  }

  private ApiResponse quote(ApiRequest request, QuoteGoods question) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        quote -> ApiResponse.ok(ShownQuote.of(quote, Optional.empty())));
  }

  private ApiResponse created(ApiRequest request, Operation<Supply> operation) {
    return ApprovalAnswers.api(
        executor,
        request.caller(),
        Request.command(operation, request.key()),
        supply -> ApiResponse.created(Shown.of(supply)));
  }

  private ApiResponse list(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    BrowseSupplies question =
        new BrowseSupplies(
            "",
            request.parameter("state").map(SupplyState::valueOf),
            request.parameter("itemAwaited").map(Boolean::parseBoolean).orElse(false),
            "issued",
            true,
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        rows ->
            ApiResponse.items(
                rows.items().stream().limit(limit).map(Shown::of).toList(),
                rows.items().size() > limit
                    ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                    : Optional.empty()));
  }

  private ApiResponse cancel(ApiRequest request) {
    String reason = request.body(Cancellation.class).reason();
    return command(request, id -> new CancelSupply(id, reason), 202);
  }

  private ApiResponse takeBack(ApiRequest request) {
    TakeBackItem.Condition condition = request.body(Return.class).condition();
    return command(request, id -> new TakeBackItem(id, condition), 200);
  }

  private ApiResponse command(
      ApiRequest request, Function<UUID, Operation<Supply>> operation, int status) {
    // Without a key the state of the goods refuses the same step again.
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return withId(
        request,
        id ->
            ApprovalAnswers.api(
                executor,
                request.caller(),
                Request.command(operation.apply(id), key),
                supply -> new ApiResponse.Json(status, Shown.of(supply), java.util.Map.of())));
  }

  private ApiResponse answer(ApiRequest request, Function<UUID, Operation<Supply>> question) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(question.apply(id))),
                supply -> ApiResponse.ok(Shown.of(supply))));
  }

  private static boolean isDryRun(ApiRequest request) {
    return request.parameter("dryRun").map(Boolean::parseBoolean).orElse(false);
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    try {
      return answer.apply(UUID.fromString(request.pathPart("id")));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No goods " + request.pathPart("id") + "."));
    }
  }
}
