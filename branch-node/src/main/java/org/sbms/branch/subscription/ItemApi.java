package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.ShowSubscribed;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of what a subscriber had when and on which terms, as openapi.yaml promises it. */
public final class ItemApi implements WebFeature {
  private final Executor executor;

  public ItemApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("showSubscribed", this::show)
        .api("setOwnPrice", this::setPrice)
        .api("givePromotion", this::give)
        .api("correctPast", this::correct);
  }

  /** The bodies of calls. */
  record Price(
      Subscribed.OfferKind kind,
      String code,
      Optional<Money> price,
      Optional<LocalDate> from,
      String reason) {}

  record Given(String promotion) {}

  record Correction(
      CorrectPast.What what, Optional<String> subject, LocalDate from, String reason) {}

  private ApiResponse show(ApiRequest request) {
    return PartyApi.withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowSubscribed(account))),
                ApiResponse::ok));
  }

  private ApiResponse setPrice(ApiRequest request) {
    Price price = request.body(Price.class);
    return PartyApi.withAccount(
        request,
        account ->
            run(
                request,
                new SetOwnPrice(
                    account,
                    price.kind(),
                    price.code(),
                    price.price(),
                    price.from(),
                    price.reason())));
  }

  private ApiResponse give(ApiRequest request) {
    Given given = request.body(Given.class);
    return PartyApi.withAccount(
        request, account -> run(request, new GivePromotion(account, given.promotion())));
  }

  private ApiResponse correct(ApiRequest request) {
    Correction correction = request.body(Correction.class);
    return PartyApi.withAccount(
        request,
        account ->
            run(
                request,
                new CorrectPast(
                    account,
                    correction.what(),
                    correction.subject().orElse(""),
                    correction.from(),
                    correction.reason())));
  }

  private ApiResponse run(ApiRequest request, Operation<Subscribed> order) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())), ApiResponse::ok);
  }
}
