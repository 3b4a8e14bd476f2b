package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of rate plans, as openapi.yaml promises it. */
public final class SubscriptionApi implements WebFeature {
  private final BranchCode self;
  private final Executor executor;

  public SubscriptionApi(BranchCode self, Executor executor) {
    this.self = self;
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("changePlan", this::change).api("listPlans", this::plans);
  }

  /** The body: which plan, from when. */
  record Order(String plan, Optional<String> effective) {}

  private ApiResponse change(ApiRequest request) {
    Order order = request.body(Order.class);
    Optional<LocalDate> day = CallParts.day(order.effective());
    return PartyApi.withAccount(
        request,
        account ->
            ApiResponse.of(
                CallParts.isDryRun(request)
                    ? executor.run(
                        request.caller(),
                        Request.query(new QuotePlanChange(account, order.plan(), day)))
                    : executor.run(
                        request.caller(),
                        Request.command(
                            new ChangePlan(account, order.plan(), day),
                            CallParts.keyOrNew(request))),
                ApiResponse::ok));
  }

  private ApiResponse plans(ApiRequest request) {
    return CallParts.branch(
        request,
        self,
        branch ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ListPlans(branch))),
                plans -> ApiResponse.items(plans.items())));
  }
}
