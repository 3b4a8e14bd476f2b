package org.sbms.branch.subscription;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
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
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return ApiResponse.refused(
          Refusal.of(
              RefusalCode.NOT_FOUND,
              request.pathPart("account") + " is no account number: is a digit mistyped?"));
    }
    Order order = request.body(Order.class);
    Optional<LocalDate> effective;
    try {
      effective = order.effective().map(LocalDate::parse);
    } catch (DateTimeException malformed) {
      return ApiResponse.refused(Refusal.invalid("effective", "must be a date such as 2026-12-01"));
    }
    boolean onlyQuote = request.parameter("dryRun").map(Boolean::parseBoolean).orElse(false);
    return ApiResponse.of(
        onlyQuote
            ? executor.run(
                request.caller(),
                Request.query(new QuotePlanChange(account.get(), order.plan(), effective)))
            : executor.run(
                request.caller(),
                Request.command(
                    new ChangePlan(account.get(), order.plan(), effective), key(request))),
        ApiResponse::ok);
  }

  /** A client that sends none asks once: repeated, it meets "has this plan already". */
  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private ApiResponse plans(ApiRequest request) {
    BranchCode branch;
    try {
      branch = request.parameter("branch").map(BranchCode::new).orElse(self);
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(Refusal.invalid("branch", String.valueOf(malformed.getMessage())));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListPlans(branch))),
        plans -> ApiResponse.items(plans.items()));
  }
}
