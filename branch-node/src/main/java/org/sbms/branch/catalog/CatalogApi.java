package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.branch.pricing.Unit;
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

/** The API of the catalogue, as openapi.yaml promises it. */
public final class CatalogApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public CatalogApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listOffers", this::listOffers)
        .api("showOffer", request -> query(request, ShowOffer::new))
        .api("saveDraft", this::saveDraft)
        .api("discardDraft", request -> command(request, DiscardDraft::new))
        .api("publishDraft", this::publish)
        .api("withdrawOffer", request -> command(request, WithdrawOffer::new))
        .api("sellOffer", request -> command(request, SellOffer::new))
        .api("previewBill", this::preview)
        .api("listProducts", this::listProducts)
        .api("saveProduct", this::saveProduct)
        .api("listPromotions", this::listPromotions)
        .api("showPromotion", this::showPromotion)
        .api("savePromotion", this::savePromotion)
        .api("addPromotionCode", this::addCode);
  }

  /** The body of a draft; the address names the offer. */
  record Draft(
      String name,
      LocalDate validFrom,
      Optional<OfferVersion.Existing> existing,
      Optional<String> note,
      List<NewLine> lines,
      Optional<Map<String, List<String>>> eligibility) {

    List<OfferLine> numbered() {
      return IntStream.range(0, lines.size())
          .mapToObj(index -> lines.get(index).numbered(index + 1))
          .toList();
    }
  }

  /** A line as a client writes it: its number is its place. */
  record NewLine(
      String product,
      OfferLine.Kind kind,
      Optional<Money> fee,
      Optional<Integer> months,
      Optional<Timing> timing,
      Optional<Unit> unit,
      Optional<Long> step,
      Optional<Tiers.Kind> tierKind,
      Optional<List<OfferLine.Tier>> tiers,
      Optional<Long> allowance,
      Optional<Map<String, String>> when) {

    OfferLine numbered(int line) {
      return new OfferLine(
          line,
          product,
          kind,
          fee,
          months,
          timing,
          unit,
          step,
          tierKind,
          tiers.orElse(List.of()),
          allowance,
          when.orElse(Map.of()));
    }
  }

  record Publication(int version) {}

  record Example(Optional<LocalDate> month, Optional<Map<String, Long>> usage) {}

  record NewCode(String code, int mostUses) {}

  private ApiResponse listOffers(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseOffers(
                    request.parameter("search").orElse(""),
                    request.parameter("kind").map(OfferKind::valueOf),
                    request.parameter("sold").map(Boolean::valueOf),
                    "code",
                    false,
                    request.offset(),
                    limit + 1))),
        rows -> page(request, rows.items(), limit));
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  private static ApiResponse page(ApiRequest request, List<?> rows, int limit) {
    return ApiResponse.items(
        rows.stream().limit(limit).toList(),
        rows.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(request.offset() + limit)))
            : Optional.empty());
  }

  private static ApiResponse withOffer(ApiRequest request, Function<OfferKey, ApiResponse> answer) {
    String kind = request.pathPart("kind");
    return Arrays.stream(OfferKind.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(kind))
        .findFirst()
        .map(known -> answer.apply(new OfferKey(known, request.pathPart("code"))))
        .orElseGet(() ->
            ApiResponse.refused(
                Refusal.of(RefusalCode.NOT_FOUND, "There is no kind of offers " + kind + ".")));
  }

  private ApiResponse query(ApiRequest request, Function<OfferKey, Operation<Offer>> question) {
    return withOffer(
        request,
        key ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(question.apply(key))),
                ApiResponse::ok));
  }

  private ApiResponse command(ApiRequest request, Function<OfferKey, Operation<Offer>> order) {
    return withOffer(request, key -> run(request, order.apply(key)));
  }

  private ApiResponse run(ApiRequest request, Operation<?> order) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())), ApiResponse::ok);
  }

  private ApiResponse saveDraft(ApiRequest request) {
    Draft draft = request.body(Draft.class);
    return command(
        request,
        key ->
            new SaveDraft(
                key,
                draft.name(),
                draft.validFrom(),
                draft.existing().orElse(OfferVersion.Existing.KEEP),
                draft.note().orElse(""),
                draft.numbered(),
                draft.eligibility().orElse(Map.of())));
  }

  private ApiResponse publish(ApiRequest request) {
    Publication publication = request.body(Publication.class);
    return command(request, key -> new PublishDraft(key, publication.version()));
  }

  private ApiResponse preview(ApiRequest request) {
    Example example = request.body(Example.class);
    return withOffer(
        request,
        key ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new PreviewBill(key, example.month(), example.usage().orElse(Map.of())))),
                ApiResponse::ok));
  }

  private ApiResponse listProducts(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseProducts(
                    request.parameter("search").orElse(""),
                    request.parameter("kind").map(Product.Kind::valueOf),
                    "code",
                    false,
                    request.offset(),
                    limit + 1))),
        rows -> page(request, rows.items(), limit));
  }

  private ApiResponse saveProduct(ApiRequest request) {
    Product product = request.body(Product.class);
    return product.code().equals(request.pathPart("code"))
        ? run(request, new SaveProduct(product))
        : ApiResponse.refused(Refusal.invalid("code", "must be that of the address"));
  }

  private ApiResponse listPromotions(ApiRequest request) {
    int limit = limit(request);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowsePromotions(
                    request.parameter("search").orElse(""),
                    request.parameter("active").map(Boolean::valueOf),
                    "code",
                    false,
                    request.offset(),
                    limit + 1))),
        rows -> page(request, rows.items(), limit));
  }

  private ApiResponse showPromotion(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowPromotion(request.pathPart("code")))),
        ApiResponse::ok);
  }

  private ApiResponse savePromotion(ApiRequest request) {
    PromotionTerms terms = request.body(PromotionTerms.class);
    return terms.code().equals(request.pathPart("code"))
        ? run(request, new SavePromotion(terms))
        : ApiResponse.refused(Refusal.invalid("code", "must be that of the address"));
  }

  private ApiResponse addCode(ApiRequest request) {
    NewCode code = request.body(NewCode.class);
    return run(
        request, new AddPromotionCode(request.pathPart("code"), code.code(), code.mostUses()));
  }
}
